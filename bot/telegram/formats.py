"""How values read in a language: lengths, timers, moments, days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.domain.days import DAILY, WEEKDAYS, WEEKENDS, Days
from bot.domain.message import Length, Moment

Words = Callable[[str], str]  # the template of a phrase in the reader's language


def length(value: Length, words: Words) -> str:
    """Return `40 s`, `3 min` or `1 min 30 s`."""
    minutes, seconds = divmod(value.seconds, 60)
    if minutes and seconds:
        return words("format.minutes_seconds").format(m=minutes, s=seconds)
    if minutes:
        return words("format.minutes").format(n=minutes)
    return words("format.seconds").format(n=seconds)


def timer(seconds: int) -> str:
    """Return `1:30`, `0:40`."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}"


def days(value: Days, words: Words) -> str:
    """Return `every day`, `weekdays`, or the days' short names: `Mon, Wed and Fri`."""
    groups = {DAILY: "format.every_day", WEEKDAYS: "format.weekdays", WEEKENDS: "format.weekends"}
    if value in groups:
        return words(groups[value])
    names = [words(f"format.day.{name}") for name in value.names()]
    if len(names) == 1:
        return names[0]
    return words("format.and").format(first=", ".join(names[:-1]), last=names[-1])


def moment(value: Moment, style: str, words: Words) -> str:
    """Return a `<tg-time>` that the reader's app shows in its own zone, with our reading inside.

    `style` is Telegram's: `t` a time, `d` a date, `w` a weekday, together as in `wdt`.
    """
    zone = ZoneInfo(value.zone) if value.zone else UTC
    local = value.at.astimezone(zone)
    inside = escape(_read(local, style, words) + ("" if value.zone else " UTC"))
    return f'<tg-time unix="{int(value.at.timestamp())}" format="{style}">{inside}</tg-time>'


def _read(local: datetime, style: str, words: Words) -> str:
    parts = []
    if "w" in style:
        names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        parts.append(words(f"format.day.{names[local.weekday()]}"))
    if "d" in style:
        parts.append(f"{local.day} {words(f'format.month.{local.month}')}")
    if "t" in style:
        parts.append(f"{local.hour}:{local.minute:02}")
    return " ".join(parts)
