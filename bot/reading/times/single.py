"""What a line asks of a single ring, "just once, at 5 pm", or of the only reminder: "15 minutes earlier"."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.days import DAILY
from bot.domain.said_times import TODAY_OR_TOMORROW, Does, NextDay
from bot.reading.times.collected import Collected

_NO_MOVE = frozenset({"later", "cancel", "never", "stop", "off", "pause", "away", "away_till", "away_for"})


def take_once(found: Collected) -> None:
    """Make a single ring of "once at 5 pm" and "just once, on friday". With a date it is one anyway.

    Of an hour alone both today and tomorrow may be meant. "Once on mondays" is said of every week, and "once
    every day" of every day. A single ring has one date, so "once, monday and friday" is asked about.
    """
    if not found.onces or found.dates or found.after is not None or found.is_weekly or found.times_a_day:
        return
    if found.onces == 1 and found.mask.bit_count() == 1 and found.is_one_day and found.names_of_days == 1:
        found.dates, found.mask = (NextDay(found.mask.bit_length() - 1),), 0
    elif found.onces == 1 and not found.mask and found.hours:
        found.dates = TODAY_OR_TOMORROW
    elif found.mask not in (0, DAILY.mask) and (found.is_one_day or found.mask.bit_count() > 1):
        found.left.append(found.once_said)


def shift_alone(found: Collected, kinds: frozenset[str], does: Does | None) -> timedelta | None:
    """Return how much later a reminder shall ring whose hour is not named; None: that is not asked for.

    "An hour later please" may want the ring of just now again, so it is no move.
    """
    shift = found.named.shift
    has_time = found.hours or found.mask or found.dates or found.parts or found.after or found.without
    if shift is None or has_time or found.cannot or found.unknown or found.left:
        return None
    is_move = does is Does.move or "move" in kinds or (shift < timedelta(0) and not kinds & _NO_MOVE)
    return shift if is_move else None
