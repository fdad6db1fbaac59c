"""How lengths, timers, moments and days are written in a language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from functools import reduce
from html import escape
from zoneinfo import ZoneInfo

from bot.domain.days import DAILY, NAMES, WEEKDAYS, WEEKENDS, Days
from bot.domain.message import UNITS, Length, Moment

Words = Callable[[str], str]  # the template of a phrase in the reader's language
Counted = Callable[[str, int], str]  # the template of a unit in the form that stands with a number

LONG = "long"  # the style of a length that is written out

_SIZES = tuple(UNITS.items())  # the largest first


def length(value: Length, style: str, words: Words, counted: Counted) -> str:
    """Return `40 s`, `3 min`, `1 min 30 s` or `2 h 5 min`; in the style LONG `40 seconds` or `3 days`."""
    if style == LONG:
        return _long(value, words, counted)
    minutes, seconds = divmod(value.seconds, 60)
    if minutes >= 60:
        hours, rest = divmod(minutes, 60)
        if rest:
            return words("format.hours_minutes").format(h=hours, m=rest)
        return words("format.hours").format(n=hours)
    if minutes and seconds:
        return words("format.minutes_seconds").format(m=minutes, s=seconds)
    if minutes:
        return words("format.minutes").format(n=minutes)
    return words("format.seconds").format(n=seconds)


def _long(value: Length, words: Words, counted: Counted) -> str:
    """Return `1 minute`, `2 hours 5 minutes`, `3 days`: the largest unit, and the next smaller one."""
    unit, size = next((each for each in _SIZES if value.seconds >= each[1]), _SIZES[-1])
    number, rest = divmod(value.seconds, size)
    smaller, part = next((each for each in _SIZES if each[1] < size), _SIZES[-1])
    first = counted(unit, number).format(n=number)
    if not rest // part:
        return first
    last = counted(smaller, rest // part).format(n=rest // part)
    return words("format.long.two").format(first=first, last=last)


def timer(seconds: int) -> str:
    """Return `1:30`, `0:40`."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}"


def clock_time(at: time, words: Words) -> str:
    """Return `8:30` or `20:15`, by the language's template for this half of the day: it may say `8.15 pm`."""
    template = words("format.time_am" if at.hour < 12 else "format.time_pm")
    return template.format(hour=at.hour, hour_12=at.hour % 12 or 12, minute=f"{at.minute:02}")


def days(value: Days, words: Words) -> str:
    """Return `every day`, `weekdays`, or the days' short names: `Mon, Wed and Fri`."""
    groups = {DAILY: "format.every_day", WEEKDAYS: "format.weekdays", WEEKENDS: "format.weekends"}
    if value in groups:
        return words(groups[value])
    return _listed([words(f"format.day.{name}") for name in value.names()], words)


def moment(value: Moment, style: str, words: Words) -> str:
    """Return a `<tg-time>`. The reader's app shows it in its own zone; older apps show the text inside.

    `style` is Telegram's: `t` a time, `d` a date, `w` a weekday; they can be combined, as in `wdt`.
    """
    zone = ZoneInfo(value.zone) if value.zone else UTC
    local = value.at.astimezone(zone)
    read = _read(local, style, words)
    # Only a time of day needs the name of its zone. Apps that know the tag show the time in their own zone.
    if "t" in style and not value.zone:
        read = words("format.in_utc").format(moment=read)
    return f'<tg-time unix="{int(value.at.timestamp())}" format="{style}">{escape(read)}</tg-time>'


def _read(local: datetime, style: str, words: Words) -> str:
    parts = []
    if "w" in style:
        parts.append(words(f"format.day.{NAMES[local.weekday()]}"))
    if "d" in style:
        month = words(f"format.month.{local.month}")
        parts.append(words("format.date").format(day=local.day, month=month))
    if "t" in style:
        parts.append(clock_time(local.time(), words))
    return reduce(lambda first, last: words("format.beside").format(first=first, last=last), parts)


def _listed(names: Sequence[str], words: Words) -> str:
    *others, last = names
    if not others:
        return last
    first = reduce(lambda first, last: words("format.comma").format(first=first, last=last), others)
    return words("format.and").format(first=first, last=last)
