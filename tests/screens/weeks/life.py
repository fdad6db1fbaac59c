"""The life of the person: where it stands, how time passes in it, and all that has come by itself so far.

It looks at Telegram's side (what came, when, with a sound or without) and asks the bot's database only which
of the messages are rings.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.screens.phone import Phone
from tests.screens.weeks.came import CAME, Came, came_as
from tests.texts import button, texts

LISBON = ZoneInfo("Europe/Lisbon")
BEGIN = datetime(2027, 2, 15, 7, tzinfo=UTC)  # a Monday; the clocks change on 28 March
FIRST = BEGIN.date()
ON_ITS_WAY = "select kind, state from outbox where state in ('pending', 'sending')"
TIPS = "select tip, shown_at from tips_shown"
MILESTONES = (7, 30, 66)  # days with something done
TIPS_APART = timedelta(days=30)
QUIET = (time(22, 30), time(6, 45))
_SOON = timedelta(minutes=10)  # so long after a ring it is answered


@dataclass
class Life:
    """What the person has seen and done. `day`: of the story; `usual`: the hour of the daily reminder."""

    phone: Phone
    day: int = 0
    zone: ZoneInfo = LISBON
    usual: time = time(13)
    came: list[Came] = field(default_factory=list)
    tips: dict[str, datetime] = field(default_factory=dict)
    done: set[date] = field(default_factory=set)
    heard: dict[date, list[str]] = field(default_factory=dict)  # what was right on each day
    sessions: list[tuple[date, int]] = field(default_factory=list)  # the day of each, and its minutes
    milestones: set[int] = field(default_factory=set)
    row_began: date = FIRST  # since when no day was missed but those that the reserve covers
    strength: int = 0
    named_inside_quiet: set[date] = field(default_factory=set)  # a ring was set there on purpose
    _last: int = 0

    # --- when -------------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        return self.date_of(self.day)

    @staticmethod
    def date_of(day: int) -> date:
        return FIRST + timedelta(days=day)

    def at(self, hour: int, minute: int = 0, *, days: int = 0) -> datetime:
        return datetime.combine(self.today + timedelta(days=days), time(hour, minute), self.zone)

    def says_moment(self, at: datetime) -> str:
        """Return a moment as the page writes it."""
        local = at.astimezone(LISBON)
        return f"{local:%a} {local.day} {local:%b} {local:%H:%M}"

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

    async def rings_and_a_little(self) -> None:
        """Live until a little after the daily reminder."""
        await self.lives_until(self.at(self.usual.hour, self.usual.minute) + _SOON)

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

    # --- what came --------------------------------------------------------------------------------------

    async def checks(self) -> None:
        """Look at what came by itself since the last look, once nothing is on its way any more."""

        async def look() -> bool | None:
            return None if self.asks(ON_ITS_WAY) else True

        await self.phone.stage.until(
            look, lambda: f"this never left: {[tuple(row) for row in self.asks(ON_ITS_WAY)]}"
        )
        new = self.asks(CAME, self._last)
        if new:
            shown = {each["id"]: each for each in await self.messages()}
            for row in new:
                self._last = max(self._last, row["id"])
                self._notes(row, shown[row["message_id"]])
        self._looks_at_tips()

    def _notes(self, row: sqlite3.Row, shown: dict[str, Any]) -> None:
        came = came_as(row, shown, self.zone)
        begins, ends = QUIET
        is_quiet = came.at.time() >= begins or came.at.time() < ends
        assert not is_quiet or came.at.date() in self.named_inside_quiet, f"inside the quiet hours: {came}"
        self.came.append(came)

    def _looks_at_tips(self) -> None:
        for row in self.asks(TIPS):
            at = datetime.fromisoformat(row["shown_at"])
            before = self.tips.get(row["tip"], at)
            assert at == before or at - before >= TIPS_APART, f"{row['tip']} came at {before} and at {at}"
            self.tips[row["tip"]] = at

    @property
    def newest(self) -> Came:
        return self.came[-1]

    def rings_on(self, on: date) -> list[str]:
        """Return the hours by the wall at which something rang on a date."""
        return [f"{each.at:%H:%M}" for each in self.came if each.is_ring and each.at.date() == on]

    def words_on(self, on: date) -> list[Came]:
        """Return what else came by itself on a date."""
        return [each for each in self.came if not each.is_ring and each.at.date() == on]

    async def has_heard(self, *hours: str) -> None:
        """The rings of today came at these hours, and no others; `is_well` looks again the day after."""
        await self.checks()
        assert self.rings_on(self.today) == list(hours), f"rings of {self.today}: {self.rings_on(self.today)}"
        self.heard[self.today] = list(hours)

    async def is_well(self) -> None:
        """No more has come on any day than was right, and at most one message has the buttons of a ring."""
        await self.checks()
        for on, hours in self.heard.items():
            assert self.rings_on(on) == hours, f"rings of {on}: {self.rings_on(on)}, and not {hours}"
        await self.phone.shows(
            lambda shown: sum(button.not_today in each.labels for each in shown if not each.own) <= 1
        )

    # Questions to the bot's database and to the page.

    def asks(self, question: str, *values: Any) -> list[sqlite3.Row]:
        """Ask the bot's database."""
        with closing(sqlite3.connect(f"file:{self.phone.database}?mode=ro", uri=True, timeout=60)) as asked:
            asked.row_factory = sqlite3.Row
            return asked.execute(question, values).fetchall()

    async def messages(self) -> list[dict[str, Any]]:
        """Return all messages of the chat, as Telegram has them."""
        told: list[dict[str, Any]] = (await self.phone.stage.get(f"people/{self.phone.chat}/chat"))[
            "messages"
        ]
        return told

    async def does_it(self) -> None:
        """Tap Done on the ring."""
        await self.phone.follows(button.did, texts.opening("done"))
        await self.has_done()

    async def has_done(self, minutes: int | None = None) -> None:
        """Note that something was done today, perhaps a session; a milestone is told with it, once."""
        is_new = self.today not in self.done
        self.done.add(self.today)
        if minutes is not None:
            self.sessions.append((self.today, minutes))
        reached = len(self.done) if is_new and len(self.done) in MILESTONES else None
        if reached is not None and reached not in self.milestones:
            self.milestones.add(reached)
            await self.phone.sees(texts(f"milestone.{reached}"))
            await self.phone.looks(f"milestone {reached}")
