"""One person writes without end, sends the worst texts, or talks all the time in a group that plays."""

from __future__ import annotations

import argparse

from bot.domain.catalogue import Catalogue
from tests.faults.flooding import GROUPS, Waits, flood
from tests.faults.grouping import play_in_group
from tests.faults.long.line import Line, Part
from tests.faults.scene import Scene
from tests.faults.speeches import LONGEST, worst_floods

MORE_BY_TEXTS = 0.3  # seconds that a flood of texts may add to the p95 of the others' answers


async def one_floods(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """One person writes without end."""
    waits = await flood(scene, catalogue, wanted.flood, wanted.flood_seconds)
    idle, busy = Waits.p95(waits.idle), Waits.p95(waits.flooded)
    return Line(
        "one person floods",
        f"{wanted.flood:g} updates a second for {wanted.flood_seconds:g} s, {len(waits.flooded)} other lines",
        f"answers to others p95 {busy:.2f} s (idle {idle:.2f} s); all taken in {waits.took:.1f} s,"
        f" {waits.written / waits.took:.0f} a second;"
        f" memory +{waits.grown / 2**20:.0f} MB; {waits.warnings} warnings",
        busy <= idle + 1 and waits.warnings <= 1 and waits.grown < 64 * 2**20,
    )


async def groups(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """A group of five plays ten minutes while one member talks all the time."""
    played = await play_in_group(
        scene,
        catalogue,
        routine="full",
        speed=wanted.group_speed,
        every=wanted.group_every,
        restarts=wanted.group_restarts,
    )
    return Line(
        "a group of five plays Full while one of them talks all the time",
        f"{played.lines} lines, one each {wanted.group_every:g} s; {played.restarts} restarts",
        f"{len(played.late)} of {played.due} prompts and ends came, at most {max(played.late):.2f} s late;"
        f" {played.answers} other messages, {played.overflows} of them said that answers were left out;"
        f" at most {played.most} messages and edits in any minute; {played.refused} calls refused",
        played.is_good,
    )


async def long_texts(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """One person sends the worst texts, each kind to a bot of its own."""
    figures, passed = [], True
    for number, (name, how) in enumerate(worst_floods(catalogue).items()):
        folder = scene.folder / f"texts-{number}"
        folder.mkdir()
        async with Scene(folder, wanted.seed) as one:
            waits = await flood(one, catalogue, wanted.texts, wanted.texts_seconds, how)
        idle, busy = Waits.p95(waits.idle), Waits.p95(waits.flooded)
        figures.append(f"{name} {busy:.2f} s (idle {idle:.2f} s; {waits.cpu / waits.took:.0%} CPU)")
        passed = passed and busy <= idle + MORE_BY_TEXTS and waits.warnings == 0
    return Line(
        "one person sends the worst texts",
        f"{wanted.texts:g} a second for {wanted.texts_seconds:g} s, {LONGEST} characters, {GROUPS} groups",
        f"answers to others p95: {'; '.join(figures)}",
        passed,
    )


PARTS: dict[str, Part] = {"flood": one_floods, "groups": groups, "texts": long_texts}
