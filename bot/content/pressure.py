"""Reads how firm a stroke may be after somebody asked for "lighter"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.sources import ADVICE, cited
from bot.domain.catalogue import Source
from bot.domain.walk import SOFTEST

MOST = 5  # of 10; no technique is firmer


def read_lighter(
    folder: Path, sources: Mapping[str, Source], faults: list[Fault]
) -> tuple[tuple[int, int], ...]:
    """Read pressure.yaml: the pressure after the first "lighter", then after the second."""
    section = Section(read_document(folder, "pressure.yaml", faults), faults)
    read = tuple(_pressure(each, sources) for each in section.list_of_sections("lighter"))
    if len(read) != SOFTEST:
        section.fault("lighter", f"give {SOFTEST} of them: a session counts so many")
    if any(after >= before for before, after in pairwise(read)):
        section.fault("lighter", "each must be lighter than the one before")
    section.finish()
    return read


def _pressure(section: Section, sources: Mapping[str, Source]) -> tuple[int, int]:
    pressure = section.pair("pressure", most=MOST)
    cited(section, "sources", section.texts("sources"), sources, ADVICE)
    section.finish()
    return pressure
