"""Ten weeks of one person's life with reminders, in moved time, and without a browser.

`python -m tests.screens.ten_weeks FOLDER` plays more of such weeks on a phone, with pictures to look at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.catalogue import Catalogue
from bot.domain.message import Length
from tests import kept
from tests.conversations.ring_watch import Watch
from tests.conversations.ringing import IN_15
from tests.conversations.stage import HandClock, Talk, plays
from tests.conversations.test_take_out import the_json
from tests.conversations.watched_life import Watched
from tests.texts import button, texts
from tests.traces import found

LISBON = ZoneInfo("Europe/Lisbon")
BEGIN = datetime(2027, 2, 15, 7, tzinfo=UTC)  # a Monday; the clocks change on 28 March
ANNA = 5_234_567_890_123
AWAY, SILENCE, LAST = range(29, 36), range(42, 60), 70  # days of the story
PLAN = "after lunch"
TIPS_APART = timedelta(days=30)


@dataclass
class Life:
    """What has happened so far. `done`: the dates of "Done"; `massaged`: those of sessions."""

    chat: Talk
    read: int = 0  # so many messages
    done: set[date] = field(default_factory=set)
    massaged: set[date] = field(default_factory=set)
    rung: list[datetime] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    tips: dict[str, datetime] = field(default_factory=dict)

    async def lives_to(self, day: int, hour: int) -> None:
        """Live up to an hour of a day by the wall, and read what has come."""
        on = (BEGIN + timedelta(days=day)).date()
        await self.chat.stage.waits(until=datetime.combine(on, time(hour), LISBON).astimezone(UTC))
        new, self.read = self.chat.arrived[self.read :], len(self.chat.arrived)
        for shown in new:
            if any(texts.are_in(shown.text, name) for name in ("turned_weekly", "ask_fewer")):
                self.said["steps back"] += 1
            elif button.not_today in shown.labels or button.did in shown.labels:
                self.rung.append(shown.at)
                self.said["silent" if shown.silent else "aloud"] += 1
                self.said["quotes the plan"] += PLAN in shown.text.lower()
        for row in await self.chat.stage.rows("tips_shown"):
            at = datetime.fromisoformat(row["shown_at"])
            before = self.tips.get(row["tip"], at)
            is_apart = at == before or at - before >= TIPS_APART
            assert is_apart, f"{row['tip']} came at {before} and at {at}"
            self.tips[row["tip"]] = at

    def rang_on(self, on: date) -> list[time]:
        """Return the hours by the wall at which something rang on a date."""
        local = [at.astimezone(LISBON) for at in self.rung]
        return [at.time().replace(second=0, microsecond=0) for at in local if at.date() == on]


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Watched]:
    stage = Watched(tmp_path, catalogue, empty, clock=HandClock(BEGIN))
    await stage.open()
    yield stage
    await stage.close()


async def test_ten_weeks_of_one_life(stage: Watched, tmp_path: Path) -> None:
    """Plan, Done, Later, Not today, sessions, away, silence, a return; what it came to, and a farewell."""
    chat = stage.private(number=ANNA)
    stage.watch, life = Watch(chat), Life(chat)
    await _begins(chat)
    for day in range(LAST):
        await _lives(life, day)

    assert life.said["quotes the plan"] > 30
    assert life.said["steps back"] == 2  # after 7 ignored days, and after 14
    assert life.said["silent"] in range(7, 12)  # from the third ignored day on, until the return
    database = tmp_path / "unknot.sqlite3"
    assert kept.ON_SERVER or len(found(database, ANNA, [LISBON.key])) > 1
    await _looks_back(life)
    # Without a file nothing is found. A server overwrites what was deleted when it wants to.
    assert found(database, ANNA, [LISBON.key]) == []


async def _begins(chat: Talk) -> None:
    await chat.says("/start")
    await chat.says("remind me every day at 13:00")
    await chat.says("Lisbon")
    await chat.says("quiet hours 22:30 to 6:45")
    await chat.says("after lunch")
    [reminder] = await chat.stage.rows("reminders")
    if reminder["cue"] is None:
        await chat.presses_data(f"habit_cue:{reminder['id']}:lunch")
    await chat.presses_data(f"habit_if:{reminder['id']}:no_time")


async def _lives(life: Life, day: int) -> None:
    """Live a day: a session on Saturdays; on other days an answer to the ring, in turn."""
    chat, today = life.chat, (BEGIN + timedelta(days=day)).date()
    await life.lives_to(day, 8)
    if day == AWAY.start:
        await chat.says("pause reminders for 7 days")
    if day == SILENCE.stop:
        await chat.says("hi")
    if day % 7 == 5 and day not in AWAY and day not in SILENCE:
        await plays(chat, "quick", seconds=310)
        life.massaged.add(today)
        await life.lives_to(day, 21)
        assert life.rang_on(today) == []
        return
    await life.lives_to(day, 14)
    if day in AWAY:
        assert life.rang_on(today) == []
        return
    if day in SILENCE:
        return
    assert life.rang_on(today) == [time(13)]
    label = (button.did, button.later, button.not_today)[day % 3]
    await chat.presses(label)
    if label == button.later:
        await chat.presses(IN_15)
        await life.lives_to(day, 20)
        assert life.rang_on(today) == [time(13), time(14, 15)]
    elif label == button.did:
        life.done.add(today)


async def _looks_back(life: Life) -> None:
    """`/progress` and `/export` say what was done, and after `/delete_me` nothing is kept."""
    chat, sessions = life.chat, len(life.massaged)
    await chat.says("/progress")
    days, length = len(life.done | life.massaged), Length(300 * sessions)
    assert texts("progress_totals", days=days, n=sessions, length=length) in chat.messages[-1].text

    await chat.says("/export")
    tables = the_json(chat)["tables"]
    assert {row["on"] for row in tables["done_days"] if row["what"] != "away"} == set(
        map(date.isoformat, life.done)
    )
    assert {row["ended_on"] for row in tables["sessions"]} == set(map(date.isoformat, life.massaged))

    await chat.says("/delete_me")
    await chat.presses(button.delete_all)
    await chat.waits(days=3)
    assert [await chat.stage.rows(table) for table in ("chats", "reminders", "outbox", "receipts")] == [
        [] for _ in range(4)
    ]
