"""The process is killed while reminders ring, and at every step of a session."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from datetime import timedelta

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.beginning import begin_tasters, have_ended, one_after_the_other
from tests.faults.killing import kill_again_and_again
from tests.faults.long.chance import let_calls_fail
from tests.faults.long.line import Line, Part
from tests.faults.scene import IMPATIENT, POLLING, TEN, Scene
from tests.faults.steps import step_in

SECOND = timedelta(seconds=1)
AGAIN = 20.0  # seconds until people ask again who have no answer
MOST_KILLS = 400
STILL = 0.01  # speed of people's time while no bot runs


async def kills(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """kill -9 while reminders ring and calls fail by chance."""
    await let_calls_fail(scene, wanted.seed)
    verdict = await kill_again_and_again(scene, catalogue, wanted.reminders, wanted.kills, *IMPATIENT)
    struck = ", ".join(f"{kind} {count}" for kind, count in sorted(verdict.struck.items()))
    return Line(
        "kill -9 while reminders ring, with faults by chance",
        f"{verdict.kills} kills, {verdict.reminders} reminders; calls struck: {struck}",
        f"lost {len(verdict.lost)}; doubled {verdict.doubled}, without reason"
        f" {len(verdict.doubled_without_reason)}; at most {verdict.most_copies} copies;"
        f" in mid-call at a kill {verdict.mid_call.total()}, in mid-commit {verdict.mid_commit};"
        f" states {dict(verdict.states)}; integrity {'ok' if verdict.is_whole else 'BROKEN'}",
        not verdict.lost
        and not verdict.doubled_without_reason
        and verdict.most_copies <= 3
        and verdict.is_whole
        and set(verdict.states) <= {"sent", "unknown"},
    )


async def steps(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """kill -9 until every step of a session has been hit so many times."""
    chats = scene.crowd(wanted.sessions)
    await crowd.prepare(scene.database_url, catalogue, crowd.people(chats))
    scene.sets_clock(TEN, STILL)
    moments = one_after_the_other(TEN, SECOND * 2, len(chats))
    beginning = asyncio.create_task(begin_tasters(scene, chats, moments, again=AGAIN))
    hit: Counter[int] = Counter()
    killed, told = 0, set[tuple[int, ...]]()
    while True:
        bot = scene.start()
        await bot.prints(POLLING)
        scene.sets_clock(speed=8)
        await asyncio.sleep(scene.dice.uniform(0.1, 0.9))
        if await have_ended(scene) and beginning.done():
            break
        bot.dies()
        scene.sets_clock(speed=STILL)
        killed += 1
        live = scene.ledger.after_a_kill("select step_number from sessions where state = 'running'")
        hit.update(row["step_number"] for row in live)
        assert killed < MOST_KILLS, "sessions never end"
        await _go_on(scene, told)
    await beginning
    await scene.settles()
    await bot.stops()
    prompts = [row for row in scene.ledger.rows() if row["kind"] in ("prompt", "cue")]
    calls = Counter(
        (call["request"]["chat_id"], call["request"]["text"].partition("\n")[0])
        for call in scene.calls
        if call["method"] == "sendMessage"
    )
    twice = [line for (_, line), count in calls.items() if count > 1 and step_in(line) is not None]
    states = Counter(row["state"] for row in prompts)
    ended = Counter(row["state"] for row in scene.ledger.ask("select state from sessions"))
    return Line(
        "kill -9 at every step of a session",
        f"{killed} kills, {len(chats)} sessions; hits by step {dict(sorted(hit.items()))}",
        f"prompts sent twice {len(twice)}; prompts and cues {dict(states)}; sessions {dict(ended)},"
        f" {len(told)} times one of them was asked how to go on",
        not twice and ended == {"finished": len(chats)} and min(hit[step] for step in (-1, 0, 1, 2)) >= 20,
    )


async def _go_on(scene: Scene, told: set[tuple[int, ...]]) -> None:
    """Let people answer the question whether to go on, once each time that they are asked.

    On a busy machine a bot that lives for a moment only may be too late for a step.
    """
    waiting = scene.ledger.after_a_kill(
        "select chat_id, turn, step_number from sessions where state = 'outage'"
    )
    for question in {tuple(row.values()) for row in waiting} - told:
        told.add(question)
        await scene.says(question[0], "/resume")


PARTS: dict[str, Part] = {"kills": kills, "steps": steps}
