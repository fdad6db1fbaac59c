"""The courier with a real database and a sender that does as it is told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.delivery.courier import SLOTS, Courier
from bot.delivery.pace import Pace
from bot.domain.catalogue import Catalogue, Language
from bot.domain.ids import ChatId, MessageId
from bot.domain.message import message, phrase
from bot.ports import (
    Ambiguous,
    Chat,
    Gone,
    Kind,
    Lane,
    Misconfigured,
    NotSent,
    Now,
    Outcome,
    Outgoing,
    Refused,
    RetryAt,
    Row,
    Sent,
    Work,
)
from bot.storage.database import Database, open_database
from tests.delivery.world import (
    NOON,
    Flaky,
    HastyClock,
    JumpingClock,
    ObedientSender,
    PatientClock,
    StillClock,
)


class Post:
    """A courier at work, and what its test needs to know."""

    def __init__(
        self,
        database: Database,
        sender: ObedientSender,
        owner: str = "one",
        clock: JumpingClock | None = None,
    ) -> None:
        self.database, self.sender = database, sender
        self.clock = clock or JumpingClock()
        self.lost: list[ChatId] = []
        self.on_lost: Callable[[ChatId], None] = self.lost.append
        self.dues: list[tuple[datetime | None, datetime | None]] = []
        self.courier = Courier(
            database,
            sender,
            self.clock,
            Pace(per_second=1e6),
            owner,
            lambda *due: self.dues.append(due),
            lambda work, chat, now: self.on_lost(chat),
        )
        self._running = asyncio.create_task(self.courier.run())

    async def put(self, *keys: str, chat: int = 1, kind: Kind = Kind.reply, **more: Any) -> None:
        """Write rows in one commit."""

        def unit(work: Work) -> None:
            if work.chats.get(ChatId(chat)) is None:
                work.chats.put(Chat(ChatId(chat), Language("en")))
            for key in keys:
                work.outbox.put(self.outgoing(key, chat, kind, **more))

        await self.courier.commit(unit)

    def outgoing(self, key: str, chat: int, kind: Kind = Kind.reply, **more: Any) -> Outgoing:
        lane = {Kind.prompt: Lane.session, Kind.reminder: Lane.reminder}.get(kind, Lane.reply)
        words = message(phrase(key))
        return Outgoing(ChatId(chat), kind, key, words, more.pop("lane", lane), self.clock.at, **more)

    async def settles(self) -> None:
        """Wait until nothing is in flight."""
        async with asyncio.timeout(5):
            await self.courier._idle.wait()

    async def beats(self, seconds: float = 0) -> None:
        """Let time pass and make a commit, as the beat does."""
        self.clock.at += timedelta(seconds=seconds)
        await self.courier.commit(lambda work: None)
        await self.settles()

    async def until(self, number: int) -> None:
        """Wait until `number` calls are in flight."""
        async with asyncio.timeout(5), self.sender.news:
            await self.sender.news.wait_for(lambda: len(self.sender.in_flight) >= number)

    async def calls(self, number: int) -> None:
        """Wait until `number` calls have been made."""
        async with asyncio.timeout(5), self.sender.news:
            await self.sender.news.wait_for(lambda: len(self.sender.rows) >= number)

    async def cancel(self) -> None:
        """End the courier's work at once."""
        self._running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._running

    def sent(self) -> list[str]:
        """Return the keys of the rows that were sent, in order."""
        return [str(row.message.parts[0].id) for row in self.sender.rows]

    async def states(self) -> dict[str, str]:
        """Return the states of all rows, by key."""

        def unit(work: Any) -> dict[str, str]:
            rows = work._connection.exec_driver_sql("SELECT dedup_key, state FROM outbox ORDER BY id")
            return {key: state for key, state in rows}

        return await self.database.run(unit)


@pytest.fixture
async def database(tmp_path: Path, catalogue: Catalogue) -> AsyncIterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/unknot.db")
    await opened.migrate()
    yield opened
    await opened.close()


@pytest.fixture
async def post(database: Database) -> AsyncIterator[Post]:
    post = Post(database, ObedientSender())
    yield post
    post.sender.gate.set()
    await post.cancel()


@pytest.fixture
async def still(database: Database) -> AsyncIterator[Post]:
    """A courier at work while time stands still: no chat's next turn comes."""
    post = Post(database, ObedientSender(), clock=StillClock())
    yield post
    await post.cancel()


async def test_the_order_of_a_chat_is_kept(post: Post) -> None:
    """Replies leave in the order they were written."""
    keys = [f"m{number}" for number in range(20)]

    await post.put(*keys)
    await post.settles()

    assert post.sent() == keys
    assert set((await post.states()).values()) == {"sent"}


async def test_the_order_is_kept_when_the_first_one_has_to_wait(post: Post) -> None:
    """A reply that could not leave holds back the ones after it, until it has."""
    outcomes: list[Outcome] = [NotSent()]
    post.sender.outcome = lambda row: outcomes.pop() if outcomes else Sent(MessageId(1))

    await post.put("first", "second")
    await post.settles()
    assert post.sent() == ["first"]

    await post.beats(seconds=2)
    assert post.sent() == ["first", "first", "second"]


@pytest.mark.parametrize("clock", [JumpingClock, HastyClock])
async def test_a_chat_hears_about_one_message_a_second_after_a_burst(
    database: Database, clock: type[JumpingClock]
) -> None:
    """Each leaves at its turn: nothing else needs to happen meanwhile."""
    post = Post(database, ObedientSender(), clock=clock())
    moments: list[float] = []

    def sent(row: Row) -> Outcome:
        moments.append(round((post.clock.at - NOON).total_seconds(), 3))
        return Sent(MessageId(1))

    post.sender.outcome = sent
    await post.put(*(f"m{number}" for number in range(9)))
    await post.calls(9)

    assert moments == [0, 0, 0, 0, 0, 1, 2, 3, 4]
    await post.cancel()


async def test_a_chats_next_message_leaves_at_its_turn_though_nothing_else_happens(
    database: Database,
) -> None:
    """All results are written long before: no other commit would claim it."""
    clock = PatientClock()
    post = Post(database, ObedientSender(), clock=clock)
    await post.put(*(f"m{number}" for number in range(6)))
    await post.calls(5)
    await post.settles()

    await clock.moves(seconds=1)
    await post.calls(6)
    await post.cancel()


async def test_what_the_pace_holds_back_leaves_when_it_allows(post: Post) -> None:
    """Also when another group is free before it, and nothing else happens meanwhile."""
    post.courier._pace = Pace(per_second=10)
    post.sender.gate.clear()

    def unit(work: Work) -> None:
        for chat, kind in ((1, Kind.reminder), (2, Kind.reply), (3, Kind.reminder)):
            work.chats.put(Chat(ChatId(chat), Language("en")))
            work.outbox.put(post.outgoing("a", chat, kind))

    await post.courier.commit(unit)
    await post.until(3)


async def test_the_pace_is_that_of_all_lanes_together(still: Post) -> None:
    """Each lane is free for one, and one is all that may leave."""
    still.courier._pace = Pace(per_second=1)

    def unit(work: Work) -> None:
        for chat, kind in ((1, Kind.reminder), (2, Kind.prompt), (3, Kind.reply)):
            work.chats.put(Chat(ChatId(chat), Language("en")))
            work.outbox.put(still.outgoing(kind.value, chat, kind))

    await still.courier.commit(unit)
    await still.settles()

    assert still.sent() == ["reply"]


async def test_what_is_urgent_waits_neither_for_older_answers_nor_for_the_pace_of_its_chat(
    still: Post,
) -> None:
    """It is the next message that its chat gets."""
    tips = [f"tip {number}" for number in range(8)]
    await still.put(*tips, chat=-7)
    await still.calls(5)

    await still.put("stopped", chat=-7, lane=Lane.urgent)
    await still.calls(6)

    assert still.sent() == [*tips[:5], "stopped"]


async def test_chats_that_wait_for_their_turn_hold_up_nobody_else(still: Post) -> None:
    """Twenty busy groups have answers waiting, more than there are slots; another one's leaves at once."""
    for group in range(1, 21):
        await still.put(*(f"m{number}" for number in range(8)), chat=-group)
    await still.calls(20 * 5)

    await still.put("answer", chat=99)
    await still.calls(20 * 5 + 1)

    assert still.sent()[-1] == "answer"


async def test_what_waits_for_its_chats_turn_is_in_nobodys_hands(still: Post) -> None:
    """A stop need not wait for it, a kill leaves no doubt about it, and it can still be taken back."""
    await still.put(*(f"m{number}" for number in range(8)))
    await still.calls(5)
    await still.settles()

    await still.courier.stop(within=0)
    assert list((await still.states()).values()) == ["sent"] * 5 + ["pending"] * 3


async def test_one_call_is_in_flight_in_a_chat_and_many_in_all(post: Post) -> None:
    """The sender itself checks the first; slots bound the second."""
    post.sender.gate.clear()
    for chat in range(1, 41):
        await post.put("a", "b", chat=chat)

    await post.until(SLOTS.replies)
    assert len(post.sender.in_flight) == SLOTS.replies

    post.sender.gate.set()
    await post.settles()
    assert post.sender.most_in_flight == SLOTS.replies
    assert len(post.sender.rows) == 80


async def test_a_reply_overtakes_reminders(post: Post) -> None:
    """People first: slow reminders fill their own slots, and the reply leaves at once."""
    post.sender.gate.clear()
    for chat in range(1, 41):
        await post.put("ring", chat=chat, kind=Kind.reminder)
    await post.until(SLOTS.bulk)
    await post.put("reply", chat=99)
    await post.until(SLOTS.bulk + 1)

    assert post.sent().index("reply") == SLOTS.bulk


@pytest.mark.parametrize(
    ("kind", "slots"),
    [(Kind.reply, SLOTS.replies), (Kind.prompt, SLOTS.session), (Kind.reminder, SLOTS.bulk)],
)
async def test_slots_bound_what_a_crash_can_leave_ambiguous(post: Post, kind: Kind, slots: int) -> None:
    """Prompts have few of their own, since an ambiguous prompt is not sent again."""
    post.sender.gate.clear()
    for chat in range(1, 31):
        await post.put("a", chat=chat, kind=kind)
    await post.until(slots)

    assert len(post.sender.in_flight) == slots

    post.sender.gate.set()
    await post.settles()
    assert len(post.sender.rows) == 30


async def test_what_is_urgent_takes_slots_of_answers(post: Post) -> None:
    """And leaves those of the others alone."""
    post.sender.gate.clear()
    for chat in range(1, 31):
        await post.put("stopped", chat=chat, lane=Lane.urgent)
    await post.until(SLOTS.replies)
    assert len(post.sender.in_flight) == SLOTS.replies

    await post.put("ring", chat=99, kind=Kind.reminder)
    await post.until(SLOTS.replies + 1)
    assert post.sent()[-1] == "ring"


async def test_a_429_for_bulk_pauses_all_bulk_and_no_reply(post: Post) -> None:
    """One chat alone waits alone. From two on it is everybody: what can wait waits, replies do not."""
    outcomes: list[Outcome] = [RetryAt(timedelta(seconds=10)), RetryAt(timedelta(seconds=10))]
    post.sender.outcome = lambda row: outcomes.pop() if outcomes else Sent(MessageId(1))
    for chat in (1, 4):
        await post.put("ring", chat=chat, kind=Kind.reminder)
        await post.settles()
    await post.put("other ring", chat=2, kind=Kind.reminder)
    await post.put("reply", chat=3)
    await post.settles()
    assert post.sent() == ["ring", "ring", "reply"]

    await post.beats(seconds=10)
    assert sorted(post.sent()) == ["other ring", "reply", "ring", "ring", "ring", "ring"]


async def test_a_short_limit_does_not_shorten_a_long_one(post: Post) -> None:
    """Three chats refused together: bulk waits as long as the longest of them says."""
    limits = {1: 60, 2: 60, 3: 3}
    post.sender.outcome = lambda row: (
        RetryAt(timedelta(seconds=limits.pop(row.chat))) if row.chat in limits else Sent(MessageId(1))
    )
    post.sender.gate.clear()
    for chat in (1, 2, 3):
        await post.put("ring", chat=chat, kind=Kind.reminder)
    await post.until(3)
    post.sender.gate.set()
    await post.settles()

    await post.put("other ring", chat=4, kind=Kind.reminder)
    await post.beats(seconds=59)
    assert "other ring" not in post.sent()
    await post.beats(seconds=1)
    assert "other ring" in post.sent()


async def test_two_limits_far_apart_in_time_hold_no_bulk(post: Post) -> None:
    """Each is its chat's own: only two within ten seconds are everybody's."""
    limited = {1, 4}
    post.sender.outcome = lambda row: (
        RetryAt(timedelta(seconds=60)) if row.chat in limited else Sent(MessageId(1))
    )
    await post.put("ring", chat=1, kind=Kind.reminder)
    await post.settles()
    await post.beats(seconds=11)
    await post.put("ring", chat=4, kind=Kind.reminder)
    await post.settles()

    await post.put("other ring", chat=2, kind=Kind.reminder)
    await post.settles()

    assert post.sent() == ["ring", "ring", "other ring"]


async def test_limits_of_prompts_and_answers_hold_no_bulk(post: Post) -> None:
    """They are their chats' own: many chats refuse at once when people play together."""
    limited = {1, 2, 3, 4}
    post.sender.outcome = lambda row: (
        RetryAt(timedelta(seconds=60)) if row.chat in limited else Sent(MessageId(1))
    )
    for chat, kind in ((1, Kind.prompt), (2, Kind.prompt), (3, Kind.reply), (4, Kind.reply)):
        await post.put("asked for", chat=chat, kind=kind)
    await post.settles()

    await post.put("ring", chat=5, kind=Kind.reminder)
    await post.settles()

    assert post.sent()[-1] == "ring"


async def test_a_429_holds_its_chat_and_no_other(post: Post) -> None:
    """Waits as long as it says, in real seconds; others go on."""
    outcomes: dict[str, list[Outcome]] = {"a": [RetryAt(timedelta(seconds=10))]}
    post.sender.outcome = lambda row: (
        outcomes[key].pop() if outcomes.get(key := str(row.message.parts[0].id)) else Sent(MessageId(1))
    )
    await post.put("a", "b", chat=1)
    await post.put("c", chat=2)
    await post.settles()
    assert sorted(post.sent()) == ["a", "c"]

    await post.beats(seconds=9)
    assert sorted(post.sent()) == ["a", "c"]
    await post.beats(seconds=1)
    assert post.sent()[-2:] == ["a", "b"]


async def test_what_is_written_for_a_limited_chat_is_not_tried_before_its_time(
    post: Post, database: Database
) -> None:
    """Answers, countdowns, a stop: every call would be refused; a restart changes nothing."""
    post.sender.outcome = lambda row: RetryAt(timedelta(seconds=30))
    await post.put("ring", kind=Kind.reminder)
    await post.settles()
    lanes = (Lane.reply, Lane.countdown, Lane.urgent)
    for number, lane in enumerate(lanes):
        await post.put(f"{lane.name} {number}", lane=lane)
        await post.beats(seconds=7)
    await post.cancel()
    assert post.sent() == ["ring"]

    later = Post(database, ObedientSender(), "two", clock=post.clock)
    await later.courier.recover()
    await later.beats(seconds=8)
    assert later.sent() == []
    await later.beats(seconds=1)
    assert later.sent() == ["urgent 2", "reply 0", "ring", "countdown 1"]
    await later.cancel()


async def test_a_chat_that_is_gone_gets_nothing_more(post: Post) -> None:
    """Its waiting rows are blocked with it."""
    post.sender.outcome = lambda row: Gone()

    await post.put("a", "b")
    await post.settles()

    assert post.sent() == ["a"]
    assert set((await post.states()).values()) == {"blocked"}


async def test_a_refused_token_pauses_everything_and_loses_nothing(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """Half a minute of quiet, then all of it again; it is said in the log."""
    accepted = [False]
    post.sender.healthy = False
    post.sender.outcome = lambda row: Sent(MessageId(1)) if accepted[0] else Misconfigured()
    await post.put("a", chat=1)
    await post.settles()
    calls = len(post.sender.rows)
    await post.put("b", chat=2)
    await post.beats(seconds=29)
    assert len(post.sender.rows) == calls
    assert "does not accept the token" in caplog.text

    accepted[0] = True
    await post.beats(seconds=2)
    assert set((await post.states()).values()) == {"sent"}


async def test_a_stray_404_is_no_refused_token(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    """Telegram still knows us: the message is tried again, and nothing else waits for it."""
    outcomes: list[Outcome] = [Misconfigured()]
    post.sender.outcome = lambda row: outcomes.pop() if outcomes else Sent(MessageId(1))

    await post.put("a", chat=1)
    await post.settles()
    await post.put("b", chat=2)
    await post.settles()
    assert post.sent() == ["a", "b"]

    await post.beats(seconds=2)
    assert post.sent() == ["a", "b", "a"]
    assert caplog.text == ""


async def test_a_refused_message_fails_alone(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    """Logged as our bug; what comes after it leaves."""
    post.sender.outcome = lambda row: (
        Refused("can't parse entities") if row.message.parts[0].id == "bad" else Sent(MessageId(1))
    )

    await post.put("bad", "good")
    await post.settles()

    assert await post.states() == {"bad": "failed", "good": "sent"}
    assert "can't parse entities" in caplog.text


async def test_a_sender_that_raises_does_not_stop_the_courier(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug in putting a message into words is logged, and the next message leaves."""

    def raises(row: Row) -> Outcome:
        if row.message.parts[0].id == "bad":
            raise KeyError("no such phrase")
        return Sent(MessageId(1))

    post.sender.outcome = raises
    await post.put("bad", kind=Kind.prompt)
    await post.put("good", chat=2)
    await post.settles()

    assert await post.states() == {"bad": "failed", "good": "sent"}
    assert "our bug" in caplog.text


async def test_an_unanswered_ring_waits_for_a_healthy_telegram(post: Post) -> None:
    """A minute later and only if getMe answers; a prompt is not repeated."""
    outcomes: list[Outcome] = [Ambiguous(), Ambiguous()]
    post.sender.outcome = lambda row: outcomes.pop() if outcomes else Sent(MessageId(1))
    await post.put("ring", chat=1, kind=Kind.reminder)
    await post.put("prompt", chat=2, kind=Kind.prompt)
    await post.settles()
    assert await post.states() == {"ring": "pending", "prompt": "unknown"}

    post.sender.healthy = False
    await post.beats(seconds=61)
    assert len(post.sender.rows) == 2

    post.sender.healthy = True
    await post.beats(seconds=120)
    assert (await post.states())["ring"] == "sent"


async def test_every_commit_tells_what_is_due_next(post: Post) -> None:
    """The beat is set from the database, not from memory."""
    await post.put("a")

    assert post.dues[-1] == (None, None)


async def test_a_commit_that_fails_frees_no_slot_and_keeps_none(post: Post) -> None:
    """Whoever asked hears of it; afterwards all slots are there."""

    def fails(work: Work) -> None:
        raise ZeroDivisionError

    for _ in range(30):
        with pytest.raises(ZeroDivisionError):
            await post.courier.commit(fails)

    post.sender.gate.clear()
    for chat in range(1, 41):
        await post.put("a", chat=chat)
    await post.until(SLOTS.replies)
    assert len(post.sender.in_flight) == SLOTS.replies


async def test_a_commit_that_the_database_refuses_gives_back_what_it_took(post: Post) -> None:
    """What was claimed in it never left: it holds no slot and slows nobody."""
    await post.put("a", chat=1)
    await post.settles()

    def claims_and_is_refused(work: Any) -> None:
        work.outbox.put(post.outgoing("b", chat=1))
        work._connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        work._connection.exec_driver_sql("INSERT INTO likings VALUES (99, 'x', 'less')")

    for _ in range(40):
        with pytest.raises(IntegrityError):
            await post.courier.commit(claims_and_is_refused)

    assert await post.states() == {"a": "sent"}
    await post.put("c", chat=1)
    await post.settles()
    assert post.sent() == ["a", "c"]
    assert post.courier._pace._on_the_way == 0


async def test_results_outlast_a_database_that_is_away_for_a_moment(post: Post) -> None:
    """The call is made; its result is written when that can be, and the slot is free again."""
    post.courier._storage = flaky = Flaky(post.database)
    post.sender.gate.clear()
    await post.put("a")
    await post.until(1)

    flaky.fails = 2
    post.sender.gate.set()
    await post.settles()

    assert await post.states() == {"a": "sent"}
    assert post.sent() == ["a"]


async def test_a_stop_lets_calls_in_flight_end(post: Post) -> None:
    """Nothing new is claimed; what is answered in time is recorded."""
    post.sender.gate.clear()
    await post.put("a", "b")
    await post.until(1)

    stopping = asyncio.create_task(post.courier.stop(within=5))
    await asyncio.sleep(0.01)
    post.sender.gate.set()
    await stopping
    await post.cancel()
    await post.courier.finish()

    assert await post.states() == {"a": "sent", "b": "pending"}


async def test_a_stop_does_not_wait_for_ever(post: Post) -> None:
    """A call that gets no answer in time ends as ambiguous: a prompt unknown, a ring to be sent again."""
    post.sender.gate.clear()
    await post.put("prompt", chat=1, kind=Kind.prompt)
    await post.put("ring", chat=2, kind=Kind.reminder)
    await post.until(2)

    await post.courier.stop(within=0.01)
    await post.cancel()
    await post.courier.finish()

    assert await post.states() == {"prompt": "unknown", "ring": "pending"}


async def test_what_was_claimed_and_not_called_by_the_end_was_not_sent(post: Post) -> None:
    """Nobody is in doubt about it: also a prompt leaves once the bot is back."""
    await post.cancel()
    await post.put("prompt", kind=Kind.prompt)
    assert await post.states() == {"prompt": "sending"}

    await post.courier.stop(within=0)
    await post.courier.finish()

    assert await post.states() == {"prompt": "pending"}


async def test_what_a_killed_process_left_in_mid_call_is_settled_at_the_start(
    post: Post, database: Database
) -> None:
    """A prompt becomes unknown and is not repeated, a reply is sent once more."""
    post.sender.gate.clear()
    await post.put("prompt", chat=1, kind=Kind.prompt)
    await post.put("reply", chat=2)
    await post.until(2)
    post.courier._results, post.courier._new_result = [], asyncio.Event()
    await post.cancel()
    assert set((await post.states()).values()) == {"sending"}

    later = Post(database, ObedientSender(), "two")
    assert await later.courier.recover() == 2
    await later.beats(seconds=5)

    assert await later.states() == {"prompt": "unknown", "reply": "sent"}
    assert later.sent() == ["reply"]
    assert await later.courier.recover() == 0
    await later.cancel()


async def test_a_wait_by_a_clock_that_has_been_set_back_since_is_cut_short(
    post: Post, database: Database
) -> None:
    """A process lives by the clock it starts with: what an earlier one planned may lie a day ahead."""
    post.sender.outcome = lambda row: RetryAt(timedelta(seconds=30))
    await post.beats(seconds=24 * 3600)
    await post.put("ring", chat=2, kind=Kind.reminder)
    await post.settles()
    await post.cancel()

    later = Post(database, ObedientSender(), "two")
    await later.courier.recover()
    await later.beats(seconds=90)

    assert later.sent() == ["ring"]
    await later.cancel()


async def test_a_lost_prompt_is_told_of_in_the_commit_that_settles_it(post: Post) -> None:
    """And nothing else is: neither another kind, nor a prompt that arrived."""
    post.sender.outcome = lambda row: Sent(MessageId(1)) if row.chat == 1 else Ambiguous()
    await post.put("arrives", chat=1, kind=Kind.prompt)
    await post.put("lost", chat=2, kind=Kind.prompt)
    await post.put("cue", chat=3, kind=Kind.cue)
    await post.settles()

    assert post.lost == [2]
    assert await post.states() == {"arrives": "sent", "lost": "unknown", "cue": "unknown"}


async def test_a_prompt_lost_in_a_kill_is_told_of_at_the_start(post: Post, database: Database) -> None:
    """The person sees the step as soon as the bot is back."""
    post.sender.gate.clear()
    await post.put("prompt", chat=1, kind=Kind.prompt)
    await post.until(1)
    post.courier._results, post.courier._new_result = [], asyncio.Event()
    await post.cancel()

    later = Post(database, ObedientSender(), "two")
    await later.courier.recover()

    assert later.lost == [1]
    await later.cancel()


async def test_what_cannot_be_made_up_for_is_logged_and_its_result_written(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """The row must not be tried for ever."""

    def fails(chat: ChatId) -> None:
        raise RuntimeError("no words")

    post.on_lost = fails
    post.sender.outcome = lambda row: Ambiguous()
    await post.put("prompt", kind=Kind.prompt)
    await post.settles()

    assert await post.states() == {"prompt": "unknown"}
    assert "A lost prompt could not be made up for." in caplog.text


async def test_making_up_for_a_lost_prompt_is_done_or_undone_as_a_whole(post: Post) -> None:
    """What was written before it failed does not stay."""

    def fails(work: Any, chat: ChatId, now: Now) -> None:
        work.outbox.put(post.outgoing("half", chat=1))
        raise RuntimeError("no words")

    post.courier._on_lost = fails
    post.sender.outcome = lambda row: Ambiguous()
    await post.put("prompt", kind=Kind.prompt)
    await post.settles()

    assert await post.states() == {"prompt": "unknown"}
