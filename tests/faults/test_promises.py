"""P1 to P4 after every step of any story: people, time, faults, crashes and replays in any order."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.delivery.outcomes import MOST_SENDS
from bot.domain.ids import MessageId
from bot.ports import Ambiguous, NotSent, Outcome, RetryAt, Row, Sent
from tests.conversations.stage import (
    RecordingSender,
    Stage,
    Talk,
)
from tests.faults import crowd
from tests.faults.sizes import size
from tests.once import catalogue

STORIES = size("STORIES", 12)
PEOPLE = (1001, 1002)
ENDS = {"sent", "blocked", "failed", "expired", "cancelled", "unknown"}
FAULTS = ("drop_before", "drop_after", "not_sent", "retry", "hang_before", "hang_after")


@cache
def empty_database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.sqlite3"
        asyncio.run(crowd.prepare(f"sqlite:///{file}", catalogue()))
        return file.read_bytes()


class ScriptedSender:
    """Answers each call as the script says next; without a script, as Telegram does."""

    def __init__(self, inner: RecordingSender) -> None:
        self._inner = inner
        self.script: list[str] = []
        self.called: Counter[int] = Counter()  # outbox row: calls that may have arrived
        self.arrived: Counter[int] = Counter()  # outbox row: messages in the chat
        self.doubtful: Counter[int] = Counter()  # outbox row: calls without a usable answer
        self.hanging = 0

    async def send(self, row: Row) -> Outcome:
        fault = self.script.pop(0) if self.script else ""
        if fault == "not_sent":
            return NotSent()
        if fault == "retry":
            return RetryAt(timedelta(seconds=3))
        self.called[row.id] += 1
        outcome: Outcome = Sent(MessageId(0))
        if not fault.endswith("_before"):
            outcome = await self._inner.send(row)
            self.arrived[row.id] += isinstance(outcome, Sent)
        if not fault:
            return outcome
        self.doubtful[row.id] += 1
        if fault.startswith("hang"):
            self.hanging += 1
            await asyncio.Event().wait()
        return Ambiguous()

    async def is_healthy(self) -> bool:
        return True


class Bot(Stage):
    """The whole bot over one file, with a sender that does as it is told."""

    def __init__(self, folder: Path) -> None:
        empty = folder / "empty.sqlite3"
        empty.write_bytes(empty_database())
        super().__init__(folder, catalogue(), empty)
        self.scripted = ScriptedSender(RecordingSender(self.telegram, self.catalogue, self.clock))
        self.runs = 0

    def first_sender(self) -> ScriptedSender:
        return self.scripted

    async def open(self) -> None:
        self.scripted.hanging = 0
        await super().open()

    async def settles(self) -> None:
        """Wait until every call in flight hangs and nothing else happens."""
        while self.house.desk.out > self.scripted.hanging:  # noqa: ASYNC110 - the courier tells nobody
            await asyncio.sleep(0.0005)


class Promises(RuleBasedStateMachine):
    """Two people, one bot, and anything that may happen to them."""

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._folder = tempfile.TemporaryDirectory()
        self.bot = self._do(self._made)
        self.talks = [self.bot.private("Anna", PEOPLE[0]), self.bot.private("Bert", PEOPLE[1])]
        self.last: dict[str, Any] | None = None
        self.seen: Counter[str] = Counter()

    async def _made(self) -> Bot:
        bot = Bot(Path(self._folder.name))
        await bot.open()
        await bot.house.database.run(lambda work: crowd.people(PEOPLE)(work, catalogue()))
        return bot

    def _do(self, what: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        return self._runner.run(what())

    def _rows(self, table: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._do(lambda: self.bot.rows(table))
        return rows

    def _takes(self, update: dict[str, Any]) -> None:
        self.last = update
        self._do(lambda: self.bot.takes(update))

    def _talk(self, who: int) -> Talk:
        talk: Talk = self.talks[who]
        return talk

    @initialize()
    def begin(self) -> None:
        """Give both people a session or a reminder that will be due."""
        for who in (0, 1):
            self.create_reminder(who, 3)
            self.create_session(who, "alone")

    @rule(who=st.integers(0, 1), minutes=st.integers(1, 40))
    def create_reminder(self, who: int, minutes: int) -> None:
        at = self.bot.clock.at + timedelta(minutes=minutes)
        self._takes(self._talk(who).line(f"/remind {at:%H:%M}"))

    @rule(who=st.integers(0, 1), audience=st.sampled_from(["alone", "partner"]))
    def create_session(self, who: int, audience: str) -> None:
        self._takes(self._talk(who).tap_data(f"begin:taster:{audience}", 1))

    @rule(
        who=st.integers(0, 1),
        verb=st.sampled_from(["pause", "resume", "skip", "back", "now", "stop"]),
        old=st.booleans(),
    )
    def tap(self, who: int, verb: str, old: bool) -> None:
        """Tap a button of the newest session, of this turn or of one that has passed."""
        sessions = [row for row in self._rows("sessions") if row["chat_id"] == PEOPLE[who]]
        if sessions:
            newest = sessions[-1]
            turn = max(0, newest["turn"] - old)
            self._takes(self._talk(who).tap_data(f"{verb}:{newest['id']}:{turn}", 1))

    @rule(
        who=st.integers(0, 1), word=st.sampled_from(["pause", "go on", "skip", "not today", "/help", "later"])
    )
    def write(self, who: int, word: str) -> None:
        self._takes(self._talk(who).line(word))

    @precondition(lambda self: self.last is not None)
    @rule()
    def replay(self) -> None:
        """P4: an update that comes again changes nothing at all."""
        tables = ("chats", "sessions", "reminders", "receipts")
        before = {table: self._rows(table) for table in tables}
        keys = {(row["chat_id"], row["kind"], row["dedup_key"]) for row in self._rows("outbox")}
        self._do(lambda: self.bot.takes(self.last))
        self.seen["replay"] += 1
        assert {table: self._rows(table) for table in tables} == before
        assert {(row["chat_id"], row["kind"], row["dedup_key"]) for row in self._rows("outbox")} == keys

    @rule(seconds=st.sampled_from([1, 5, 15, 20, 40, 61, 300, 3600, 86400]))
    def tick(self, seconds: int) -> None:
        self.bot.clock.forward(timedelta(seconds=seconds))
        self._do(self.bot.beats)
        self._nothing_due_is_left()

    @rule(seconds=st.integers(1, 90))
    def play(self, seconds: int) -> None:
        """Time passes as it does while the bot is there."""
        self._do(lambda: self.bot.waits(seconds=seconds))

    @rule(faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=4))
    def fault(self, faults: list[str]) -> None:
        self.bot.scripted.script += faults
        self.seen["fault"] += len(faults)

    @rule()
    def crash(self) -> None:
        self._do(self.bot.close)
        self._do(self.bot.open)
        self._do(self.bot.beats)
        self.seen["crash"] += 1

    @invariant()
    def p1_at_most_one_row_for_each_plan(self) -> None:
        rows = self._rows("outbox")
        prompts = Counter((row["session_id"], row["turn"]) for row in rows if row["kind"] == "prompt")
        rings = Counter((row["chat_id"], row["dedup_key"]) for row in rows if row["kind"] == "reminder")
        assert set(prompts.values()) <= {1}
        assert set(rings.values()) <= {1}

    @invariant()
    def p2_no_reminder_is_lost_and_none_is_doubled_without_reason(self) -> None:
        sender = self.bot.scripted
        rows = {row["dedup_key"]: row for row in self._rows("outbox") if row["kind"] == "reminder"}
        for row in rows.values():
            copies, doubtful = sender.arrived[row["id"]], sender.doubtful[row["id"]]
            assert copies <= 1 + doubtful
            assert copies <= MOST_SENDS
            assert row["state"] in ENDS | {"pending", "sending"}
            assert row["state"] != "sent" or copies >= 1
        for reminder in self._rows("reminders"):
            if reminder["rung_on"] is not None:
                key = f"{reminder['id']}:{reminder['rung_on']}"
                skipped = "not today" in str(self.last)
                done = any(session["state"] == "finished" for session in self._rows("sessions"))
                assert key in rows or skipped or done or self.seen["not today"]

    @invariant()
    def p3_no_prompt_is_sent_twice(self) -> None:
        for row in self._rows("outbox"):
            if row["kind"] in ("prompt", "cue"):
                assert self.bot.scripted.called[row["id"]] <= 1

    @invariant()
    def note_what_was_said(self) -> None:
        if self.last is not None and "not today" in str(self.last):
            self.seen["not today"] += 1

    def _nothing_due_is_left(self) -> None:
        now = self.bot.clock.at.strftime("%Y-%m-%d %H:%M:%S.%f")
        for reminder in self._rows("reminders"):
            assert reminder["due_at"] is None or reminder["due_at"] > now

    def teardown(self) -> None:
        """After a few minutes without faults, every row has a final state."""
        self.bot.scripted.script.clear()
        self.crash()
        for _ in range(12):
            self.tick(61)
        rows = self._rows("outbox")
        states = {row["state"] for row in rows}
        self.seen.update(f"{row['kind']} {row['state']}" for row in rows)
        self._do(self.bot.close)
        self._runner.close()
        with contextlib.suppress(OSError):
            self._folder.cleanup()
        STEPS.update(self.seen)
        assert states <= ENDS


STEPS: Counter[str] = Counter()


def test_p1_to_p4_hold_after_every_step_of_any_story() -> None:
    """Stories of up to 25 steps; crashes, faults and replays have happened in them."""
    story = settings(max_examples=STORIES, stateful_step_count=25)
    empty_database()  # made here: in a story a loop runs already

    run_state_machine_as_test(Promises, settings=story)

    happened = [STEPS[name] for name in ("crash", "fault", "replay", "reminder sent", "prompt sent")]
    assert min(happened) > 0.4 * STORIES
