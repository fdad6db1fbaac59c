"""The parts of a button's data: how each is written as text, and read back with type and range checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import TypeVar

from bot.domain.catalogue import Audience, FaqKey, RoutineKey, TechniqueKey
from bot.domain.days import DAILY, Days
from bot.domain.ids import OwnId, ReminderId
from bot.domain.own import own_id
from bot.domain.plan import LENGTHS, Choice, Pace, Wanted

BETWEEN = ":"
LARGEST_ID = 2**53
SUGGESTED = "spare"  # stands before a routine that was suggested and not named
RESUME, SWAP, AUDIO = "resume", "swap", "audio"  # stand in the place of a routine, or before it

_RESERVED = frozenset({SUGGESTED, RESUME, SWAP, AUDIO})
_TOKEN = re.compile(r"[A-Za-z0-9_-]{10,50}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")  # as `str` writes it
_HOUR = re.compile(r"([0-9]{2})([0-9]{2})")
_LAST_PLACE = 99

T = TypeVar("T")

Parts = tuple[str, ...]
# A reader gets the parts after the first word. ValueError, KeyError or IndexError: the data is not ours.
Read = Callable[[Sequence[str]], T]
Reads = Mapping[str, Read[T]]


def alone(press: T) -> Read[T]:
    """Return the reader of a button whose data is only one word."""

    def read(rest: Sequence[str]) -> T:
        if rest:
            raise ValueError(rest)
        return press

    return read


def of_reminder(make: Callable[[ReminderId], T]) -> Read[T]:
    """Return the reader of a button whose data is the id of a reminder."""
    return lambda rest: make(ReminderId(number(only(rest))))


def only(parts: Sequence[T]) -> T:
    """Return the only part; ValueError: there are none or several."""
    (part,) = parts
    return part


def number(text: str, most: int = LARGEST_ID) -> int:
    """Read a whole number from 0 to `most`, written as we write it; ValueError: it is something else."""
    if _NUMBER.fullmatch(text) is None or int(text) > most:
        raise ValueError(text)
    return int(text)


def hour(text: str) -> time:
    """Read `0830`; ValueError: there is no such time."""
    found = _HOUR.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2]))


def hour_text(at: time) -> str:
    """Write `0830`."""
    return f"{at.hour:02}{at.minute:02}"


def hours(text: str) -> tuple[time, ...]:
    """Read `0830,2100`; ValueError: one of the times does not exist."""
    return tuple(hour(each) for each in text.split(","))


def hours_text(several: Sequence[time]) -> str:
    """Write `0830,2100`."""
    return ",".join(hour_text(at) for at in several)


def date_text(on: date) -> str:
    """Write `20261128`."""
    return f"{on:%Y%m%d}"


def day_of(text: str) -> date:
    """Read `20261128`; ValueError: there is no such date."""
    if len(text) != 8:
        raise ValueError(text)
    digits = number(text)
    return date(digits // 10_000, digits // 100 % 100, digits % 100)


def days(text: str) -> Days:
    """Read the mask of some days; ValueError: it is no such mask."""
    return Days(number(text, DAILY.mask))


def own_number(text: str) -> OwnId:
    """Read the id of a routine that a person built; ValueError: it is no such id."""
    found = own_id(f"own_{text}")
    if found is None:
        raise ValueError(text)
    return found


def place(text: str) -> int:
    """Read the place of a piece in a draft, 0 .. 99; ValueError: it is no such place."""
    return number(text, _LAST_PLACE)


def token(text: str) -> str:
    """Read the token of a shared routine; ValueError: it does not look like a token."""
    return _matching(_TOKEN, text)


def technique(text: str) -> TechniqueKey:
    """Read the key of a technique, which may not exist; ValueError: it is empty."""
    return TechniqueKey(_key(text))


def faq(text: str) -> FaqKey:
    """Read the key of a question, which may not exist; ValueError: it is empty."""
    return FaqKey(_key(text))


def routine(text: str) -> RoutineKey:
    """Read the key of a routine, which may not exist; ValueError: it is empty or a reserved word."""
    if text in _RESERVED:
        raise ValueError(text)
    return RoutineKey(_key(text))


def wanted(parts: Sequence[str]) -> Wanted:
    """Read `[spare:]<routine>:<audience>[:<minutes>[:<pace>]]`; ValueError: it is something else.

    A routine that a person built is for partners and has only one length.
    """
    is_suggested = list(parts[:1]) == [SUGGESTED]
    key, audience, *more = parts[1:] if is_suggested else parts
    for_whom, is_own = Audience(audience), own_id(key) is not None
    if is_own and (more or for_whom is not Audience.partner):
        raise ValueError(parts)
    if len(more) > 2:
        raise ValueError(parts)
    minutes = _length(more[0]) if more else None
    pace = Pace(more[1]) if len(more) > 1 else None
    return Wanted(routine(key), for_whom, minutes, pace, is_suggested)


def wanted_parts(wanted: Wanted) -> Parts:
    """Write the parts that `wanted` reads; ValueError: a pace without minutes cannot be written."""
    if wanted.pace is not None and wanted.minutes is None:
        raise ValueError(wanted)
    mark = (SUGGESTED,) if wanted.suggested else ()
    minutes = () if wanted.minutes is None else (str(wanted.minutes),)
    pace = () if wanted.pace is None else (wanted.pace,)
    return (*mark, wanted.routine, wanted.audience, *minutes, *pace)


def choice(parts: Sequence[str]) -> Choice:
    """Read a choice with all its parts; ValueError: it is something else."""
    read = wanted(parts)
    if read.minutes is None or read.pace is None:
        raise ValueError(parts)
    return Choice(read.routine, read.audience, read.minutes, read.pace, read.suggested)


def _length(text: str) -> int:
    minutes = number(text)
    if minutes not in LENGTHS:
        raise ValueError(text)
    return minutes


def _key(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if pattern.fullmatch(text) is None:
        raise ValueError(text)
    return text
