"""From when until when a line wants quiet: "from friday till the 20th", "friday for 3 days", "next week"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.days import DAILY, WEEKDAYS
from bot.domain.said_times import DayOf, DaysAhead, MonthsAhead, NextDay, SaidDate
from bot.reading.times.collected import Collected
from bot.reading.times.dates import read_date
from bot.reading.times.kinds import BEGIN_NO_TIME, DAY, NUMBER, ORDINAL, RANGE, STOP
from bot.reading.times.spans import read_span
from bot.reading.times.tokens import EACH, Token, kind_at

_SILENT = frozenset({"on", "filler"})
_OPENS = frozenset({"from", "unsure"})  # "from friday", "starting friday"
# A line with one of these is about rings.
_OTHERS = frozenset({"ring", "move", "instead", "add", "later", "list"})
_TAKES_AWAY = frozenset({"never", "stop", "off", "cancel"})
_KEEPS_QUIET = frozenset({"pause", "away", "away_for", "away_till"})
# These words say that days off are meant for every week: "every", "from now on".
_EACH_WEEK = frozenset({"every", "for_good"})


@dataclass(frozen=True, slots=True)
class _Named:
    """A day in a line. `length`: it is the first day of a week or of a month, which lasts so long."""

    end: int
    on: SaidDate | None
    length: SaidDate | None = None
    is_weekday: bool = False


@dataclass(slots=True)
class _Stay:
    begins: SaidDate | None = None
    ends: SaidDate | None = None
    is_opened: bool = False  # "from" stands before the beginning
    weekdays: int = 0  # how many of the two are days of the week


def take_stay(found: Collected, tokens: Sequence[Token], kinds: frozenset[str]) -> None:
    """Keep when the quiet begins, and when it ends, if the line names both or says "from"."""
    is_other = kinds & _OTHERS and not kinds & (_TAKES_AWAY | _KEEPS_QUIET)
    is_each_week = "every" in kinds or found.is_weekly
    if is_other or is_each_week or found.hours or found.after or found.without:
        return
    if any(token.kind == DAY and token.value for token in tokens):
        return  # "fridays to sundays" are those of each week
    stay = _read(tokens)
    has_end = stay.ends is not None or found.lasts is not None or found.until is not None
    if stay.begins is None or not (has_end or (stay.is_opened and kinds & _KEEPS_QUIET)):
        return
    found.begins = stay.begins
    found.until = stay.ends or found.until
    is_range = stay.weekdays == 2 and found.mask not in (0, 127)
    found.is_maybe_weekly = is_range and bool(kinds & _TAKES_AWAY) and not kinds & _KEEPS_QUIET


def may_be_these_days(found: Collected, tokens: Sequence[Token], kinds: frozenset[str]) -> bool:
    """May days off be the next ones alone: "no reminder on thursday", but not "no thursdays"?"""
    is_some = (found.mask or found.without) not in (0, DAILY.mask)
    is_each_week = found.is_weekly or kinds & _EACH_WEEK or any(_is_each(token) for token in tokens)
    return is_some and not is_each_week


def skips_day(tokens: Sequence[Token]) -> bool:
    """Does "skip" or the like stand before a day: "skip the weekend", "skip tomorrow"?"""
    return any(token.kind == "stop" and _is_day(tokens, at + 1) for at, token in enumerate(tokens))


def _is_day(tokens: Sequence[Token], at: int) -> bool:
    while kind_at(tokens, at) in _SILENT:
        at += 1
    kind = kind_at(tokens, at + (kind_at(tokens, at) in ("this", "next")))
    return kind in (DAY, "tomorrow", "after_tomorrow")


def _is_each(token: Token) -> bool:
    """Does a word mean days of each week: "sundays", "weekdays", but not "the weekend"?"""
    return token.kind == DAY and (token.value == EACH or token.days == WEEKDAYS)


def _read(tokens: Sequence[Token]) -> _Stay:
    stay, at, last = _Stay(), 0, -1
    while at < len(tokens):
        named = _named(tokens, at) if tokens[at].kind not in BEGIN_NO_TIME else None
        if named is None:
            at += 1
            continue
        if named.on is not None and not (last > 0 and _is_silent(tokens[last:at])):
            _put(stay, named, tokens, at)
        at = last = named.end
    return stay


def _put(stay: _Stay, named: _Named, tokens: Sequence[Token], at: int) -> None:
    """Take a day as the end if "until", "to" or a dash stands before it, else as the beginning."""
    before = _before(tokens, at)
    if _is_end(tokens, before):
        if stay.ends is None:
            stay.ends = named.on
            stay.begins = _in_month_of(stay.begins, named.on)
            stay.weekdays += named.is_weekday
        return
    is_opened = kind_at(tokens, before) in _OPENS
    if stay.begins is None and (stay.ends is None or is_opened):
        stay.begins, stay.ends, stay.is_opened = named.on, stay.ends or named.length, is_opened
        stay.weekdays += named.is_weekday


def _named(tokens: Sequence[Token], at: int) -> _Named | None:
    """Read the day that begins at a token; a span that is no day is passed over."""
    kind, follows = tokens[at].kind, kind_at(tokens, at + 1)
    if (span := read_span(tokens, at)) is not None:
        return _Named(span.end, span.ahead)
    if kind == "next" and follows == "weeks" and kind_at(tokens, at - 1) != "on":
        return _Named(at + 2, NextDay(0, is_next=True), DaysAhead(7))
    if (date := read_date(tokens, at)) is not None:
        return _Named(date.end, date.dates[0])
    if kind == "next_month":
        return _Named(at + 1, DayOf(1, ahead=1), MonthsAhead(1))
    days = tokens[at].days
    if kind == DAY and days is not None and days.mask.bit_count() == 1:
        return _weekday(tokens, at, days.mask.bit_length() - 1)
    return _first_of_two(tokens, at) if kind == NUMBER else None


def _weekday(tokens: Sequence[Token], at: int, weekday: int) -> _Named:
    """Read "friday"; of "friday, 4 december" the date counts."""
    behind = at + 1
    while behind < len(tokens) and _is_silent(tokens[behind : behind + 1]):
        behind += 1
    date = read_date(tokens, behind) if behind < len(tokens) else None
    if date is not None and isinstance(date.dates[0], DayOf):
        return _Named(date.end, date.dates[0])
    return _Named(at + 1, NextDay(weekday), is_weekday=True)


def _first_of_two(tokens: Sequence[Token], at: int) -> _Named | None:
    """Read the first day of "24 to 31 december", "24.-31. Dezember"."""
    end = at + 1
    while kind_at(tokens, end) in (STOP, ORDINAL):
        end += 1
    behind = end + 1
    while kind_at(tokens, behind) in _SILENT:
        behind += 1
    if kind_at(tokens, end) not in RANGE or behind >= len(tokens) or not 0 < tokens[at].value <= 31:
        return None
    date = read_date(tokens, behind)
    last = date.dates[0] if date is not None else None
    return _Named(end, DayOf(tokens[at].value)) if isinstance(last, DayOf) and last.month else None


def _in_month_of(begins: SaidDate | None, ends: SaidDate | None) -> SaidDate | None:
    """Return the beginning in the month of the end: "from the 5th to the 9th of december"."""
    if (
        not (isinstance(begins, DayOf) and isinstance(ends, DayOf))
        or begins.month
        or begins.ahead is not None
    ):
        return begins
    return DayOf(begins.day, ends.month, ends.year, ends.ahead) if begins.day <= ends.day else begins


def _before(tokens: Sequence[Token], at: int) -> int:
    before = at - 1
    while kind_at(tokens, before) in _SILENT:
        before -= 1
    return before


def _is_end(tokens: Sequence[Token], before: int) -> bool:
    if kind_at(tokens, before) == "purpose" and kind_at(tokens, before - 1) == "through":
        return True  # "bis zum 30. November"
    kind = kind_at(tokens, before)
    is_between = any(token.kind == "between" for token in tokens[: max(before, 0)])
    return kind in RANGE or kind == "away_till" or (kind == "and" and is_between)


def _is_silent(tokens: Sequence[Token]) -> bool:
    """Does nothing but a comma stand here?"""
    return all(token.kind in _SILENT or token.text in (",", "，") for token in tokens)
