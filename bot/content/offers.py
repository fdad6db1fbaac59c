"""Reads the routines that are used when a person names none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.domain.catalogue import Audience, Offers, Routine, RoutineKey


def read_offers(
    folder: Path,
    routines: Mapping[RoutineKey, Routine],
    faults: list[Fault],
) -> Offers:
    """Read offers.yaml. Each routine in it must have a plan for everybody to whom it is offered."""
    section = Section(read_document(folder, "offers.yaml", faults), faults)
    offers = Offers(
        taste=_offer(section, "taste", routines, tuple(Audience)),
        first=_offer(section, "first", routines, (Audience.partner,)),
        alone=_offer(section, "alone", routines, (Audience.alone,)),
    )
    section.finish()
    return offers


def _offer(
    section: Section, key: str, routines: Mapping[RoutineKey, Routine], audiences: tuple[Audience, ...]
) -> RoutineKey:
    routine = RoutineKey(section.choice(key, list(routines)))
    for audience in audiences:
        if routine in routines and audience not in routines[routine].plans:
            section.fault(key, f"{routine} has no plan for {audience.value}")
    return routine
