"""Ten weeks of one person's life with reminders, on a phone; time jumps from one due moment to the next.

`python -m tests.screens.ten_weeks FOLDER` plays them and keeps pictures in FOLDER. The clocks change in them.
What must hold on every day: a ring comes at its hour by the wall and at most once for a date, none while the
person is away, none after a session of that date; old rings have no buttons; no tip comes twice in 30 days.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.screens.alone import play
from tests.screens.phone import Phone
from tests.texts import button, texts

ZONE = ZoneInfo("Europe/Lisbon")
BEGIN = datetime(2027, 2, 15, 7, 0, tzinfo=UTC)  # a Monday
WEEKS = 10
HOUR = time(13)
RINGS = (
    "select kind, dedup_key, written_at, message_id from outbox where kind in ('reminder', 'snooze', 'word')"
)
TIPS = "select tip, shown_at from tips_shown where chat_id = ?"
QUIET_DAYS = range(29, 36)  # days of the story: a week away


@dataclass
class Life:
    """What the person has seen so far. `rings`: the local moments of all rings, in order."""

    phone: Phone
    day: int = 0
    rings: list[datetime] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    tips: dict[str, list[datetime]] = field(default_factory=dict)
    notices: Counter[str] = field(default_factory=Counter)

    @property
    def today(self) -> date:
        return (BEGIN + timedelta(days=self.day)).astimezone(ZONE).date()

    def at(self, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.today, time(hour, minute), ZONE)

    async def lives_until(self, moment: datetime) -> None:
        """Go from one due moment to the next, up to `moment`, and look at what came."""
        while True:
            told = await self.phone.stage.get("clock")
            due = datetime.fromisoformat(told["next_due"]) if told["next_due"] else None
            now = datetime.fromisoformat(told["now"])
            if due is None or due > moment:
                break
            if due > now:
                await self.phone.stage.clock.to(due)
            await self._is_done(due)
            await self.checks()
        if moment > now:
            await self._jumps_to(moment)

    async def _jumps_to(self, moment: datetime) -> None:
        """Jump to a moment at which nothing is due, and wait until the bot has followed.

        It tells the clock once more what is due next, so that the serial number of the clock grows twice.
        """
        before = (await self.phone.stage.get("clock"))["serial"]
        await self.phone.stage.clock.to(moment)

        async def look() -> bool | None:
            return (await self.phone.stage.get("clock"))["serial"] >= before + 2 or None

        await self.phone.stage.until(look, lambda: f"the bot did not follow to {moment}")

    async def _is_done(self, due: datetime) -> None:
        async def look() -> bool | None:
            told = (await self.phone.stage.get("clock"))["next_due"]
            return told is None or datetime.fromisoformat(told) > due or None

        await self.phone.stage.until(look, lambda: f"the bot did not do what was due at {due}")

    async def checks(self) -> None:
        """Look at the rings that are new."""
        for row in self.asks(RINGS):
            if row["message_id"] is None or row["message_id"] in self.seen:
                continue
            self.seen.add(row["message_id"])
            at = datetime.fromisoformat(row["written_at"]).replace(tzinfo=UTC).astimezone(ZONE)
            if row["kind"] == "word":
                self.notices[row["dedup_key"].partition(":")[0]] += 1
                continue
            assert self.day not in QUIET_DAYS, f"a ring while away: {at}"
            if row["kind"] == "reminder":
                assert at.time().replace(second=0, microsecond=0) == HOUR, f"not at its hour: {at}"
                assert at.date() not in {each.date() for each in self.rings}, f"twice on a date: {at}"
                self.rings.append(at)
        for row in self.asks(TIPS, self.phone.chat):
            shown = self.tips.setdefault(row["tip"], [])
            at = datetime.fromisoformat(row["shown_at"])
            if at not in shown:
                assert not shown or at - shown[-1] >= timedelta(days=30), (
                    f"{row['tip']} twice: {shown[-1]}, {at}"
                )
                shown.append(at)

    def asks(self, question: str, *values: Any) -> list[sqlite3.Row]:
        """Ask the bot's database."""
        with closing(sqlite3.connect(f"file:{self.phone.database}?mode=ro", uri=True, timeout=60)) as asked:
            asked.row_factory = sqlite3.Row
            return asked.execute(question, values).fetchall()

    async def has_rung(self, *, today: bool) -> None:
        """The newest ring came today, or did not. One that leaves just now is waited for."""

        async def look() -> bool | None:
            await self.checks()
            return (bool(self.rings) and self.rings[-1].date() == self.today) or None

        if today:
            await self.phone.stage.until(look, lambda: f"no ring on {self.today}: {self.rings[-3:]}")
        else:
            assert await look() is None, f"a ring on {self.today}"

    async def old_rings_are_over(self) -> None:
        """At most one message, the newest ring, has the buttons of a ring."""
        await self.phone.shows(
            lambda shown: sum(button.not_today in each.labels for each in shown if not each.own) <= 1
        )


async def story(phone: Phone) -> None:
    """Ten weeks: a plan, Done, sessions, Later, away, silence, a return, and a farewell to the reminders."""
    life = Life(phone)
    await _begins(life)
    for life.day in range(1, 7 * WEEKS):
        await _lives_a_day(life)
        await life.old_rings_are_over()
    await phone.says("/progress", texts.opening("progress_totals"))
    await phone.looks("the end")
    await phone.says("/history", texts.headline("history"))
    await phone.looks("history")
    assert life.notices["back"] == 1
    assert len(life.rings) > 30


async def _begins(life: Life) -> None:
    phone = life.phone
    await phone.starts()
    await phone.says("remind me every day at 13:00", texts.headline("zone"))
    await phone.says("Lisbon", "Lisbon")
    await phone.looks("reminder")
    await phone.says("quiet hours 22:30 to 6:45", texts.headline("quiet_set", begins="22:30", ends="6:45"))
    await phone.looks("quiet")


async def _lives_a_day(life: Life) -> None:
    day, phone = life.day, life.phone
    await life.lives_until(life.at(8))
    if day == QUIET_DAYS.start:
        await phone.says("pause reminders for 7 days", texts.opening("away_set"))
        await phone.looks("away")
    if day % 7 == 5 and day not in QUIET_DAYS and day < 42:  # Saturdays: a session before the ring
        await _massages(life)
        await life.lives_until(life.at(21))
        await life.has_rung(today=False)
        return
    await life.lives_until(life.at(14))
    if day in QUIET_DAYS:
        return
    match day:
        case _ if day < 21:
            await life.has_rung(today=True)
            await _answers(life, (button.did, button.later, button.not_today)[day % 3])
        case _ if 42 <= day < 56:  # two weeks without any answer
            if day in (45, 49, 55):
                await phone.looks(f"silence, day {day - 41}")
        case 56:
            await phone.says("hi", "")
            await phone.looks("back again")
        case _:
            await life.has_rung(today=True)
            await _answers(life, button.did)
    if day in (7, 39, 57):
        await phone.says("/progress", "")
        await phone.looks(f"progress, day {day}")


async def _answers(life: Life, label: str) -> None:
    phone, day = life.phone, life.day
    await phone.taps(label)
    if label == button.later:
        await phone.taps(button.tonight)
        await life.lives_until(life.at(20))
    if day < 8:
        await phone.looks(f"day {day}, {label}")


async def _massages(life: Life) -> None:
    phone = life.phone
    await phone.says("/routine quick", "")
    await phone.taps(button.start)
    if life.day < 7:
        await phone.follows(button.yes_all_clear, texts.opening("ready"))
    await phone.taps(button.start_now)
    await phone.waits_for(texts.opening("end", routine="Quick").strip())
    if life.day < 14:
        await phone.looks(f"session, day {life.day}")


if __name__ == "__main__":
    play("ten_weeks", story, at=BEGIN)
