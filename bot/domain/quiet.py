"""Quiet hours: a message that nobody asked for waits until they end; an answer does not wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.reminder import Reminder, ring_on
from bot.domain.said_times import SaidTimes

_EVENING = 18  # without am or pm, quiet hours begin at this hour or later, or after midnight


@dataclass(frozen=True, slots=True)
class Quiet:
    """The quiet hours of a chat's day; they may cross midnight."""

    begins: time
    ends: time

    def covers(self, hour: time) -> bool:
        """Is the local time `hour` inside? The end itself is outside."""
        if self.begins <= self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends

    def covers_moment(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Is it quiet in `zone` at `moment`?"""
        return self.covers(moment.astimezone(zone).time())

    def begin_after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return when (UTC) the quiet hours begin next after `moment`."""
        day = moment.astimezone(zone).date()
        begin = ring_on(day, self.begins, zone)
        return begin if begin > moment else ring_on(day + timedelta(days=1), self.begins, zone)

    def end_after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the end (UTC) of the quiet hours that `moment` is in; outside of them `moment` itself."""
        if not self.covers_moment(moment, zone):
            return moment
        day = moment.astimezone(zone).date()
        end = ring_on(day, self.ends, zone)
        return end if end > moment else ring_on(day + timedelta(days=1), self.ends, zone)


def may_ring_inside(reminder: Reminder, quiet: Quiet | None) -> bool:
    """Has the person said that `reminder` may ring inside the quiet hours?

    "In 20 minutes" says so by itself: it asks for this very moment.
    """
    if reminder.keeps_moment:
        return True
    return quiet is not None and quiet.covers(reminder.at) and reminder.waits_until is None


def keep_outside(reminder: Reminder, quiet: Quiet | None, *, may_ring: bool) -> Reminder:
    """Return the reminder that rings at the end of the quiet hours, if its hour is inside.

    `may_ring`: the person has said that it may ring there.
    """
    is_inside = quiet is not None and quiet.covers(reminder.at) and not may_ring
    return replace(reminder, waits_until=quiet.ends if quiet is not None and is_inside else None)


def quiet_of(said: SaidTimes) -> Quiet | None:
    """Return the quiet hours that a line names, "10 to 7"; None: it names no two hours.

    An hour without am or pm is one of the evening if the quiet hours begin at it, and of the morning if they
    end at it.
    """
    if said.span is None or said.wrong:
        return None
    first, last = said.span
    begins = first.at
    if first.is_open and begins.hour != 0 and begins.hour % 12 + 12 >= _EVENING:
        begins = begins.replace(hour=begins.hour % 12 + 12)
    return Quiet(begins, last.at) if begins != last.at else None
