"""Reads the techniques: the facts that the bot uses, and the words of the seed from which they come."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.content.documents import Document, read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.sources import ADVICE, CITED, Areas, cited
from bot.domain.catalogue import Source, Technique, TechniqueKey

LONGEST_STEP = 600  # seconds
ALONE = ("good", "fair", "shoulder", "tool")
SEED_PARTS = ("hand", "motion", "start", "direction", "region", "amount", "pressure", "rhythm", "benefit")


def read_techniques(
    folder: Path, sources: Mapping[str, Source], areas: Areas, faults: list[Fault]
) -> dict[TechniqueKey, Technique]:
    """Read techniques/*.yaml, in the seed's order."""
    found = []
    for path in sorted((folder / "techniques").glob("*.yaml")):
        document = read_document(folder, f"techniques/{path.name}", faults)
        section = Section(document, faults)
        technique = _technique(TechniqueKey(path.stem), section, sources)
        _check_technique(technique, section, sources, areas)
        section.finish()
        found.append((technique, document))
    _check_order("order", [(technique.order, document) for technique, document in found], faults)
    _check_order(
        "session_order", [(technique.session_order, document) for technique, document in found], faults
    )
    in_order = sorted((technique for technique, _ in found), key=lambda technique: technique.order)
    return {technique.key: technique for technique in in_order}


def _technique(key: TechniqueKey, section: Section, sources: Mapping[str, Source]) -> Technique:
    _check_seed(section.section("seed"))
    least, most = section.number_or_none("min_seconds"), section.number_or_none("max_seconds")
    own_seconds, own_sides = _own_routine(section, least, most, sources)
    return Technique(
        key=key,
        order=section.number("order"),
        session_order=section.number("session_order"),
        min_seconds=least,
        max_seconds=most,
        times_per_spot=section.pair_or_none("times_per_spot", most=20),
        pressure=section.pair("pressure", most=5),
        pressure_low_ribs=section.pair_or_none("pressure_low_ribs", most=2),
        keep_off=section.texts("keep_off"),
        alone=section.choice("alone", ALONE),
        sources=section.texts("sources"),
        own_seconds=own_seconds,
        own_sides=own_sides,
    )


def _own_routine(
    section: Section, least: int | None, most: int | None, sources: Mapping[str, Source]
) -> tuple[tuple[int, int], int]:
    """Read how the technique is done in a routine that a person builds: its limits in seconds, its sides."""
    has_limits = least is not None and most is not None
    if not section.has("own_routine"):
        if not has_limits:
            section.fault("own_routine", "give its seconds, [least, most]: the seed gives no limits")
        return (least or 0, most or 0), 1
    own = section.section("own_routine")
    seconds = own.pair_or_none("seconds", most=LONGEST_STEP)
    if (seconds is None) != has_limits:
        own.fault("seconds", "give [least, most] where the seed gives no limits, and only there")
    sides = own.number("sides", default=1)
    if sides > 2:
        own.fault("sides", "give 1 or 2")
    cited(own, "sources", own.texts("sources"), sources, ADVICE)
    own.finish()
    ours = seconds or (0, 0)
    return (least or ours[0], most or ours[1]), sides


def _check_seed(seed: Section) -> None:
    text = seed.text("text")
    for part in SEED_PARTS:
        if not seed.has(part):
            seed.fault(part, "give the seed's own words, or null where it has none")
        words = seed.text_or_none(part)
        if words is not None and words not in text:
            seed.fault(part, "use the seed's words exactly as they stand in `text`")
    seed.finish()


def _check_technique(
    technique: Technique, section: Section, sources: Mapping[str, Source], areas: Areas
) -> None:
    cited(section, "sources", technique.sources, sources, CITED)
    if (technique.min_seconds or 0) > (technique.max_seconds or 0):
        section.fault("max_seconds", "give both limits, min_seconds no more than max_seconds")
    for area in technique.keep_off:
        if area not in areas.known:
            section.fault("keep_off", f"{area} is not in safety/areas.yaml")
    for area in areas.never:
        if area not in technique.keep_off:
            section.fault("keep_off", f"{area} must be among them: no technique goes there")
    if technique.pressure_low_ribs is None and "kidneys" not in technique.keep_off:
        section.fault("keep_off", "kidneys must be among them, or give pressure_low_ribs")


def _check_order(key: str, orders: list[tuple[int, Document]], faults: list[Fault]) -> None:
    wanted = list(range(1, len(orders) + 1))
    if sorted(order for order, _ in orders) != wanted:
        faults.extend(
            document.fault((key,), f"the files must count from 1 to {len(orders)}, each number once")
            for order, document in orders
            if order not in wanted or [each for each, _ in orders].count(order) > 1
        )
