"""The rules of a time zone as a calendar file states them: when its clock changes, and by how much.

The library icalendar can make them, too. It names the hour after a change, where the standard wants the hour
before it, so that strict readers would change the clock an hour late in spring.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from bot.archive.yearly import yearly

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_NONE = timedelta(0)

Clock = tuple[timedelta, timedelta, str]  # offset, how much of it is summer time, name


@dataclass(slots=True)
class _Change:
    """One kind of change, and each local time, by the clock before it, at which it happens."""

    before: timedelta
    after: Clock
    at: list[datetime] = field(default_factory=list)


def zone_rules(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """Return the rules that hold from `first` to `last`."""
    begins, ends = first.astimezone(UTC), last.astimezone(UTC)
    clock = _clock(zone, begins)
    changes = {(clock[0], clock): _Change(clock[0], clock, [_naive(begins, clock[0])])}
    for moment in _changes(zone, begins, ends):
        before, after = _clock(zone, moment - _SECOND)[0], _clock(zone, moment)
        change = changes.setdefault((before, after), _Change(before, after))
        change.at.append(_naive(moment, before))
    rules = Timezone()
    rules.add("tzid", zone.key)
    usual = _usual_clocks(each.after for each in changes.values())
    for change in changes.values():
        rules.add_component(_rule(change, usual, ends.year))
    return rules


def _usual_clocks(clocks: Iterator[Clock]) -> set[timedelta]:
    """Return the offsets from which a clock is set back for a season, as that of Ireland is in winter."""
    return {offset - summer for offset, summer, _ in clocks if summer < _NONE}


def _rule(
    change: _Change, usual: Collection[timedelta], last_year: int
) -> TimezoneStandard | TimezoneDaylight:
    offset, _, name = change.after
    rule = TimezoneDaylight() if _is_summer(change.after, usual) else TimezoneStandard()
    first, *others = change.at
    rule.add("dtstart", first)
    if each_year := yearly(change.at, last_year):
        rule.add("rrule", each_year)
    elif others:
        rule.add("rdate", others)
    rule.add("tzname", name)
    rule.add("tzoffsetfrom", change.before)
    rule.add("tzoffsetto", offset)
    return rule


def _is_summer(clock: Clock, usual: Collection[timedelta]) -> bool:
    """Is it the clock of the summer? By law Ireland's is the usual one there, and that of the winter is not.

    Apps expect the clock that is ahead to be that of the summer. Some put events of Ireland on the day before
    if it is not.
    """
    offset, summer, _ = clock
    return summer > _NONE or (summer == _NONE and offset in usual)


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield each moment (UTC) from which on the clock in `zone` is another."""
    day = first
    while day < last:
        if _clock(zone, day) != _clock(zone, day + _DAY):
            yield _found(zone, day, day + _DAY)
        day += _DAY


def _found(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second of the new clock, which lies after `before` and not after `after`."""
    old = _clock(zone, before)
    while after - before > _SECOND:
        middle = before + (after - before) // (2 * _SECOND) * _SECOND
        before, after = (middle, after) if _clock(zone, middle) == old else (before, middle)
    return after


def _clock(zone: ZoneInfo, moment: datetime) -> Clock:
    local = moment.astimezone(zone)
    return local.utcoffset() or _NONE, local.dst() or _NONE, local.tzname() or zone.key


def _naive(moment: datetime, offset: timedelta) -> datetime:
    return (moment + offset).replace(tzinfo=None)
