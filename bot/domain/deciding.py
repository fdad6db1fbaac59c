"""What comes of the times in a line, at a moment and in a zone: rings, a question, or a plain "I cannot".

Whatever a line says that is not understood leads to a question. Nothing of it is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise, product

from bot.domain.calendar_days import coming_day, dates_meant
from bot.domain.days import DAILY, Days
from bot.domain.hours import Hours
from bot.domain.said_times import TODAY_OR_TOMORROW, Cannot, NextDay, Part, SaidHour, SaidTimes

MOST_CHOICES = 4
FARTHEST = timedelta(days=366)
NIGHT_ENDS = 6  # an hour before this one, said without am or pm, is probably one of the afternoon
_OFFERED = {
    None: (time(8, 30), time(13), time(20)),
    Part.morning: (time(7), time(8), time(9)),
    Part.afternoon: (time(13), time(15), time(17)),
    Part.evening: (time(18), time(20), time(21)),
    Part.tonight: (time(20), time(21), time(22)),
    Part.night: (time(21), time(22), time(23)),
}


@dataclass(frozen=True, slots=True)
class OnDate:
    """A single ring at each of some hours of one date."""

    on: date
    at: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class After:
    """A single ring so long after the line was said."""

    span: timedelta


@dataclass(frozen=True, slots=True)
class Each:
    """Weekly rings of which each hour has days of its own."""

    hours: tuple[Hours, ...]


Wanted = Hours | OnDate | After


class Doubt(StrEnum):
    """What a question is about; each has a phrase `ask_<value>`."""

    hour = "hour"  # none was named
    day = "day"  # no hour was named, and the line can be read as several dates
    which = "which"  # the line can be read in several ways
    halves = "halves"  # too many ways to offer: the hours shall be said again, with am or pm
    left = "left"  # something was not understood
    wrong = "wrong"  # an hour that does not exist
    zone = "zone"  # a date needs the zone
    meant = "meant"  # the line may ask for a reminder


@dataclass(frozen=True, slots=True)
class Question:
    """A question, with what can be tapped. `days`, `on`: what an hour that is typed next belongs to.

    Of `Doubt.day` the choices have no hour yet; `part`: the part of the day in which it will be.
    """

    about: Doubt
    choices: tuple[Wanted, ...] = ()
    text: str = ""
    days: Days | None = None
    on: date | None = None
    part: Part | None = None


Decision = Wanted | Each | Question | Cannot


def decide(said: SaidTimes, now: datetime | None) -> Decision:
    """Return what comes of `said`. `now`: the local time; None: the chat's zone is not known."""
    if said.cannot is not None:
        return said.cannot
    if said.wrong:
        return Question(Doubt.wrong, text=said.wrong)
    if said.dates and now is None:
        return Question(Doubt.zone)
    if said.pairs:
        return _of_pairs(said)
    said = _in_both_halves(said)
    wanted = _wanted(said, now)
    if not isinstance(wanted, tuple):
        return wanted
    if said.is_late and len(wanted) > MOST_CHOICES:
        return Question(Doubt.halves, days=said.days, on=_only_date(wanted))
    if said.left:
        return Question(Doubt.left, wanted[:MOST_CHOICES], said.left)
    if len(wanted) == 1 and not _says_twice(said):
        return wanted[0]
    return Question(Doubt.which, wanted[:MOST_CHOICES])


def _only_date(wanted: Sequence[Wanted]) -> date | None:
    """Return the date to which all of `wanted` belong, if there is one."""
    dates = {each.on if isinstance(each, OnDate) else None for each in wanted}
    return next(iter(dates)) if len(dates) == 1 else None


def _says_twice(said: SaidTimes) -> bool:
    """Does the line name one hour for both halves of the day: "8 and 8", "twice a day at 8"?"""
    return len(set(said.hours)) < len(said.hours)


def _in_both_halves(said: SaidTimes) -> SaidTimes:
    """Return "twice a day at 8" as "at 8 and 8"."""
    is_one = said.times_a_day == 2 and len(said.hours) == 1 and said.hours[0].is_open
    return replace(said, hours=said.hours * 2) if is_one else said


def _of_pairs(said: SaidTimes) -> Decision:
    """Return the hours that each have their days; where one is not clear, ask for all of them again.

    A button holds one hour and its days, so a tap would set only a part of what was said.
    """
    ways = [(_late_first([hour]) if said.is_late else readings([hour]), days) for hour, days in said.pairs]
    if any(len(each) > 1 for each, _ in ways):
        return Question(Doubt.halves)
    hours = tuple(Hours(each[0], days) for each, days in ways)
    if said.left:
        return Question(Doubt.left, hours[:MOST_CHOICES], said.left)
    return Each(hours)


def _late_first(hours: Sequence[SaidHour]) -> list[tuple[time, ...]]:
    """Return every way to read hours beside "after dinner": a bare one is hardly of the morning.

    `8:30` has no am or pm either. `08:30` and `20:30` are certain.
    """
    halves = (hour.both_halves if hour.is_twelve and not hour.is_padded else (hour.at,) for hour in hours)
    several = product(*(each[::-1] for each in halves))
    return sorted(dict.fromkeys(several), key=lambda each: list(each) != sorted(each))  # rising hours first


def readings(hours: Sequence[SaidHour]) -> list[tuple[time, ...]]:
    """Return every way to read hours of which some have no am or pm; the likeliest comes first.

    "8" is 8:00 and "3" may be 15:00; "10 and 4" may be 10:00 and 16:00.
    """
    said = tuple(hour.at for hour in hours)
    if not _is_doubtful(hours):
        return [tuple(dict.fromkeys(said))]
    several = list(product(*(hour.halves for hour in hours)))
    rising = [each for each in several if list(each) == sorted(set(each))]
    by_day = sorted(rising, key=lambda each: any(at.hour < NIGHT_ENDS for at in each))
    return list(dict.fromkeys([*by_day, tuple(dict.fromkeys(said))]))


def _is_doubtful(hours: Sequence[SaidHour]) -> bool:
    if any(hour.is_open and hour.at.hour < NIGHT_ENDS for hour in hours):
        return True
    for hour, following in pairwise(hours):
        if hour.is_open and hour.at >= following.at:
            return True
        if following.is_open and not hour.is_twelve and hour.at >= following.at:
            return True  # "noon and 6"
        if hour.is_open and following.at.hour >= 12 and hour.at.hour % 12 <= following.at.hour - 12:
            return True
    return False


def _wanted(said: SaidTimes, now: datetime | None) -> tuple[Wanted, ...] | Question | Cannot:
    """Return every way to read the line; a question if it names no hour."""
    if said.after is not None:
        return Cannot.far if said.after > FARTHEST else (After(said.after),)
    dates = _dates(said, now)
    if isinstance(dates, Cannot):
        return dates
    if not said.hours or (said.times_a_day or len(said.hours)) != len(said.hours):
        return _ask_for_hour(said, dates)
    if said.dates and now is not None:
        return _on_dates(said, dates, now)
    return _weekly(said, now)


def _weekly(said: SaidTimes, now: datetime | None) -> tuple[Wanted, ...]:
    """Return the weekly rings; a line that names one day may also mean only the next such day."""
    ways = _ways(said)
    weekly = tuple(Hours(at, said.days or DAILY) for at in ways)
    if said.is_one_day and said.days is not None and now is not None:
        next_day = NextDay(said.days.mask.bit_length() - 1)
        return (*weekly, *(OnDate(coming_day(next_day, now, at[-1]), at) for at in ways))
    return weekly


def _ways(said: SaidTimes) -> list[tuple[time, ...]]:
    """Return every way to read the hours of the line; "8 or 9" names one of them."""
    if said.is_either:
        return list(dict.fromkeys((hour.at,) for hour in said.hours))
    if said.is_late:
        return _late_first(said.hours)
    ways = readings(said.hours)
    return [way for way in ways if len(way) == said.times_a_day] or ways


def ask_hour_on(on: date, part: Part | None = None) -> Question:
    """Return the question at which hour of a date to ring."""
    return Question(Doubt.hour, tuple(OnDate(on, (at,)) for at in _OFFERED[part]), on=on)


def _ask_for_hour(said: SaidTimes, dates: Sequence[date]) -> Question:
    if len(dates) > 1:
        # An hour that is typed before a day is chosen is asked about as if it had stood in the line.
        days = said.days if said.is_one_day else None
        choices = tuple(OnDate(on, ()) for on in dates[:MOST_CHOICES])
        return Question(Doubt.day, choices, days=days, on=dates[0], part=said.part)
    if dates:
        return ask_hour_on(dates[0], said.part)
    offered = (Hours((at,), said.days or DAILY) for at in _OFFERED[said.part])
    return Question(Doubt.hour, tuple(offered), days=said.days)


def _dates(said: SaidTimes, now: datetime | None) -> list[date] | Cannot:
    if not said.dates or now is None:
        return []
    first = min((hour.at for hour in said.hours), default=time(23, 59))
    if any(hour.is_twelve for hour in said.hours):
        first = time(23, 59)
    found = []
    for each in said.dates:
        found += dates_meant(each, now, first)
    found = list(dict.fromkeys(found))
    if not found:
        return Cannot.no_date
    ahead = [each for each in found if each >= now.date()]
    if not ahead:
        return Cannot.past
    near = [each for each in ahead if each - now.date() <= FARTHEST]
    if not near:
        return Cannot.far
    return _on_its_day(near, said.days, now.date()) if said.is_one_day and not said.left else near


def _on_its_day(dates: list[date], days: Days | None, today: date) -> list[date]:
    """Return those of `dates` that are on the day of the week named beside them.

    If none is, one of the two is a mistake: return the dates, and the next such day.
    """
    if days is None:
        return dates
    week = (today + timedelta(days=away) for away in range(1, 8))
    return [each for each in dates if each in days] or [*dates, next(each for each in week if each in days)]


def _on_dates(said: SaidTimes, dates: Sequence[date], now: datetime) -> tuple[Wanted, ...] | Cannot:
    """Return the single rings that are still to come. "Once at 9" may be 21:00 of today."""
    is_once = said.dates == TODAY_OR_TOMORROW and len(said.hours) == 1
    ways = [(at,) for at in said.hours[0].halves] if is_once else _ways(said)
    found = [OnDate(on, at) for on in dates for at in ways]
    ahead = tuple(each for each in found if _is_ahead(each, now))
    if ahead:
        return ahead
    if any(hour.is_open for hour in said.hours):
        latest = tuple(dict.fromkeys(hour.halves[-1] for hour in said.hours))
        later = tuple(OnDate(on, latest) for on in dates)
        return tuple(each for each in later if _is_ahead(each, now)) or Cannot.past
    return Cannot.past


def _is_ahead(wanted: OnDate, now: datetime) -> bool:
    return all(
        (wanted.on, at) > (now.date(), now.time().replace(second=0, microsecond=0)) for at in wanted.at
    )
