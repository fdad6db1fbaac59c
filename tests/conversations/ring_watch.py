"""A watch over every ring of one chat: none may break the peace, and no day may be lost.

It looks after each beat, at the rings that are new and at what the database says at that moment. It computes
itself when reminders have to ring.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.own_day import day_of
from bot.domain.quiet import Quiet
from tests.conversations.stage import Stage, Talk
from tests.texts import button

HELD = timedelta(hours=1)  # a session that is paused for so long keeps no ring back
NEWEST = 60  # so many messages are searched for buttons of rings
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_RINGS = "outbox WHERE kind IN ('reminder', 'snooze') AND id > {} ORDER BY id"


class Breach(AssertionError):
    """A ring broke a rule, or a ring is missing."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A weekly reminder that has to ring while time passes and nothing else happens."""

    number: int
    at: time
    mask: int
    rung_on: date | None


class Watch:
    """Knows all rings of one chat. `saw`: how many, of which kind; a test asks it what has happened."""

    def __init__(self, chat: Talk) -> None:
        self.chat = chat
        self.is_blocked = False
        self.let_in_at = datetime.min.replace(tzinfo=UTC)  # after a block; older rings may keep their buttons
        self.travelled_at = datetime.min.replace(tzinfo=UTC)
        self.saw: Counter[str] = Counter()
        self.sure: time | None = None  # the hour of which the person has just said that it may ring in peace
        self._may_ring: set[int] = set()  # these reminders are inside the quiet hours, and may ring there
        self._weekly: set[int] = set()  # those of them that do not ring once
        self._known: set[int] = set()
        self._last = 0
        self._minutes: set[datetime] = set()
        self._dates: set[tuple[int, date]] = set()
        self._settled: set[tuple[int, datetime]] = set()  # the minutes at which a reminder had its turn

    @property
    def _stage(self) -> Stage:
        return self.chat.stage

    async def looks(self) -> None:
        """Check every ring that is new."""
        rows = await self._stage.rows(_RINGS.format(self._last))
        if not rows:
            return
        self._last = rows[-1]["id"]
        known = await self._facts()
        for row in rows:
            self._demand(row["state"] not in ("pending", "sending"), row, "has not left yet")
            self.saw[row["state"]] += 1
            if row["kind"] == "reminder":
                self._settled.add((row["reminder_id"], _minute(row)))
            if row["message_id"] is not None:
                self._check(row, known)
        self._check_buttons({row["message_id"] for row in rows})

    async def notes(self) -> None:
        """Note which reminders may ring inside the quiet hours, after something was said or tapped.

        That is what was asked for a span, or confirmed. It stays so, also at another hour or in other quiet
        hours, as long as it stays inside.
        """
        [chat] = await self._stage.rows("chats")
        reminders = await self._stage.rows("reminders")
        ids = {row["id"] for row in reminders}
        is_replaced = bool(self._weekly - ids)  # a reminder that has rung gets a new number when it is moved
        may_ring = self._may_ring | (ids - self._known if is_replaced else set())
        inside = (
            [] if chat["quiet_begins"] is None else [each for each in reminders if _is_inside(each, chat)]
        )
        self._may_ring = {
            row["id"]
            for row in inside
            if row["keeps_moment"] or row["id"] in may_ring or (self.sure and self.sure == _hour(row))
        }
        self._weekly = self._may_ring & {row["id"] for row in reminders if row["once_on"] is None}
        self._known, self.sure = ids, None

    def _check_buttons(self, new: set[int | None]) -> None:
        """Before the rings that are `new`, one had buttons at most; its edit may leave after them."""
        newest = [shown for shown in self.chat.messages[-NEWEST:] if shown.at >= self.let_in_at]
        leading = [shown for shown in newest if button.not_today in shown.labels and shown.id not in new]
        if len(leading) > 1:
            raise Breach(f"{len(leading)} older rings have buttons")

    async def _facts(self) -> dict[str, Any]:
        [chat] = await self._stage.rows("chats")
        now = f"{self._stage.clock.at - _MINUTE:%Y-%m-%d %H:%M:%S.%f}"
        return {
            "chat": chat,
            "reminders": {row["id"]: row for row in await self._stage.rows("reminders")},
            "done": await self._done(),
            "sessions": await self._stage.rows(f"sessions WHERE ended_at IS NULL OR ended_at > '{now}'"),
        }

    def _check(self, row: dict[str, Any], known: dict[str, Any]) -> None:
        """Hold a ring that has sounded against the rules."""
        chat, at, zone = known["chat"], _moment(row["written_at"]), ZoneInfo(known["chat"]["zone"])
        # A single one that is over may be deleted in the beat in which it rings.
        over = {"id": row["reminder_id"], "once_on": True, "at": at.astimezone(zone).time().isoformat()}
        reminder = known["reminders"].get(row["reminder_id"], over)
        # "Later" and a ring for one date were asked for, perhaps after "Done" or for a day away.
        is_asked_for = row["kind"] == "snooze" or reminder["once_on"] is not None
        self.saw[row["kind"]] += 1
        self._demand(not self.is_blocked, row, "went to somebody who has blocked the bot")
        self._demand(_minute(row) not in self._minutes, row, "is the second one in its minute")
        self._minutes.add(_minute(row))
        local = at.astimezone(zone)
        if row["kind"] == "reminder":
            on = date.fromisoformat(row["dedup_key"].split(":", 1)[1])
            self._demand((reminder["id"], on) not in self._dates, row, "is the second one for its date")
            self._dates.add((reminder["id"], on))
            if not is_asked_for and _exists(on, time.fromisoformat(reminder["at"]), zone):
                # What was due when the person travelled keeps its date.
                was_due = at - self.travelled_at <= _MINUTE
                self._demand(was_due or on == local.date(), row, f"is for {on}, and it is {local}")
        if chat["quiet_begins"] is not None:
            is_allowed = row["kind"] == "reminder" and row["reminder_id"] in self._may_ring
            is_inside = _quiet_of(chat).covers_moment(at, zone)
            self._demand(is_allowed or not is_inside, row, "is inside the quiet hours")
        if not is_asked_for:
            day = day_of(at, zone, chat["day_begins"])
            self._demand(all(at <= when for on, when in known["done"] if on == day), row, "came after Done")
            if chat["back_on"] is not None:
                self._demand(local.date() >= date.fromisoformat(chat["back_on"]), row, "came while away")
        for session in known["sessions"]:
            held = session["paused_at"] and at - _moment(session["paused_at"]) >= HELD
            self._demand(not _is_in(session, at) or held, row, "is in a session")

    async def waits(self, until: datetime) -> None:
        """Let time pass while the bot is there; every reminder must have its turn at each of its moments."""
        start, owed, zone = self._stage.clock.at, await self._owed(), await self._zone()
        await self._stage.waits(until=until)
        if zone is None:
            return
        excused, done, begins = await self._excused(zone), await self._done(), await self._day_begins()
        days_done = {on for on, _ in done}
        for each in owed:
            day = start.astimezone(zone).date() - _DAY
            while (moment := _first(day, each.at, zone)) <= until:
                due = start < moment and each.mask >> day.weekday() & 1 and _exists(day, each.at, zone)
                is_over = day in excused or (each.rung_on is not None and day <= each.rung_on)
                is_done = day_of(moment, zone, begins) in days_done
                self.saw["dropped after Done"] += bool(due and is_done)
                is_over |= is_done
                if due and not is_over and (each.number, moment) not in self._settled:
                    raise Breach(f"reminder {each.number} had no turn on {day} at {each.at}")
                self.saw["turns"] += bool(due)
                day += _DAY

    async def _owed(self) -> list[Owed]:
        rows = await self._stage.rows("reminders WHERE once_on IS NULL AND NOT is_paused")
        if self.is_blocked:
            return []
        return [
            Owed(row["id"], _hour(row, "waits_until") or _hour(row), row["days"], self._had_its_turn(row))
            for row in rows
        ]

    def _had_its_turn(self, row: dict[str, Any]) -> date | None:
        """Return the last date of a reminder that has had its turn, or has it with the next beat.

        What is due already, perhaps since a block, stays due for its date in whatever zone the person is now.
        """
        is_due = row["ring_at"] is not None and _moment(row["ring_at"]) <= self._stage.clock.at
        return _date(row["ring_on"] if is_due else row["rung_on"])

    async def _done(self) -> list[tuple[date, datetime]]:
        """Return the days of the person on which something was done, and when the bot knew of it."""
        ended = await self._stage.rows("sessions WHERE state = 'finished' AND ended_on IS NOT NULL")
        said = [
            *await self._stage.rows("done_days WHERE what NOT IN ('away', 'outage')"),
            *await self._stage.rows("added_sessions"),
        ]
        found = [(row["ended_on"], row["ended_at"]) for row in ended] + [
            (row["on"], row["at"]) for row in said
        ]
        return [(date.fromisoformat(on), _moment(at)) for on, at in found]

    async def _excused(self, zone: ZoneInfo) -> set[date]:
        """Return the dates of the calendar that need no ring: a session ended, or the person is away."""
        [chat] = await self._stage.rows("chats")
        ended = await self._stage.rows("sessions WHERE state = 'finished'")
        dates = {_moment(row["ended_at"]).astimezone(zone).date() for row in ended}
        away = await self._stage.rows("done_days WHERE what = 'away'")
        dates |= {date.fromisoformat(row["on"]) for row in away}
        if chat["back_on"] is not None:
            today = self._stage.clock.at.astimezone(zone).date()
            first, back = today - 60 * _DAY, date.fromisoformat(chat["back_on"])
            dates |= {first + number * _DAY for number in range((back - first).days)}
        return dates

    async def _zone(self) -> ZoneInfo | None:
        [chat] = await self._stage.rows("chats")
        return ZoneInfo(chat["zone"]) if chat["zone"] else None

    async def _day_begins(self) -> int:
        [chat] = await self._stage.rows("chats")
        begins: int = chat["day_begins"]
        return begins

    def _demand(self, holds: bool, row: dict[str, Any], why: str) -> None:
        if not holds:
            raise Breach(f"the ring of {row['written_at']} ({row['kind']} {row['dedup_key']}) {why}")


def _quiet_of(chat: dict[str, Any]) -> Quiet:
    return Quiet(*(time.fromisoformat(chat[name]) for name in ("quiet_begins", "quiet_ends")))


def _is_inside(reminder: dict[str, Any], chat: dict[str, Any]) -> bool:
    return _quiet_of(chat).covers(_hour(reminder))


def _hour(reminder: dict[str, Any], which: str = "at") -> Any:
    return time.fromisoformat(reminder[which]) if reminder[which] else None


def _first(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def _exists(day: date, at: time, zone: ZoneInfo) -> bool:
    """Does the clock in `zone` show `at` on `day`? It does not where it is set forward over it."""
    return _first(day, at, zone).astimezone(zone).replace(tzinfo=None) == datetime.combine(day, at)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _minute(row: dict[str, Any]) -> datetime:
    return _moment(row["written_at"]).replace(second=0, microsecond=0)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _is_in(session: dict[str, Any], at: datetime) -> bool:
    """Did a session go on at a moment?"""
    ended = _moment(session["ended_at"]) if session["ended_at"] else datetime.max.replace(tzinfo=UTC)
    return _moment(session["started_at"]) <= at < ended
