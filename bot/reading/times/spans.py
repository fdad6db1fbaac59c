"""Spans of time: "in 20 minutes", "every 2 hours", "10 minutes"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.said_times import Cannot, DaysAhead, MonthsAhead
from bot.reading.times.kinds import CLOCK, DAY, NUMBER, ORDINAL, SPAN, STOP
from bot.reading.times.tokens import Token, kind_at

_UNITS = {
    "seconds": timedelta(seconds=1),
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
}
_CLOCK_UNITS = ("seconds", "minutes", "hours")
_APART = {
    **dict.fromkeys(_CLOCK_UNITS, Cannot.interval),
    "days": Cannot.days_apart,
    "weeks": Cannot.days_apart,
    "months": Cannot.monthly,
    "years": Cannot.monthly,
}
_WORDS = {"hourly": Cannot.interval, "monthly": Cannot.monthly, "yearly": Cannot.monthly}
_MONTHS = {"months": 1, "years": 12}
_ONE = {"days": DaysAhead(1), "per_day": DaysAhead(1), "weeks": DaysAhead(7), "weekly": DaysAhead(7)} | {
    **dict.fromkeys(("months", "monthly"), MonthsAhead(1)),
    **dict.fromkeys(("years", "yearly"), MonthsAhead(12)),
}
_ABOUT = frozenset({"filler", "at"})  # "in like 10 minutes", "in about an hour"
_BEFORE_LENGTH = ("purpose", "away_for")
_MOST_MONTHS = 12_000


@dataclass(frozen=True, slots=True)
class SpanFound:
    """A span in a line. At most one of the fields behind `end` is set; none: how long something takes."""

    end: int
    after: timedelta | None = None
    ahead: DaysAhead | MonthsAhead | None = None
    cannot: Cannot | None = None
    is_long: bool = False  # days or more, and nothing says from when: "for two weeks"
    length: timedelta | None = None  # of a span that says only how long
    months: MonthsAhead | None = None  # the same in months
    is_guess: bool = False  # the unit is not named


def read_span(tokens: Sequence[Token], at: int) -> SpanFound | None:
    """Return the span that begins at a token; None: there is none."""
    kind = tokens[at].kind
    if kind in _WORDS:
        return SpanFound(at + 1, cannot=_WORDS[kind])
    if (months := _months(tokens, at)) is not None:
        return _of_months(tokens, at, *months)
    if kind == "every":
        return _interval(tokens, at)
    if kind == "in":
        return _from_now(tokens, at + 1)
    if kind == "after" and (behind := _length(tokens, at + 1)) is not None:
        return _later(*behind)
    if kind == "after" and (months := _months(tokens, at + 1)) is not None:
        return SpanFound(months[1], ahead=months[0])
    if _is_hour(tokens, at):
        return None
    length = _length(tokens, at)
    if length is None:
        return None
    span, end = length
    if kind_at(tokens, end) == "from_now":
        return _later(span, end + 1)
    return SpanFound(end, is_long=span >= timedelta(hours=2), length=span)


def one_ahead(tokens: Sequence[Token], at: int) -> DaysAhead | MonthsAhead | None:
    """Return the end of "for a week", "away for a month" or "ein Jahr" at a token; None: it is none."""
    before = at - 1 - (kind_at(tokens, at - 1) == "filler")
    is_length = len(tokens) == 1 or kind_at(tokens, before) in _BEFORE_LENGTH
    return _ONE.get(kind_at(tokens, at)) if is_length else None


def _months(tokens: Sequence[Token], at: int) -> tuple[MonthsAhead, int] | None:
    """Read "3 months", "two years", "half a year"."""
    if kind_at(tokens, at) == "half_year":
        return MonthsAhead(6), at + 1
    unit = _MONTHS.get(kind_at(tokens, at + 1))
    amount = _amount(tokens[at]) if at < len(tokens) else None
    if unit is None or amount is None:
        return None
    return MonthsAhead(round(min(amount * unit, _MOST_MONTHS))), at + 2


def _of_months(tokens: Sequence[Token], at: int, months: MonthsAhead, end: int) -> SpanFound:
    if kind_at(tokens, end) == "from_now":
        return SpanFound(end + 1, ahead=months)
    return SpanFound(end, is_long=True, months=months)


def _is_hour(tokens: Sequence[Token], at: int) -> bool:
    """Is it `21h` or `1800 hours`? Only behind "in" and "every" these are lengths."""
    is_long = tokens[at].kind == NUMBER and len(tokens[at].text) > 2 and not tokens[at].is_word
    return kind_at(tokens, at + 1) == "oclock" or (is_long and kind_at(tokens, at + 1) == "hours")


def _interval(tokens: Sequence[Token], at: int) -> SpanFound | None:
    """Read "every 2 hours", "every other day", "every month"; None: a word that stands for days follows."""
    follows = at + 1
    kind = kind_at(tokens, follows)
    if kind == "other" or (kind == "seconds" and kind_at(tokens, follows + 1) in ("days", "weeks", DAY)):
        return SpanFound(follows + 2, cannot=Cannot.days_apart)
    if kind == NUMBER and kind_at(tokens, follows + 1) == ORDINAL:
        return SpanFound(follows + 3, cannot=Cannot.days_apart)
    if kind == NUMBER and kind_at(tokens, follows + 1) in _APART:
        return SpanFound(follows + 2, cannot=_APART[kind_at(tokens, follows + 1)])
    if kind == SPAN:
        return SpanFound(follows + 1, cannot=Cannot.interval)
    if kind in ("hours", "minutes", "seconds", "months", "years"):
        return SpanFound(follows + 1, cannot=_APART[kind])
    return None


def _from_now(tokens: Sequence[Token], at: int) -> SpanFound | None:
    if (about := _about(tokens, at)) > at:
        length = _length(tokens, about)
        return None if length is None else _later(*length)
    if kind_at(tokens, at) == "weekly":  # "in a week"
        return SpanFound(at + 1, ahead=DaysAhead(7))
    if kind_at(tokens, at) == "per_day":  # "in a day"
        return SpanFound(at + 1, ahead=DaysAhead(1))
    if (months := _months(tokens, at)) is not None:  # "in 3 months"
        return SpanFound(months[1], ahead=months[0])
    if kind_at(tokens, at) == CLOCK and "h" in tokens[at].text:  # `1h30`
        hours, minutes = map(int, tokens[at].text.split("h"))
        return SpanFound(at + 1, after=timedelta(hours=hours, minutes=minutes))
    length = _length(tokens, at)
    return _minutes_from_now(tokens, at) if length is None else _later(*length)


def _about(tokens: Sequence[Token], at: int) -> int:
    while kind_at(tokens, at) in _ABOUT:
        at += 1
    return at


def _minutes_from_now(tokens: Sequence[Token], at: int) -> SpanFound | None:
    """Read "in 10" at the end of a clause. These are probably minutes."""
    is_number = kind_at(tokens, at) == NUMBER and not tokens[at].is_word
    if not is_number or kind_at(tokens, at + 1) not in ("", "and", STOP, "filler", "reason"):
        return None
    minutes = tokens[at].value
    return SpanFound(at + 1, after=timedelta(minutes=minutes), is_guess=True) if 5 <= minutes <= 90 else None


def _later(span: timedelta, end: int) -> SpanFound:
    is_days = span >= timedelta(days=1) and not span % timedelta(days=1)
    return SpanFound(end, ahead=DaysAhead(span.days)) if is_days else SpanFound(end, after=span)


def _length(tokens: Sequence[Token], at: int) -> tuple[timedelta, int] | None:
    """Read "20 minutes", "2 hours and 30 minutes", "half an hour", "1.5 hours"."""
    if kind_at(tokens, at) == SPAN:
        return _and_minutes(tokens, timedelta(minutes=tokens[at].value), at + 1)
    unit = kind_at(tokens, at + 1)
    if unit == "oclock" and tokens[at + 1].text in ("h", "hrs"):
        unit = "hours"
    amount = _amount(tokens[at]) if at < len(tokens) else None
    if amount is None or unit not in _UNITS:
        return None
    span, end = amount * _UNITS[unit], at + 2
    return _and_minutes(tokens, span, end) if unit == "hours" else (span, end)


def _and_minutes(tokens: Sequence[Token], span: timedelta, end: int) -> tuple[timedelta, int]:
    """Add "and 15 minutes"."""
    behind = end + (kind_at(tokens, end) == "and")
    if kind_at(tokens, behind) == NUMBER and kind_at(tokens, behind + 1) == "minutes":
        return span + timedelta(minutes=tokens[behind].value), behind + 2
    return span, end


def _amount(token: Token) -> float | None:
    if token.kind == NUMBER and token.value >= 0:
        return token.value
    if token.kind == NUMBER:
        return float(token.text.replace(",", ".")) if len(token.text) < 8 else None
    return None
