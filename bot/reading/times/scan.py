"""Goes through the tokens of a line once and collects hours, days, dates, spans, and what is left over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain.days import DAILY
from bot.domain.said_times import Cannot, DaysAhead, NextDay, Part, SaidDate
from bot.reading.times.dates import DaysFound, is_end, read_date, read_days
from bot.reading.times.hour_taker import HourTaker
from bot.reading.times.kinds import BEGIN_NO_TIME, DASH, DAY, NUMBER, STOP, UNKNOWN
from bot.reading.times.ones import ONES, PARTS, is_word_one, points_to_part
from bot.reading.times.spans import SpanFound, one_ahead, read_span
from bot.reading.times.tokens import EACH

# Words that say what is wanted, or nothing.
VERBS = frozenset(
    (*"cancel stop pause off turn never move instead later away away_for away_till ring add".split(),)
)
_SILENT = VERBS | {
    "filler",
    "at",
    "on",
    "and",
    "per_day",
    "am",
    STOP,
    DASH,
    "whole",
    "only",
    "gone",
    "pointer",
    "late",
    "for_good",
}
_OPENS_PURPOSE = frozenset({UNKNOWN, "filler", "purpose", NUMBER, "on", "ring", "next"})

_SHIFTS_BEFORE, _SHIFTS = {"earlier": -1, "back": 1}, {"earlier": -1, "later": 1}


class Scan(HourTaker):
    """One pass over the tokens of a line."""

    def run(self) -> None:
        """Collect everything."""
        while self._at < len(self._tokens):
            step = (
                (self._kind() in BEGIN_NO_TIME and self._take_word())
                or self._take_one_ahead()
                or self._take_count()
                or self._take_span()
                or self._take_date()
                or self._take_days()
                or self._take_hour()
                or self._take_word()
            )
            self._at += step

    def _take_one_ahead(self) -> int:
        """Take "for a week", "away for a month". A line of nothing else may only mean it."""
        end = one_ahead(self._tokens, self._at)
        if end is None:
            return 0
        self.found.until = end
        if len(self._tokens) == 1:
            return 0
        self.found.cannot = self.found.cannot or Cannot.ends
        return self._leave()

    def _take_span(self) -> int:
        span = read_span(self._tokens, self._at)
        if span is None or self._is_minutes_to(span):
            return 0
        if span.cannot is not None:
            self.found.cannot = span.cannot
        elif span.ahead is not None:
            self._add_dates((span.ahead,))
        elif span.after is not None:
            if self.found.after is not None:
                return self._leave(span.end - self._at)
            self.found.after = span.after
            if span.is_guess:
                self._leave(span.end - self._at)
        elif span.is_long or (self._last == "span" and self.found.after is not None):
            self.found.cannot = self.found.cannot or (Cannot.ends if self._is_purpose else None)
            self.found.lasts = span.length
            self.found.until = span.months or self.found.until
            return self._leave(span.end - self._at)
        elif (shift := self._shift(span)) is not None:
            end = span.end + (self._tokens_kind(span.end) in _SHIFTS)
            self.found.named.shift = shift
            self.found.named.shift_said = " ".join(token.text for token in self._tokens[self._at : end])
            return end - self._at
        else:
            self.found.has_more = True
            self.found.length = span.length
        self._last = "span"
        return span.end - self._at

    def _shift(self, span: SpanFound) -> timedelta | None:
        """Return how much later something shall ring, in "an hour later" and "back 15 minutes"."""
        before = self._kind(-2) if self._kind(-1) in ("at", "filler") else self._kind(-1)
        sign = _SHIFTS.get(self._tokens_kind(span.end)) or _SHIFTS_BEFORE.get(before)
        return None if sign is None or span.length is None else sign * span.length

    def _is_minutes_to(self, span: SpanFound) -> bool:
        """Is it "10 minutes to five"?"""
        is_length = span.after is None and span.cannot is None and span.ahead is None
        behind = self._tokens[span.end].kind if span.end < len(self._tokens) else ""
        return is_length and behind in ("to", "past", "before", "after")

    def _take_date(self) -> int:
        date = read_date(self._tokens, self._at)
        if date is None:
            return 0
        if self._kind() == "tonight":
            self.found.parts.append(Part.tonight)
        if is_end(self._tokens, self._at):
            self.found.until, self.found.until_or = date.dates[0], date.dates[1] if date.dates[1:] else None
        if self._is_refused and self._is_day_ahead():
            self._is_refused = False  # "not today, tomorrow at 8"
        elif self._is_refused or is_end(self._tokens, self._at) or self._kind(-1) == "from":
            self.found.not_on = date.dates if self._is_refused else ()
            self.found.cannot = Cannot.ends
            self._leave(date.end - self._at)
        else:
            self.found.has_day_of_date |= self._last == "day" and self._is_beside_last()
            self._add_dates(date.dates)
            self.found.order += "d"
        self._note("date")
        self._named_end = date.end
        return date.end - self._at

    def _is_day_ahead(self) -> bool:
        """Is it "today" or "tonight", and does the line name another day behind it?"""
        behind = {token.kind for token in self._tokens[self._at + 1 :]}
        return self._kind() in ("today", "tonight") and bool(behind & {"tomorrow", "after_tomorrow"})

    def _add_dates(self, dates: tuple[SaidDate, ...]) -> None:
        if self.found.dates and self.found.dates != dates:
            self.found.left.append(self._tokens[self._at].text)
            self.found.has_other_date = True
        self.found.dates = self.found.dates or dates

    def _take_days(self) -> int:
        days = read_days(self._tokens, self._at)
        if days is None:
            return 0
        is_range = days.end - self._at > 1
        if is_end(self._tokens, self._at) and days.is_one:
            self.found.until = NextDay(days.days.mask.bit_length() - 1)
        if is_end(self._tokens, self._at) or (self._kind(-1) == "from" and not is_range):
            self.found.cannot = Cannot.ends
            return self._leave(days.end - self._at)
        if self._is_refused:
            self._has_refused_days = True
            self.found.without |= days.days.mask
            self.found.order += "x"
            self.found.refused_masks.append(days.days.mask)
        else:
            self._add_days(days)
        self._note("day")
        self._named_end = days.end
        return days.end - self._at

    def _is_beside_last(self) -> bool:
        """Does nothing but a comma stand between this and the last day or date?"""
        between = self._tokens[self._named_end : self._at]
        return all(token.kind in ("filler", "on") or token.text in (",", "，") for token in between)

    def _add_days(self, days: DaysFound) -> None:
        if self._kind(-1) == "or":
            self._leave(days.end - self._at)
        if self.found.mask != DAILY.mask and days.days == DAILY and self.found.mask:
            return  # "every day, monday to friday": the narrower word counts
        self.found.mask = days.days.mask | (0 if self.found.mask == DAILY.mask else self.found.mask)
        self.found.order += "d"
        self.found.masks.append(days.days.mask)
        self.found.names_of_days += 1
        self.found.days_as_said.append(self._tokens[self._at].text)
        self.found.has_day_of_date |= self._last == "date" and self._is_beside_last()
        is_every = self._kind(-1) == "every"
        self.found.is_one_day &= days.is_one and not is_every

    def _take_word(self) -> int:
        """Take one word that is no time by itself; what says nothing here is left over."""
        kind = self._kind()
        if kind in VERBS:
            return self._take_verb(kind)
        if kind in PARTS:
            return self._take_part(PARTS[kind])
        if kind in ONES:
            return self._take_part_named(ONES[kind])
        if kind in _SILENT:
            return 1
        take = _TAKING.get(kind)
        return self._leave() if take is None else take(self)

    def _take_number(self) -> int:
        """Take "the 8:30 one" and "one at 6"; any other number is left over."""
        if points_to_part(self._tokens, self._at):
            return 1
        is_behind = self._last == "hour" or self._kind(1) in ("at", "purpose", "on", "every")
        return 1 if is_word_one(self._tokens, self._at) and is_behind else self._leave()

    def _take_topic(self) -> int:
        """Take what the reminder is for, "massage"."""
        self.found.has_more = True
        return 1

    def _take_this(self) -> int:
        """Take "this" before "evening" and "once"."""
        if self._kind(1) == "once":
            return 1
        if self._kind(1) not in PARTS:
            return self._leave()
        self._add_dates((DaysAhead(0),))
        return 1

    def _take_purpose(self) -> int:
        after_ring = "ring" in self.found.wants and self._kind(1) in VERBS
        self._is_purpose |= self._kind(1) in _OPENS_PURPOSE or after_ring
        return 1

    def _take_every(self) -> int:
        return 1 if self._kind(1) in ("day", "weeks", *PARTS) else self._leave()

    def _take_correct(self) -> int:
        """Take "no wait": what stands before it and what stands behind it are both offered."""
        if not (self.found.hours or self.found.mask or self.found.dates):
            return 1
        self.found.is_either = bool(self.found.hours)
        return self._leave()

    def _take_in(self) -> int:
        """Take "in the" before a part of the day that has a typing error."""
        by = 2 if self._kind(1) == "on" else 1
        return 1 if self._kind(by) in PARTS else self._leave()

    def _take_or(self) -> int:
        return 1 if self._last == "hour" and self._is_hour_next() else self._leave()

    def _take_from(self) -> int:
        is_range = self._is_hour_next() or self._kind(1) in ("day", "today", "tomorrow")
        return 1 if is_range else self._leave()

    def _take_verb(self, kind: str) -> int:
        """Take a word that says what is wanted; behind "remind me to" it only says why."""
        if kind == "turn" and "off" not in self.kinds:  # "my turn at 8:30"
            return self._take_unknown()
        has_each = self._kind(1) == DAY and self._tokens[self._at + 1].value == EACH
        if kind == "stop" and has_each and (self.found.hours or self.found.mask):
            self._is_refused, self._has_refused_days = True, False  # "18:00 daily, skip fridays"
            return 1
        if self._is_purpose and kind != "ring":
            self.found.unknown.append(self._tokens[self._at].text)
        else:
            self.found.wants.add(kind)
        return 1

    def _take_weeks(self) -> int:
        """Take "every week", "weekly", "a week"; behind "for" it says when to end."""
        self.found.is_one_day = False
        if self._is_purpose or (self._kind() == "weeks" and self._kind(-1) != "every"):
            self.found.cannot = self.found.cannot or (Cannot.ends if self._is_purpose else None)
            self.found.lasts = timedelta(weeks=1) if self._is_purpose else None
            return self._leave()
        if self._kind() == "weekly" and self._kind(1) == "on" and not self._tokens[self._at].value:
            return self._leave()  # "a week on friday" is one day
        self.found.is_weekly = True
        return 1

    def _take_except(self) -> int:
        """Take "not on", "except": the days or the hour behind it are refused."""
        ahead = [token.kind for token in self._tokens[self._at + 1 : self._at + 4]]
        while ahead and ahead[0] in ("on", "at", "from", "every", "filler", "except"):
            ahead.pop(0)
        self._is_refused = bool(ahead) and ahead[0] in ("day", NUMBER, "clock", "today", "tomorrow", "noon")
        self._has_refused_days = False
        if self.found.refused and self._is_refused:  # "not 8:30 but 9:00"
            self._is_refused = False
            return 1
        has_hour = self.found.hours or self.found.parts or self.found.after is not None
        is_last = self._at + 1 == len(self._tokens)
        if is_last and self.found.dates and not self.found.not_on and not has_hour:
            self.found.not_on, self.found.dates = self.found.dates, ()  # "erinnere mich morgen nicht"
            return 1
        is_filler = self._tokens[self._at].text in ("no", "not", "but", "plus")
        if not self._is_refused and (not is_filler or (is_last and has_hour and self.found.dates)):
            return self._leave()
        return 1

    def _take_through(self) -> int:
        is_range = self._last == "hour" and self._is_hour_next()
        is_later = "later" in self.kinds and self._is_hour_next()  # "snooze till 11"
        if is_range or is_later or self._kind(1) in ("day", "today", "tomorrow"):
            return 1
        self.found.cannot = self.found.cannot or Cannot.ends
        return self._leave()

    def _take_shift(self) -> int:
        """Take "forward" or "back" before a length or "to 9"; elsewhere it is not understood."""
        if self._kind(1) in ("to", "into") and "move" in self.kinds:
            return 1
        by = 2 if self._kind(1) in ("at", "filler") else 1
        at = self._at + by
        span = read_span(self._tokens, at) if at < len(self._tokens) else None
        return 1 if span is not None and span.length is not None else self._take_unknown()

    def _take_unknown(self) -> int:
        text = self._tokens[self._at].text
        self.found.unknown.append(text)
        self._is_refused = False
        if not self._is_purpose:
            self.found.left.append(text)
        return 1


# What takes a word of each kind; a word of another kind is left over.
_TAKING: Mapping[str, Callable[[Scan], int]] = {
    NUMBER: Scan._take_number,
    "topic": Scan._take_topic,
    "this": Scan._take_this,
    "except": Scan._take_except,
    UNKNOWN: Scan._take_unknown,
    "quiet": Scan._take_unknown,
    "purpose": Scan._take_purpose,
    "to": Scan._take_purpose,
    "into": Scan._take_purpose,
    "every": Scan._take_every,
    "through": Scan._take_through,
    "weekly": Scan._take_weeks,
    "weeks": Scan._take_weeks,
    "or": Scan._take_or,
    "in": Scan._take_in,
    "correct": Scan._take_correct,
    "earlier": Scan._take_shift,
    "back": Scan._take_shift,
    "from": Scan._take_from,
    "between": Scan._take_from,
}
