"""Quiet hours: a message that nobody asked for waits until they end; an answer does not wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.reminder import Reminder, ring_on
from bot.domain.said_times import SaidHour, SaidTimes

_MORNING = 6  # without am or pm, quiet hours that end at this hour or later are of the night: "10 to 7"
_LATE = 20  # "8 to 9" may be a night, "7 to 9" is none
_BEDTIME = 22  # "10 to 7" is a night, "9 to 6" may be a day at work
_DAY = 24 * 60  # minutes
_SHORTEST = 3 * 60  # minutes; quiet hours that may be shorter are asked about, "11 pm to 12"
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

    One way alone is returned, and so set without a question, in three cases:

    - the hours can be read in one way only: "22:00 to 7:00", "8 pm to 9 am";
    - one hour is certain, and with the nearer half of the other one they last 3 hours or more: "10 pm to 7".
      The other way is then 15 hours or longer. "8 to 9 am" may be one hour or thirteen: both are returned;
    - neither is certain, and it is a night that begins at ten or later and ends at six or later: "10 to 7".
      "9 to 6" may be a night or a day at work, "8 to 3" and "9 to 10" may be of the day as well.
    """
    if said.span is None or said.wrong:
        return ()
    first, last = said.span
    meant = _meant(first, last)
    return tuple(each for each in meant if each.begins != each.ends)


def _meant(first: SaidHour, last: SaidHour) -> tuple[Quiet, ...]:
    as_said = Quiet(first.at, last.at)
    if not (first.is_twelve and last.is_twelve):
        return _beside_certain(first, last)
    is_padded = first.is_padded or last.is_padded
    if is_padded or (not (first.is_open or last.is_open) and _length(as_said) <= _LONGEST):
        return (as_said,)
    (am, pm), (next_am, next_pm) = first.both_halves, last.both_halves
    is_morning = next_am.hour >= _MORNING
    if next_am > am:  # "9 to 10"
        night = (Quiet(pm, next_am),) if pm.hour >= _LATE and is_morning else ()
        return (*night, Quiet(am, next_am), Quiet(pm, next_pm))
    is_night = pm.hour >= _BEDTIME and is_morning and next_am != am
    return (Quiet(pm, next_am),) if is_night else (Quiet(pm, next_am), Quiet(am, next_pm))


def _beside_certain(first: SaidHour, last: SaidHour) -> tuple[Quiet, ...]:
    """Return the nearer way to read two hours of which one is certain; where it is short, both of them."""
    ways = sorted((Quiet(begins, ends) for begins in first.halves for ends in last.halves), key=_length)
    return tuple(ways[:1]) if _length(ways[0]) >= _SHORTEST else tuple(reversed(ways))


def _length(quiet: Quiet) -> int:
    """Return how many minutes the quiet hours last; from an hour to the same hour it is a whole day."""
    begins, ends = (each.hour * 60 + each.minute for each in (quiet.begins, quiet.ends))
    return (ends - begins) % _DAY or _DAY
