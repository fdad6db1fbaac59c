"""Days of the week and dates: "monday to friday", "this saturday", "5 december", `2026-12-05`, "tomorrow"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.days import Days
from bot.domain.said_times import DayOf, DaysAhead, NextDay, SaidDate
from bot.reading.times.kinds import DAY, DOTTED, ISO, MONTH, NUMBER, ORDINAL, RANGE, SLASH, STOP
from bot.reading.times.tokens import Token, kind_at

_AHEAD = {"today": 0, "tonight": 0, "tomorrow": 1, "after_tomorrow": 2, "third_day": 3}
_MONTHS_AHEAD = {"this_month": 0, "next_month": 1}
_BETWEEN = frozenset({"on", "filler"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_UNTIL = ("through", "away_till")


@dataclass(frozen=True, slots=True)
class DaysFound:
    """Days of the week in a line. `is_one`: one day, named so that only the next one may be meant."""

    end: int
    days: Days
    is_one: bool


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in a line; several: it can be read in several ways. `has_year`: it names one."""

    end: int
    dates: tuple[SaidDate, ...]


def read_days(tokens: Sequence[Token], at: int) -> DaysFound | None:
    """Return the day, or the days from one to another, that begin at a token; None: there are none."""
    first = tokens[at]
    if first.kind != DAY or first.days is None:
        return None
    if _is_range(tokens, at + 1) and kind_at(tokens, at + 2) == DAY and _is_single(tokens[at + 2]):
        last = tokens[at + 2].days
        if last is not None and _is_single(first):
            return DaysFound(at + 3, _from_to(first.days, last), is_one=False)
    return DaysFound(at + 1, first.days, is_one=not first.value)


def read_date(tokens: Sequence[Token], at: int) -> DateFound | None:
    """Return the date that begins at a token; None: there is none."""
    kind, follows = tokens[at].kind, kind_at(tokens, at + 1)
    if kind in _AHEAD:
        return DateFound(at + 1, (DaysAhead(_AHEAD[kind]),))
    if kind == "yesterday":
        return DateFound(at + 1, (DaysAhead(-1),))
    if kind in ("this", "next") and follows == DAY and _is_single(tokens[at + 1]):
        days = tokens[at + 1].days
        weekday = days.mask.bit_length() - 1 if days else 0
        return DateFound(at + 2, (NextDay(weekday, is_next=kind == "next"),))
    if kind == ISO:
        year, month, day = map(int, tokens[at].text.split("-"))
        return DateFound(at + 1, (DayOf(day, month, year),))
    if kind == SLASH:
        return _with_slash(tokens[at].text, at + 1)
    if kind == DOTTED and kind_at(tokens, at - 1) != "at":  # "at 8.10." ends a sentence
        return _with_slash(tokens[at].text.rstrip(".").replace(".", "/"), at + 1)
    if (began := _beginning(tokens, at)) is not None:
        return began
    if kind == MONTH:
        return _month_first(tokens, at)
    if kind in _MONTHS_AHEAD:
        return _of_month(tokens, at, _MONTHS_AHEAD[kind])
    return _day_first(tokens, at) if kind == NUMBER else None


def is_end(tokens: Sequence[Token], at: int) -> bool:
    """Does "until" or "until the" stand before the day at `at`?"""
    before = at - 2 if kind_at(tokens, at - 1) == "on" else at - 1
    return kind_at(tokens, before) in _UNTIL


def _is_range(tokens: Sequence[Token], at: int) -> bool:
    """Does "to" stand here, also as in "mon 2 fri"?"""
    return kind_at(tokens, at) in RANGE or (at < len(tokens) and tokens[at].text == "2")


def _is_single(token: Token) -> bool:
    return token.days is not None and token.days.mask.bit_count() == 1


def _from_to(first: Days, last: Days) -> Days:
    """Return the days from one to another, over the end of the week if need be."""
    day, end = first.mask.bit_length() - 1, last.mask.bit_length() - 1
    mask = 1 << day
    while day != end:
        day = (day + 1) % 7
        mask |= 1 << day
    return Days(mask)


def _with_slash(text: str, end: int) -> DateFound:
    """Read `25/12`; of `5/12` it is not known which number is the month."""
    first, second, *rest = (int(part) for part in text.split("/"))
    year = rest[0] + (2000 if rest[0] < 100 else 0) if rest else None
    read = [DayOf(day, month, year) for day, month in ((first, second), (second, first)) if month <= 12]
    return DateFound(end, tuple(dict.fromkeys(read)) or (DayOf(0, 1, year),))


def _of_month(tokens: Sequence[Token], at: int, ahead: int) -> DateFound | None:
    """Read "next month on the 5th"."""
    day = at + 1
    while kind_at(tokens, day) in _BETWEEN:
        day += 1
    if (
        kind_at(tokens, day) != NUMBER
        or kind_at(tokens, day + 1) != ORDINAL
        or not 0 < tokens[day].value <= 31
    ):
        return None
    return DateFound(day + 2, (DayOf(tokens[day].value, ahead=ahead),))


def _beginning(tokens: Sequence[Token], at: int) -> DateFound | None:
    """Read "until march", "until march 2027", "until next month", "away until 2030": when that begins."""
    kind, before, behind = kind_at(tokens, at), kind_at(tokens, at - 1), at + 1
    if before not in _UNTIL:
        return None
    if kind == NUMBER and before == "away_till" and _is_year(tokens, at):
        return DateFound(behind, (DayOf(1, 1, tokens[at].value),))
    if kind in _MONTHS_AHEAD and _of_month(tokens, at, _MONTHS_AHEAD[kind]) is None:
        return DateFound(behind, (DayOf(1, ahead=_MONTHS_AHEAD[kind]),))
    if kind != MONTH or (kind_at(tokens, behind) == NUMBER and not _is_year(tokens, behind)):
        return None
    if _is_year(tokens, behind):
        return DateFound(behind + 1, (DayOf(1, tokens[at].value, tokens[behind].value),))
    return DateFound(behind, (DayOf(1, tokens[at].value),))


def _is_year(tokens: Sequence[Token], at: int) -> bool:
    is_written = kind_at(tokens, at) == NUMBER and len(tokens[at].text) == 4
    return is_written and _FIRST_YEAR <= tokens[at].value < _LAST_YEAR


def _month_first(tokens: Sequence[Token], at: int) -> DateFound | None:
    """Read "dec 5", "december 5th 2026"."""
    if kind_at(tokens, at + 1) != NUMBER or not 0 < tokens[at + 1].value <= 31:
        return None
    end = at + 2
    if kind_at(tokens, end) == ORDINAL:
        end += 1
    elif kind_at(tokens, end) in ("am", "pm", "oclock", "minutes"):
        return None
    return _with_year(tokens, end, tokens[at + 1].value, tokens[at].value)


def _day_first(tokens: Sequence[Token], at: int) -> DateFound | None:
    """Read "5 dec", "5th of december", "the 5th"; also "5. Dezember"."""
    if not 0 < tokens[at].value <= 31:
        return None
    end = at + 1
    is_ordinal = kind_at(tokens, end) == ORDINAL
    end += is_ordinal or _is_point_of_date(tokens, end)
    behind = end + (kind_at(tokens, end) == "on")  # "of"
    if kind_at(tokens, behind) == MONTH:
        return _with_year(tokens, behind + 1, tokens[at].value, tokens[behind].value)
    if is_ordinal and (ahead := _MONTHS_AHEAD.get(kind_at(tokens, behind))) is not None:
        return DateFound(behind + 1, (DayOf(tokens[at].value, ahead=ahead),))
    return DateFound(end, (DayOf(tokens[at].value),)) if is_ordinal else None


def _is_point_of_date(tokens: Sequence[Token], at: int) -> bool:
    """Is this a point between a day and a month? "At 8. May I" and "at 9 or 10. May we" end a sentence."""
    if not (_is_point(tokens, at) and kind_at(tokens, at + 1) == MONTH):
        return False
    before = kind_at(tokens, at - 2)
    is_of_hours = before in ("and", "or") and any(token.kind == "at" for token in tokens[: at - 2])
    return before != "at" and not is_of_hours


def _is_point(tokens: Sequence[Token], at: int) -> bool:
    return kind_at(tokens, at) == STOP and tokens[at].text == "."


def _with_year(tokens: Sequence[Token], end: int, day: int, month: int) -> DateFound:
    is_comma = kind_at(tokens, end) == "and" and tokens[end].text == ","
    behind = end + (
        is_comma or (_is_point(tokens, end) and kind_at(tokens, end - 1) == MONTH)
    )  # "3 Nov. 2026"
    if _is_year(tokens, behind) and kind_at(tokens, behind - 1) != "at":
        return DateFound(behind + 1, (DayOf(day, month, tokens[behind].value),))
    return DateFound(end, (DayOf(day, month),))
