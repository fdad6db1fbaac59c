"""Two processes send from one outbox: with one pace, and no message twice."""

from __future__ import annotations

import asyncio
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.actions.scene import Scene
from bot.delivery.courier import Courier
from bot.delivery.desk import Desk
from bot.delivery.outcomes import Result
from bot.delivery.pace import LocalPace, rate
from bot.delivery.recorder import Recorder
from bot.delivery.turns import RULE, LocalTurns
from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, PersonId, UpdateId
from bot.ports import Asked, Kind, Lane, Outcome, Pacing, RetryAt, Row, RowState, Sent, Work
from bot.ports.figures import Uncounted
from bot.storage.database import Database
from bot.storage.intake import SharedIntake
from bot.telegram.aside import Aside
from bot.timing.clock import SystemClock
from tests.delivery.world import ObedientSender
from tests.storage.samples import chat, outgoing
from tests.together.conftest import clashing

SECOND = timedelta(seconds=1)
SLOW = 0.5  # seconds between a claim, which counts, and its call, on a busy machine


class Ends(Uncounted):
    """Counts in which states messages have ended."""

    def __init__(self) -> None:
        self.states: Counter[RowState] = Counter()

    def ended(self, kind: Kind, lane: Lane, state: RowState, after: timedelta | None) -> None:
        self.states[state] += 1


class Office:
    """The delivery of one process."""

    def __init__(self, name: str, database: Database, per_second: float) -> None:
        self.database, self.sender = database, ObedientSender()
        self.clock = SystemClock(database.wall or (lambda: datetime.min))
        pacing = Pacing(LocalPace(rate(per_second)), LocalTurns(), RULE)
        self.desk = Desk(database, self.clock, pacing, name, lambda due, rings: None)
        self.figures = Ends()
        recorder = Recorder(self.desk, database, self.clock, lambda work, chat, kind, now: None, self.figures)
        self.recorder = recorder
        self.courier = Courier(self.desk, recorder, self.sender, self.clock)
        self.running = asyncio.create_task(self.courier.run())

    def answers(self, outcome: Callable[[Row], Outcome]) -> None:
        self.sender.outcome = outcome

    async def put(self, *rows: tuple[int, str], kind: Kind = Kind.reply, lane: Lane = Lane.reply) -> None:
        """Write and claim, as a commit of the bot does."""

        def unit(work: Work) -> None:
            for number, key in rows:
                if work.chats.get(ChatId(number)) is None:
                    work.chats.put(chat(ChatId(number)))
                written_at = self.clock.now().people
                work.outbox.put(outgoing(key, ChatId(number), kind=kind, lane=lane, written_at=written_at))

        await self.desk.commit(unit, chats={ChatId(number) for number, _ in rows})

    async def beats(self) -> None:
        await self.desk.commit(lambda work: None)

    async def ends(self) -> None:
        self.running.cancel()
        await asyncio.wait({self.running})


@pytest.fixture
async def offices(one: Database, other: Database) -> AsyncIterator[list[Office]]:
    """Two processes that may send 40 messages a second together."""
    both = [Office("one", one, 40), Office("other", other, 40)]
    yield both
    for office in both:
        await office.ends()


async def all_sent(offices: list[Office], number: int) -> None:
    async with asyncio.timeout(60):
        while sum(len(office.sender.rows) for office in offices) < number:
            await asyncio.gather(*(office.beats() for office in offices))
            await asyncio.sleep(0.05)


def timed(offices: list[Office], calls: list[tuple[float, ChatId]]) -> None:
    """Note when each call is made, and for which chat."""
    loop = asyncio.get_running_loop()
    for office in offices:

        def note(row: Row, usual: Callable[[Row], Outcome] = office.sender.outcome) -> Outcome:
            calls.append((loop.time(), row.chat))
            return usual(row)

        office.answers(note)


async def test_together_they_keep_the_pace_of_one_and_the_turns_of_a_chat(offices: list[Office]) -> None:
    """Never more than the rate in any second; after a burst of four, a chat gets one message a second."""
    calls: list[tuple[float, ChatId]] = []
    timed(offices, calls)

    await asyncio.gather(
        *(office.put(*((1 + place + 2 * n, "a") for n in range(40))) for place, office in enumerate(offices)),
        offices[0].put(*((1000, str(n)) for n in range(7))),
    )
    await all_sent(offices, 87)

    moments = sorted(moment for moment, _ in calls)
    most = max(place + 1 - bisect_left(moments, moment - 1) for place, moment in enumerate(moments))
    assert most <= 1.02 * 40 + 1
    assert set(Counter(number for _, number in calls).values()) == {1, 7}
    assert all(office.sender.rows for office in offices)
    of_one = [moment for moment, number in calls if number == 1000]
    assert all(of_one[n] - of_one[0] >= n - 3 - SLOW for n in range(4, 7))


async def test_who_claims_last_for_a_chat_wakes_up_at_its_next_turn(offices: list[Office]) -> None:
    """Both processes have sent to the chat by turns. No beat comes: the last sender claims again in time."""
    calls: list[tuple[float, ChatId]] = []
    timed(offices, calls)
    for number in range(6):
        await offices[number % 2].put((1, str(number)))
        await offices[number % 2].desk.emptied()

    async with asyncio.timeout(30), offices[1].sender.news:
        await offices[1].sender.news.wait_for(lambda: len(calls) == 6)

    assert calls[-1][0] - calls[0][0] >= 2 - SLOW


async def test_a_process_that_was_thought_dead_makes_no_call_that_others_may_make(
    offices: list[Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has stood still with a claimed row. Another process has taken that row over."""
    sleeper, other = offices
    await sleeper.ends()  # what it claims waits to be called
    await sleeper.put((1, "a"), (2, "b"))
    assert sleeper.desk.claimed.qsize() == 2
    await sleeper.database.run(lambda work: work.commons.renew("one", -SECOND))
    assert await other.recorder.take_over() == 2
    monkeypatch.setattr(sleeper.desk._life, "_until", sleeper.clock.now().wire - SECOND)
    await sleeper.beats()  # it is awake, and says that it lives

    sleeper.running = asyncio.create_task(sleeper.courier.run())
    await sleeper.desk.emptied()
    assert sleeper.sender.rows == []

    waiting = [await other.database.run(partial(_waiting, ChatId(number))) for number in (1, 2)]
    assert waiting == [1, 1]  # they are sent again in a moment


async def test_an_answer_that_is_written_after_the_lease_counts(offices: list[Office]) -> None:
    """The process was cut off from the database when its answer came. Another one has taken its call over."""
    cut_off, other = offices
    await cut_off.ends()
    await cut_off.put((1, "a"))
    answered = Result(cut_off.desk.claimed.get_nowait(), Sent(MessageId(5)), cut_off.clock.now().steady)
    await cut_off.database.run(lambda work: work.commons.renew("one", -SECOND))
    assert await other.recorder.take_over() == 1
    waiting = partial(_waiting, ChatId(1))
    assert await other.database.run(waiting) == 1  # in two seconds it would be sent again

    cut_off.recorder.note(answered)
    await cut_off.recorder.write()

    assert await other.database.run(waiting) == 0


def _waiting(number: ChatId, work: Work) -> int:
    return work.outbox.backlog(number).waiting


async def test_calls_that_are_taken_over_are_counted_as_perhaps_lost(offices: list[Office], url: str) -> None:
    """The process that has died counts nothing. Each call counts once, also if the commit is tried again."""
    dead, other = offices
    await dead.ends()
    await dead.put((1, "a"), kind=Kind.prompt, lane=Lane.session)
    await dead.database.run(lambda work: work.commons.renew("one", -SECOND))

    with clashing(url, "outbox", 1):
        assert await other.recorder.take_over() == 1
    assert other.figures.states == {RowState.unknown: 1}


async def test_what_is_done_beside_the_batches_waits_for_its_chat(offices: list[Office]) -> None:
    """Another process works on the chat: a file that is put back must not come in between."""
    one, other = offices
    began, ends = threading.Event(), threading.Event()
    done: list[str] = []

    def works(work: Work) -> None:
        began.set()
        ends.wait(30)
        done.append("the other process")

    def acts(scene: Scene) -> None:
        done.append("beside")

    catalogue: Any = None  # the action asks for no texts
    asked = Asked(UpdateId(1), ChatId(1), PersonId(1), one.clock.now(), Language("en"))
    aside = Aside(one.desk, one.clock, lambda: catalogue)
    working = asyncio.create_task(other.database.run(works, chats=[ChatId(1)]))
    await asyncio.to_thread(began.wait, 30)
    acting = asyncio.create_task(aside.act(asked, acts))
    await asyncio.wait({acting}, timeout=0.3)
    ends.set()
    await asyncio.gather(working, acting)

    assert done == ["the other process", "beside"]


async def test_what_a_process_cannot_send_is_sent_by_another_at_once(offices: list[Office], url: str) -> None:
    """One is stopping. No beat comes: its commit tells the other one that an answer waits."""
    stopping, other = offices
    await stopping.desk.close()
    intake = SharedIntake(url, "other", other.clock, other.desk.hint)
    listening = asyncio.create_task(intake.run())
    await intake.ours()

    await stopping.put((1, "a"))

    async with asyncio.timeout(30), other.sender.news:
        await other.sender.news.wait_for(lambda: other.sender.rows)
    assert stopping.sender.rows == []
    listening.cancel()
    await asyncio.wait({listening})


async def test_a_limit_of_two_chats_at_two_processes_holds_bulk_everywhere(offices: list[Office]) -> None:
    """Each process alone would take it for a limit of one chat."""
    for place, office in enumerate(offices):
        office.answers(lambda row: RetryAt(timedelta(seconds=3600)))
        await office.put((place + 1, "a"), kind=Kind.reminder, lane=Lane.reminder)
        await office.desk.emptied()

    third, fourth = offices
    await third.put((8, "c"), kind=Kind.reminder, lane=Lane.reminder)
    await fourth.put((9, "d"), kind=Kind.reminder, lane=Lane.reminder)
    await fourth.put((10, "e"))
    await fourth.desk.emptied()

    assert [row.chat for office in offices for row in office.sender.rows] == [1, 2, 10]
