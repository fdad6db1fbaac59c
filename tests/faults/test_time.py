"""Outages of minutes, hours and days with thousands of chats, and wall clocks that somebody sets."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from bot.actions.keep_time import keep_time
from bot.domain.catalogue import Catalogue, Language
from bot.domain.days import DAILY
from bot.domain.ids import ChatId, ReminderId
from bot.domain.reminder import Reminder, next_ring
from bot.ports import Chat, Now
from bot.storage import migrations
from bot.storage.remains import Remains
from bot.storage.sqlite import connect
from bot.storage.work import OpenWork
from bot.timing.clock import SystemClock
from tests.conversations.stage import Stage, begins
from tests.faults.sizes import size
from tests.measured import in_time
from tests.texts import texts

CHATS = size("CHATS", 2_000)
WITH_TWO = CHATS // 5  # chats that have a second reminder, three hours after the first
STOPPED = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ZONES = [
    ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo")
]
JITTER = timedelta(seconds=1)
DAY = timedelta(days=1)
IN_TIME = CHATS * 0.002  # seconds of the processor that the beat may take for all of it


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder of a chat, as the test knows it."""

    chat: int
    at: hour
    zone: ZoneInfo

    def missed(self, begins: datetime, ends: datetime) -> list[tuple[date, datetime]]:
        """Return the local date and the moment of each ring that fell into the outage."""
        first = begins.astimezone(self.zone).date() - DAY
        days = [first + DAY * number for number in range((ends - begins).days + 4)]
        rings = [(day, datetime.combine(day, self.at, tzinfo=self.zone).astimezone(UTC)) for day in days]
        return [(day, moment) for day, moment in rings if begins < moment <= ends]


PLANNED = [
    Planned(1 + number % CHATS, hour((number * 7 // 60 + 3 * (number // CHATS)) % 24, number * 7 % 60), zone)
    for number in range(CHATS + WITH_TWO)
    for zone in [ZONES[number % CHATS % len(ZONES)]]
]


@pytest.fixture(scope="module")
def kept() -> Iterator[Connection]:
    """A database in memory with all chats and reminders, as the bot left it when it stopped."""
    connection = connect(None)
    migrations.upgrade(connection)
    with connection.begin():
        work = OpenWork(connection, Remains())
        for planned in PLANNED[:CHATS]:
            work.chats.put(Chat(ChatId(planned.chat), Language("en"), zone=planned.zone.key))
        for planned in PLANNED:
            ring = next_ring(planned.at, DAILY, planned.zone, STOPPED)
            work.reminders.add(Reminder(ReminderId(0), ChatId(planned.chat), planned.at, DAILY, ring))
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "away", [timedelta(minutes=3), timedelta(hours=3), timedelta(days=3)], ids=["3 min", "3 h", "3 days"]
)
def test_after_an_outage_each_ring_is_sent_late_or_named_and_nobody_is_caught_up_with_twice(
    kept: Connection, catalogue: Catalogue, away: timedelta
) -> None:
    """Each missed ring has one row. Of one person's late rings only the nearest is sent."""
    now = STOPPED + away
    transaction = kept.begin()
    work = OpenWork(kept, Remains())
    began = time.process_time()

    while keep_time(work, catalogue, Now(people=now, wire=now, jitter=JITTER)).more:
        pass

    took = time.process_time() - began
    rows = kept.exec_driver_sql("select chat_id, kind, state, payload from outbox").all()
    again = keep_time(work, catalogue, Now(people=now, wire=now, jitter=JITTER))
    repeated = kept.exec_driver_sql("select count(*) from outbox").scalar_one()
    transaction.rollback()
    on_time, late, expired = Counter[int](), Counter[int](), Counter[int]()
    for row in rows:
        kind = expired if row.state == "expired" else late if '"late"' in row.payload else on_time
        kind[row.chat_id] += 1
    assert (on_time, late, expired) == expected(now)
    assert len(rows) > 0
    assert max(late.values(), default=0) <= 1
    assert {row.state for row in rows} <= {"pending", "expired"}
    assert not again.more
    assert repeated == len(rows)
    assert in_time(took, IN_TIME)


def expected(now: datetime) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Return by chat how many rings are normal, late and over, worked out from the table alone."""
    on_time, late, expired = Counter[int](), Counter[int](), Counter[int]()
    for planned in PLANNED:
        for day, moment in planned.missed(STOPPED, now):
            if now - moment <= timedelta(seconds=60):
                on_time[planned.chat] += 1
            elif now.astimezone(planned.zone).date() != day or late[planned.chat]:
                expired[planned.chat] += 1
            else:
                late[planned.chat] += 1
    for chat in on_time.keys() & late.keys():  # a chat gets one ring in a minute: the one that is on time
        expired[chat] += late.pop(chat)
    return on_time, late, expired


class SetClock(SystemClock):
    """The real clock over a wall and a monotonic clock of the test; waiting takes no time."""

    def __init__(self, at: datetime) -> None:
        self.passed = timedelta(0)
        self.set_by = timedelta(0)
        super().__init__(lambda: at + self.passed + self.set_by, lambda: self.passed.total_seconds())

    @property
    def at(self) -> datetime:
        return self.now().people

    async def sleep(self, seconds: float) -> None:
        """Nothing waits here."""

    async def pause(self, seconds: float) -> None:
        """Nothing waits here."""


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Stage]:
    """The whole bot, with a wall clock that the test can set."""
    stage = Stage(tmp_path, catalogue, empty)
    stage.clock = SetClock(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))  # type: ignore[assignment]
    await stage.open()
    yield stage
    await stage.close()


async def lives(stage: Stage, clock: SetClock, length: timedelta, step: timedelta) -> None:
    """Let real time pass, with a beat at every step."""
    ends = clock.passed + length
    while clock.passed < ends:
        clock.passed += step
        await stage.beats()


@pytest.mark.parametrize(
    "by", [timedelta(hours=1), -timedelta(hours=1), DAY, -DAY], ids=["+1 h", "-1 h", "+1 d", "-1 d"]
)
async def test_whoever_sets_the_wall_clock_no_date_rings_twice_and_no_step_is_said_twice(
    stage: Stage, by: timedelta
) -> None:
    """A session in play and a reminder each 40 minutes, while the machine's clock is set."""
    clock = stage.clock
    assert isinstance(clock, SetClock)
    anna, bert = stage.private(), stage.private("Bert", 1002)
    await bert.says("/remind 12:20, 13:00, 13:40, 14:20")
    await bert.says("UTC")
    await begins(anna, alone=True)
    await lives(stage, clock, timedelta(seconds=25), timedelta(seconds=1))
    anna_began = clock.passed

    clock.set_by += by
    await lives(stage, clock, timedelta(seconds=100), timedelta(seconds=1))
    await lives(stage, clock, timedelta(hours=3) + max(-by, timedelta(0)), timedelta(seconds=50))

    rows = await stage.rows("outbox")
    sent = Counter(
        (row["kind"], row["dedup_key"])
        for row in rows
        if row["chat_id"] == 1002 and row["kind"] == "reminder"
    )
    assert set(sent.values()) == {1}
    assert {row["state"] for row in rows} <= {"sent", "expired", "cancelled"}
    rung = [row for row in rows if row["kind"] == "reminder" and row["state"] == "sent"]
    arrived = [row["message_id"] for row in rung]
    assert sorted(shown.id for shown in bert.messages if shown.id in arrived) == sorted(arrived)
    # The card that says "other side" takes the place of the one before, which keeps its first line.
    steps = Counter(
        shown.headline for shown in anna.messages if shown.headline[:1].isdigit() and "\n" in shown.text
    )
    assert set(steps.values()) == {1}
    if by < timedelta(0):
        # What is left of a step stays the same: the session ends when it would have.
        assert any(
            shown.headline.startswith(texts.opening("end", routine="Taster")) for shown in anna.messages
        )
        assert len(rung) == 4
    else:
        assert sum(texts.opening("outage") in shown.text for shown in anna.messages) == 1
    assert anna_began < clock.passed
