"""One hour that is meant twice: "8 and 8", "7 in the morning and in the evening", "8 am and pm"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from bot.domain.said_times import Does, Part, SaidHour
from bot.reading.times.hours import PARTS, hour_in
from bot.reading.times.kinds import CLOCK, NUMBER
from bot.reading.times.tokens import Token, kind_at

_HALVES = {"am": 0, "pm": 12}
_HOUR_BEHIND = frozenset({"at", NUMBER, CLOCK})
_TWO = 2


@dataclass(frozen=True, slots=True)
class Twin:
    """The second hour of "8 am and pm". `end`: the first token behind it. `is_or`: only one is meant."""

    hour: SaidHour
    end: int
    is_or: bool


def twin_at(tokens: Sequence[Token], end: int, hour: SaidHour) -> Twin | None:
    """Return the same hour in the part of the day that follows; None: none does, or it has an hour itself."""
    joins, behind = kind_at(tokens, end), kind_at(tokens, end + 1)
    if joins not in ("and", "or") or not _says_half(kind_at(tokens, end - 1)) or not _says_half(behind):
        return None
    if kind_at(tokens, end + 2) in _HOUR_BEHIND:
        return None  # "7 in the morning and in the evening at 9"
    at = _in_half(behind, hour.at)
    return None if at is None or at == hour.at else Twin(SaidHour(at), end + 2, joins == "or")


def each_once(hours: Sequence[SaidHour], does: Does | None, *, says_and: bool) -> tuple[SaidHour, ...]:
    """Return the hours, each once. One that may be of both halves of the day stays twice: "8 and 8".

    Of "8:30 and 8:30" too, but not of "9:00, 9:00", which is only said twice.
    """
    once = tuple(dict.fromkeys(hours))
    if does not in (None, Does.ring) or len(once) == len(hours):
        return once
    opened = [replace(hour, is_open=True) if _may_be_twice(hour, hours, says_and) else hour for hour in hours]
    kept: list[SaidHour] = []
    for hour in opened:
        if kept.count(hour) < (_TWO if hour.is_open else 1):
            kept.append(hour)
    return tuple(kept)


def _may_be_twice(hour: SaidHour, hours: Sequence[SaidHour], says_and: bool) -> bool:
    return says_and and hour.is_twelve and not hour.is_padded and hours.count(hour) > 1


def in_both(hour: SaidHour, parts: Sequence[Part]) -> list[SaidHour] | None:
    """Return an hour in each of two parts of the day: "at 7, morning and evening"; None: it does not fit."""
    fitted = [hour_in(part, hour) for part in parts]
    if len(parts) != _TWO or not hour.is_twelve or None in fitted or len(set(fitted)) < _TWO:
        return None
    return [SaidHour(at) for at in fitted if at is not None]


def _says_half(kind: str) -> bool:
    return kind in PARTS or kind in _HALVES


def _in_half(kind: str, at: time) -> time | None:
    face = at.replace(hour=at.hour % 12)
    if kind in _HALVES:
        return face.replace(hour=face.hour + _HALVES[kind])
    return hour_in(PARTS[kind], SaidHour(face, is_twelve=True))
