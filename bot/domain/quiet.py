"""Quiet hours: a message that nobody asked for waits until they end; an answer does not wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.reminder import Reminder, ring_on
from bot.domain.said_times import SaidHour, SaidTimes

_MORNING = 6  # without am or pm, quiet hours that end at this hour or later are of the night: "10 to 7"
_LATE = 20  # "8 to 9" may be a night, "7 to 9" is none
_LONGEST = 12 * 60  # minutes; "8:30 to 3:30" is hardly longer


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


def quiets_of(said: SaidTimes) -> tuple[Quiet, ...]:
    """Return the quiet hours that a line may mean, the likeliest first; none: it names no two hours.

    "10 to 7" is a night. "8 to 3" and "9 to 10" may be of the day as well, so both are returned.
    """
    if said.span is None or said.wrong:
        return ()
    first, last = said.span
    meant = _meant(first, last)
    return tuple(each for each in meant if each.begins != each.ends)


def _meant(first: SaidHour, last: SaidHour) -> tuple[Quiet, ...]:
    as_said = Quiet(first.at, last.at)
    if not (first.is_twelve and last.is_twelve):  # one of them is certain, and the other one is near it
        ways = [Quiet(begins, ends) for begins in first.halves for ends in last.halves]
        return (min(ways, key=_length),)
    is_as_said = not (first.is_open or last.is_open) or first.is_padded or last.is_padded
    if is_as_said and (_length(as_said) <= _LONGEST or first.is_padded or last.is_padded):
        return (as_said,)
    (am, pm), (next_am, next_pm) = first.both_halves, last.both_halves
    if next_am > am:  # "9 to 10"
        night = (Quiet(pm, next_am),) if pm.hour >= _LATE and next_am.hour >= _MORNING else ()
        return (*night, Quiet(am, next_am), Quiet(pm, next_pm))
    is_night = next_am.hour >= _MORNING
    return (Quiet(pm, next_am),) if is_night else (Quiet(pm, next_am), Quiet(am, next_pm))


def _length(quiet: Quiet) -> int:
    """Return how many minutes the quiet hours last."""
    begins, ends = (each.hour * 60 + each.minute for each in (quiet.begins, quiet.ends))
    return (ends - begins) % (24 * 60)
