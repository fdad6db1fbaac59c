"""A ring so long before something: "30 minutes before my 8pm massage", "ring me 15 min before"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.said_times import SaidHour
from bot.reading.times.collected import Collected
from bot.reading.times.kinds import CLOCK, NUMBER, STOP, UNKNOWN
from bot.reading.times.spans import read_span
from bot.reading.times.tokens import Token, kind_at

_HOURS = frozenset({NUMBER, CLOCK, "noon", "midnight"})
_THINGS = frozenset({UNKNOWN, "topic"})
_ANY_DAY = date(2000, 1, 2)


def hours_ahead(found: Collected, hours: list[SaidHour], tokens: Sequence[Token]) -> list[SaidHour]:
    """Return the hours; of a line with one hour and "so long before it" the hour of the ring.

    What the scan has left over still leads to a question.
    """
    if len(hours) != 1 or not any(
        "before" in each.split() or each in _befores(tokens) for each in found.left
    ):
        return hours
    length = next((span for at in range(len(tokens)) if (span := _before_hour(tokens, at)) is not None), None)
    return hours if length is None else [_earlier(hours[0], length)]


def _befores(tokens: Sequence[Token]) -> set[str]:
    return {token.text for token in tokens if token.kind == "before"}


def _before_hour(tokens: Sequence[Token], at: int) -> timedelta | None:
    """Return the length at a token if the hour of the line is what it counts from; None: it is not."""
    span = read_span(tokens, at)
    if span is None or span.length is None or kind_at(tokens, span.end) != "before":
        return None
    behind = [token.kind for token in tokens[span.end + 1 :]]
    if _HOURS & set(behind):
        return span.length
    things = {token.kind for token in tokens[:at]} & _THINGS
    is_last = all(kind in ("filler", STOP) for kind in behind)
    return span.length if is_last and things else None  # not "8 pm, an hour before bed"


def _earlier(hour: SaidHour, length: timedelta) -> SaidHour:
    return replace(hour, at=(datetime.combine(_ANY_DAY, hour.at) - length).time())
