"""Reminders by the thousand at once: what waits for them, and how fast they leave."""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import time
from bisect import bisect_left
from collections import Counter
from datetime import datetime, timedelta
from functools import partial

from bot.domain.catalogue import Audience, Catalogue
from bot.domain.walk import GET_READY
from tests.faults import crowd
from tests.faults.beginning import OVER, begin_tasters, have_ended, one_after_the_other
from tests.faults.long.line import RATE, Line, Part
from tests.faults.scene import POLLING, TEN, Scene
from tests.faults.steps import step_in
from tests.faults.talking import talk
from tests.process.programs import until
from tests.process.story import SENDS, words_of
from tests.texts import texts

SECOND = timedelta(seconds=1)
EVERY = 1.5  # seconds between two lines of one person
WARM_UP = 5.0  # seconds: the first answers of a process take longer


async def backlog(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """Reminders by the thousand while sessions play and people write.

    The same people write to the same bot before and after it, when it has nothing else to do: before alone
    would not do, because a small machine is not equally fast all the time.
    """
    ringing, playing, talking = scene.crowd(wanted.backlog), scene.crowd(wanted.live), scene.crowd(5)
    count = GET_READY[Audience.partner]
    starts = TEN + SECOND * (wanted.idle + 30) + count
    await crowd.prepare(
        scene.database_url,
        catalogue,
        crowd.reminders((chat, starts) for chat in ringing),
        crowd.people(talking),
        crowd.people(playing, wanted.pictures),
    )
    # The stand-in keeps every call. When Python looks through them for garbage, it stands still for tens of
    # milliseconds, and an answer of the bot would seem to take so long.
    gc.disable()
    scene.sets_clock(TEN)
    bot = scene.start()
    await bot.prints(POLLING)

    async def without_load(seconds: float) -> list[float]:
        ends = time.monotonic() + seconds
        return await talk(scene, talking, lambda: time.monotonic() >= ends, EVERY)

    await without_load(WARM_UP)
    idle = await without_load(wanted.idle)
    # Their first steps begin from 5 s after the backlog on, four a second.
    firsts = one_after_the_other(starts - count + SECOND * 5, SECOND * 0.25, wanted.live)
    assert scene.playground.clock.now() < firsts[0], "a session should have begun while the bot was idle"
    beginning = asyncio.create_task(begin_tasters(scene, playing, firsts, Audience.partner))
    await talk(scene, talking, lambda: scene.playground.clock.now() >= starts, EVERY)
    loaded_from = scene.messages_sent
    busy = await talk(scene, talking, lambda: scene.messages_sent - loaded_from >= wanted.backlog, EVERY)
    await scene.settles(reminder=wanted.backlog, within=600)
    ends = scene.playground.clock.now()
    await beginning
    await until(partial(have_ended, scene, OVER), "sessions never end", within=300)
    idle += await without_load(wanted.idle)
    await bot.stops()
    gc.enable()
    late = _lateness(scene, catalogue, set(playing))
    rate, most = _rates(scene, starts, ends)
    rung = Counter(row["state"] for row in scene.ledger.rows("reminder"))
    p99 = statistics.quantiles(late, n=100)[-1]
    alone, under = statistics.quantiles(idle, n=100)[-1], statistics.quantiles(busy, n=100)[-1]
    return Line(
        "a backlog while sessions play and people write",
        f"{wanted.backlog} reminders, {wanted.live} sessions, {len(late)} prompts, {len(busy)} answers"
        f" ({len(idle)} idle)",
        f"prompts late p99 {p99:.3f} s, the earliest {min(late):.3f} s;"
        f" answers p99 {under * 1000:.0f} ms, median {statistics.median(busy) * 1000:.0f} ms"
        f" (idle {alone * 1000:.0f} and {statistics.median(idle) * 1000:.0f} ms);"
        f" {rate:.1f} messages a second, at most {most} in any second; reminders {dict(rung)}",
        len(late) == wanted.live * len(catalogue.routines[crowd.SOLO].plans[Audience.partner])
        and min(late) > -0.1
        and p99 <= 2
        and under <= 1.5 * alone
        and most <= 1.02 * RATE + 1
        and rung == {"sent": wanted.backlog},
    )


def _lateness(scene: Scene, catalogue: Catalogue, playing: set[int]) -> list[float]:
    """Return how many seconds after its planned moment each prompt of a step arrived.

    The plan of a session begins when its get-ready card has arrived.
    """
    steps = catalogue.routines[crowd.SOLO].plans[Audience.partner]
    begun: dict[int, datetime] = {}
    late = []
    for call in scene.calls:
        if call["method"] not in SENDS or call["status"] != 200:
            continue
        chat, head = call["request"]["chat_id"], words_of(call)
        if chat not in playing:
            continue
        at = datetime.fromisoformat(call["at"])
        if head.removeprefix("<b>").startswith(texts.opening("ready")):
            begun[chat] = at
        if (number := step_in(head)) is not None:
            planned = begun[chat] + GET_READY[Audience.partner]
            planned += SECOND * sum(step.seconds for step in steps[: number - 1])
            late.append((at - planned).total_seconds())
    return late


def _rates(scene: Scene, starts: datetime, ends: datetime) -> tuple[float, int]:
    """Return messages and edits a second on the average, and the most in any second."""
    moments = sorted(
        (at - starts).total_seconds()
        for call in scene.calls
        if (call["method"] in SENDS or call["method"].startswith("editMessage"))
        and starts <= (at := datetime.fromisoformat(call["at"])) <= ends
    )
    most = max(place + 1 - bisect_left(moments, moment - 1) for place, moment in enumerate(moments))
    return len(moments) / (moments[-1] - moments[0]), most


PARTS: dict[str, Part] = {"backlog": backlog}
