"""Repeated kill -9 while reminders ring, and a verdict on which reminders arrived, and how often."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.scene import POLLING, TEN, Bot, Scene

SPEED = 20  # of people's time: this test is not about the pace
APART = timedelta(milliseconds=800)  # of people's time, between the reminders of the second half
MOST_COPIES = 3
MOVING = """
    select count(*) as rows,
        sum(case when state = 'sending' or state = 'pending' and (not_before is null or not_before < ?)
            then 1 else 0 end) as moving
    from outbox
"""


@dataclass(slots=True)
class Verdict:
    """What the stand-in's log and the database show together."""

    reminders: int
    kills: int = 0
    mid_call: Counter[int] = field(default_factory=Counter)  # chat: kills during its call
    mid_commit: int = 0  # kills during a commit
    copies: Counter[int] = field(default_factory=Counter)  # chat: messages that arrived
    struck: Counter[str] = field(default_factory=Counter)  # kind of fault: calls
    doubtful: Counter[int] = field(default_factory=Counter)  # chat: calls without a usable answer
    states: Counter[str] = field(default_factory=Counter)
    unknown: set[int] = field(default_factory=set)  # chats whose row ended as `unknown`
    is_whole: bool = False

    @property
    def lost(self) -> list[int]:
        """Chats whose reminder never arrived although the row does not end as `unknown`."""
        return [chat for chat, copies in self.copies.items() if copies == 0 and chat not in self.unknown]

    @property
    def doubled(self) -> int:
        return sum(copies > 1 for copies in self.copies.values())

    @property
    def doubled_without_reason(self) -> list[int]:
        """Chats that got more copies than their calls without a usable answer explain."""
        return [
            chat
            for chat, copies in self.copies.items()
            if copies - 1 > self.mid_call[chat] + self.doubtful[chat]
        ]

    @property
    def most_copies(self) -> int:
        return max(self.copies.values())


async def kill_again_and_again(
    scene: Scene, catalogue: Catalogue, reminders: int, kills: int, *changes: str, apart: timedelta = APART
) -> Verdict:
    """Let `reminders` ring, half of them at once, through `kills` kills at random moments."""
    chats = scene.crowd(reminders)
    half = reminders // 2
    due = [(chat, TEN + apart * max(0, number - half)) for number, chat in enumerate(chats)]
    await crowd.prepare(scene.database_url, catalogue, crowd.reminders(due))
    scene.sets_clock(TEN, SPEED)
    verdict = Verdict(reminders)
    for _ in range(kills):
        run = scene.start(*changes)
        await _lives_a_little(scene, run, reminders // kills)
        run.dies()
        _look_at_the_body(scene, run, verdict)
        if verdict.kills % 2 and not scene.ledger.has_unfinished_commit:
            scene.ledger.a_minute_passes()
    await _comes_to_rest(scene, reminders, *changes)
    return _judge(scene, verdict, chats)


async def _lives_a_little(scene: Scene, run: Bot, usual: int) -> None:
    """Return at a random moment after so many messages have left, sometimes before the first one."""
    wanted = scene.dice.choice([0, *(scene.dice.randint(1, 2 * usual) for _ in range(9))])
    if wanted:
        await _until_sent(scene, run, scene.messages_sent + wanted)
    else:
        await run.prints(POLLING)
    await asyncio.sleep(scene.dice.uniform(0, 0.03))


async def _until_sent(scene: Scene, run: Bot, goal: int) -> None:
    """Wait for so many calls, or until nothing has left for a while."""
    quiet = 0.0
    known = scene.messages_sent
    while scene.messages_sent < goal and (quiet < 2.0 or known == 0):
        await asyncio.sleep(0.004)
        assert run.is_running, run.err
        polled = scene.playground.world.updates.waiting
        quiet = quiet + 0.004 if scene.messages_sent == known and polled else 0.0
        known = scene.messages_sent


def _look_at_the_body(scene: Scene, run: Bot, verdict: Verdict) -> None:
    verdict.kills += 1
    verdict.mid_commit += scene.ledger.has_unfinished_commit
    stuck = scene.ledger.after_a_kill("select chat_id, owner from outbox where state = 'sending'")
    # On a server, calls of processes that were killed before are not settled yet.
    verdict.mid_call.update(row["chat_id"] for row in stuck if row["owner"].startswith(f"{run.number}-"))


async def _comes_to_rest(scene: Scene, reminders: int, *changes: str) -> None:
    """Let the bot run without faults until nothing is in flight.

    Waits of a minute are shortened in the database.
    """
    for _ in range(8):
        run = scene.start(*changes)
        await run.prints(POLLING)

        async def is_done() -> bool:
            now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
            facts = scene.ledger.ask(MOVING, now)
            return facts == [{"rows": reminders, "moving": 0}]

        await scene.rests(is_done)
        await run.stops()
        if not scene.ledger.a_minute_passes():
            return
    raise AssertionError(f"rows never end: {scene.ledger.states()}")


def _judge(scene: Scene, verdict: Verdict, chats: list[int]) -> Verdict:
    verdict.copies.update(dict.fromkeys(chats, 0))
    for call in scene.calls:
        if call["method"] != "sendMessage":
            continue
        chat = call["request"]["chat_id"]
        verdict.copies[chat] += _arrived(call)
        fault = call.get("fault")
        if fault is not None:
            verdict.struck[fault] += 1
            verdict.doubtful[chat] += call["status"] in (0, 500, 502)
    verdict.states = scene.ledger.states()
    verdict.unknown = {row["chat_id"] for row in scene.ledger.rows() if row["state"] == "unknown"}
    verdict.is_whole = scene.ledger.is_whole
    # The chats themselves must say the same as the log of calls.
    assert verdict.copies == Counter({chat: len(scene.shown(chat)) for chat in chats})
    return verdict


def _arrived(call: dict[str, Any]) -> bool:
    return bool(call.get("effect", call["status"] == 200))
