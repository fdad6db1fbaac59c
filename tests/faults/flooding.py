"""One person floods the bot while others write as usual: how long do the others wait for an answer?

Seconds depend on the machine. So it is also counted how many more updates the bot fetches before it answers.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.scene import POLLING, Bot, Scene
from tests.faults.speeches import Flooding, speech
from tests.faults.talking import talk
from tests.faults.wire import Flood, Wire
from tests.texts import texts

OTHERS = 6
GROUPS = 200  # through which a flood goes that is not in private
EVERY = 1.2  # seconds between the lines of one of the others
ANSWER = texts.headline("help")
SHORT = Flooding("what about the weather {}")


@dataclass(frozen=True, slots=True)
class Waits:
    """What the flood did to the other people's waits, to the memory and to the log."""

    idle: list[float]  # seconds until an answer
    flooded: list[float]
    fetched: list[int]  # updates that the bot has fetched between a line in the flood and its answer
    written: int  # updates of the flood, all of which the bot took
    took: float  # seconds it needed for them
    cpu: float  # seconds of processor time that the bot used meanwhile
    answered: int  # messages that the flooding person got
    grown: int  # bytes of resident memory
    warnings: int
    seconds: float  # from start to end of it all

    @staticmethod
    def p95(waits: Sequence[float]) -> float:
        return statistics.quantiles(waits, n=20)[-1]


async def flood(
    scene: Scene, catalogue: Catalogue, rate: float, seconds: float, how: Flooding = SHORT
) -> Waits:
    """Let the others write for a while without a flood, then as long during the flood."""
    others = scene.crowd(OTHERS)
    [loud] = scene.crowd(1)
    groups = scene.groups(GROUPS if how.in_groups else 0, loud)
    says = speech(loud, how, groups)

    await crowd.prepare(scene.database_url, catalogue, crowd.people([*others, loud, *groups]))
    async with Wire(scene.playground.url) as wire:
        calm = Flood(says, rate, 0)
        wire.mangle, wire.is_behind, wire.numbers_anew = calm.mangle, calm.is_behind, True
        scene.api_url = wire.url
        bot = scene.start()
        await bot.prints(POLLING)
        began = time.monotonic()
        idle = await talk(scene, others, lambda: time.monotonic() - began > seconds, EVERY)
        memory, cpu, flooding_since = bot.memory, bot.cpu, time.monotonic()
        storm = Flood(says, rate, seconds, first=calm.next_number)
        wire.mangle, wire.is_behind = storm.mangle, storm.is_behind
        fetched: list[int] = []
        flooded = await talk(
            scene,
            others,
            lambda: storm.is_over,
            EVERY,
            lambda person: fetched.append(storm.fetched_since(person)),
        )
        took, cpu = time.monotonic() - flooding_since, bot.cpu - cpu
        grown = await _memory_at_rest(bot) - memory
        await bot.stops()
    warnings = bot.err.count(" WARNING ") + bot.err.count(" ERROR ")
    return Waits(
        idle,
        flooded,
        fetched,
        storm.written,
        took,
        cpu,
        len(scene.shown(loud)),
        grown,
        warnings,
        time.monotonic() - began,
    )


async def _memory_at_rest(bot: Bot) -> int:
    await asyncio.sleep(1)
    return bot.memory
