"""Goes through the tokens of a line once and collects hours, days, dates, spans, and what is left over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from bot.domain.days import DAILY
from bot.domain.said_times import Cannot, DaysAhead, NextDay, Part, SaidDate, SaidHour
from bot.reading.times.collected import Collected
from bot.reading.times.dates import DaysFound, read_date, read_days
from bot.reading.times.hours import HourFound, HourReader
from bot.reading.times.spans import SpanFound, read_span
from bot.reading.times.tokens import CLOCK, DASH, NUMBER, STOP, UNKNOWN, Token

_RANGE = frozenset({DASH, "through", "to"})
_PARTS = {each.value: each for each in Part}
# Words that say what is wanted, or nothing.
VERBS = frozenset((*"cancel stop pause off never move instead later away away_till ring add".split(),))
_SILENT = VERBS | {"filler", "at", "on", "and", "per_day", "am", STOP, DASH, "whole", "only"}
_UNTIL = ("through", "away_till")
_TIMES = {"once": 1, "twice": 2}
_BESIDE_BARE = frozenset({UNKNOWN, "aside", "purpose"})
_OPENS_PURPOSE = frozenset({UNKNOWN, "filler", "purpose", NUMBER, "on", "ring", "next"})


class Scan:
    """One pass over the tokens of a line."""

    def __init__(self, tokens: Sequence[Token], hours: HourReader) -> None:
        self.found = Collected()
        self.kinds = frozenset(token.kind for token in tokens)
        self._tokens = tokens
        self._hours = hours
        self._at = 0
        self._is_purpose = False  # "to massage my wife": what follows says why, and not when
        self._is_refused = False  # behind "not" or "except"
        self._has_refused_days = False  # then an hour is no more refused: "except sunday at 9"
        self._last = ""  # what was found last: "hour", "day", ...

    def run(self) -> None:
        """Collect everything."""
        while self._at < len(self._tokens):
            step = (
                self._take_count()
                or self._take_span()
                or self._take_date()
                or self._take_days()
                or self._take_hour()
                or self._take_word()
            )
            self._at += step

    def _kind(self, by: int = 0) -> str:
        at = self._at + by
        return self._tokens[at].kind if 0 <= at < len(self._tokens) else ""

    def _leave(self, count: int = 1) -> int:
        """Keep tokens as not understood."""
        self.found.left.append(" ".join(token.text for token in self._tokens[self._at : self._at + count]))
        return count

    def _note(self, what: str) -> None:
        self._last, self._is_purpose = what, False

    def _take_count(self) -> int:
        """Take "twice a day", "three times a day", "2x a day"."""
        count = _TIMES.get(self._kind())
        used = 1
        if count is None and self._kind() == NUMBER and self._kind(1) == "times":
            count, used = self._tokens[self._at].value, 2
        if count is None:
            return 0
        if self._kind(used) == "per_day" or (self._kind(used) == "day" and count > 1):
            self.found.times_a_day = count
            return used + (self._kind(used) == "per_day")
        if self._kind(used) == "monthly":
            self.found.cannot = Cannot.monthly
            return used + 1
        if self._kind(used) == "weekly" and count == 1:
            self.found.is_weekly = True
            return used + 1
        return self._leave(used + (self._kind(used) == "weekly"))

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
        elif span.is_long or (self._last == "span" and self.found.after is not None):
            self.found.cannot = self.found.cannot or (Cannot.ends if self._is_purpose else None)
            self.found.lasts = span.length
            return self._leave(span.end - self._at)
        else:
            self.found.has_more = True
        self._last = "span"
        return span.end - self._at

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
        if self._kind(-1) in _UNTIL:
            self.found.until = date.dates[0]
        if self._is_refused or self._kind(-1) in (*_UNTIL, "from"):
            self.found.cannot = Cannot.ends
            self._leave(date.end - self._at)
        else:
            self._add_dates(date.dates)
            self.found.order += "d"
        self._note("date")
        return date.end - self._at

    def _add_dates(self, dates: tuple[SaidDate, ...]) -> None:
        if self.found.dates and self.found.dates != dates:
            self.found.left.append(self._tokens[self._at].text)
        self.found.dates = self.found.dates or dates

    def _take_days(self) -> int:
        days = read_days(self._tokens, self._at)
        if days is None:
            return 0
        is_range = days.end - self._at > 1
        if self._kind(-1) in _UNTIL and days.is_one:
            self.found.until = NextDay(days.days.mask.bit_length() - 1)
        if self._kind(-1) in _UNTIL or (self._kind(-1) == "from" and not is_range):
            self.found.cannot = Cannot.ends
            return self._leave(days.end - self._at)
        if self._is_refused:
            self._has_refused_days = True
            self.found.without |= days.days.mask
        else:
            self._add_days(days)
        self._note("day")
        return days.end - self._at

    def _add_days(self, days: DaysFound) -> None:
        if self._kind(-1) == "or":
            self._leave(days.end - self._at)
        if self.found.mask != DAILY.mask and days.days == DAILY and self.found.mask:
            return  # "every day, monday to friday": the narrower word counts
        self.found.mask = days.days.mask | (0 if self.found.mask == DAILY.mask else self.found.mask)
        self.found.order += "d"
        self.found.names_of_days += 1
        is_every = self._kind(-1) == "every"
        self.found.is_one_day &= days.is_one and not is_every

    def _take_hour(self) -> int:
        if self._kind() == NUMBER and not self._may_be_hour():
            return 0
        found = self._hours.read(self._until_range(), self._at)
        if found is None:
            return 0
        if found.is_doubtful:
            return self._leave(found.end - self._at)
        if found.hour is None:
            return self._take_wrong(found)
        self._take_range_or(found, found.hour)
        self.found.order += "h"
        self._note("hour")
        return found.end - self._at

    def _until_range(self) -> Sequence[Token]:
        """Return the tokens up to "to" in "from 10 to 7", where it is no "ten to seven"; else all tokens."""
        kinds = [self._kind(by) for by in range(-1, 3)]
        is_range = kinds == ["from", NUMBER, "to", NUMBER] and "move" not in self.kinds
        return self._tokens[: self._at + 1] if is_range else self._tokens

    def _may_be_hour(self) -> bool:
        """May the number here be an hour? In "my 3 exercises" it is none."""
        before = self._kind(-1)
        if before in ("at", "past", "to", "from", "between", "or") or (
            self._last == "hour" and before == "and"
        ):
            return True
        text = self._tokens[self._at].text
        if self._last == "hour" and self._tokens[self._at].is_word:
            return False  # "the 8:30 one"
        if self._kind(1) in ("am", "pm", "oclock", "past", "to") or (
            len(text) in (3, 4) and before != UNKNOWN
        ):
            return True
        return not self._is_purpose and before not in _BESIDE_BARE and self._kind(1) not in _BESIDE_BARE

    def _take_wrong(self, found: HourFound) -> int:
        self.found.wrong = self.found.wrong or found.wrong
        return max(found.end - self._at, 1)

    def _take_range_or(self, found: HourFound, hour: SaidHour) -> None:
        """Keep an hour: as one that moves, the end of a span, one that is refused, or one to ring at."""
        self.found.is_written |= found.is_written
        before, is_second = self._kind(-1), self._last == "hour"
        if is_second and before in _RANGE:
            self.found.moved += self.found.hours
            self.found.hours = [hour]
        elif (before == "from" and "move" in self.kinds) or self._is_replaced():
            self.found.moved.append(hour)
        elif self._is_refused and not self._has_refused_days:
            self.found.refused.append(hour)
        else:
            self.found.is_either |= is_second and before == "or"
            self.found.cannot = self.found.cannot or (Cannot.span if before == "between" else None)
            self.found.hours.append(hour)

    def _is_replaced(self) -> bool:
        """Does "instead of" stand before the hour?"""
        return self._kind(-1) == "on" and self._kind(-2) == "instead"

    def _take_word(self) -> int:
        """Take one word that is no time by itself; what says nothing here is left over."""
        kind = self._kind()
        if kind in VERBS:
            return self._take_verb(kind)
        if kind in _PARTS:
            return self._take_part(_PARTS[kind])
        if kind in _SILENT:
            return 1
        take = _TAKING.get(kind)
        return self._leave() if take is None else take(self)

    def _take_number(self) -> int:
        """Take "the 8:30 one"; any other number is left over."""
        token = self._tokens[self._at]
        is_pronoun = token.is_word and token.value == 1 and self._last == "hour"
        return 1 if is_pronoun else self._leave()

    def _take_topic(self) -> int:
        """Take what the reminder is for, "massage"."""
        self.found.has_more = True
        return 1

    def _take_this(self) -> int:
        """Take "this" before "evening"."""
        if self._kind(1) not in _PARTS:
            return self._leave()
        self._add_dates((DaysAhead(0),))
        return 1

    def _take_purpose(self) -> int:
        after_ring = "ring" in self.found.wants and self._kind(1) in VERBS
        self._is_purpose |= self._kind(1) in _OPENS_PURPOSE or after_ring
        return 1

    def _take_every(self) -> int:
        return 1 if self._kind(1) in ("day", "weeks", *_PARTS) else self._leave()

    def _take_or(self) -> int:
        return 1 if self._last == "hour" and self._is_hour_next() else self._leave()

    def _take_from(self) -> int:
        is_range = self._is_hour_next() or self._kind(1) in ("day", "today", "tomorrow")
        return 1 if is_range else self._leave()

    def _is_hour_next(self) -> bool:
        after_at = 2 if self._kind(1) == "at" else 1
        return self._kind(after_at) in (NUMBER, CLOCK, "noon", "midnight", "half", "quarter")

    def _take_verb(self, kind: str) -> int:
        """Take a word that says what is wanted; behind "remind me to" it only says why."""
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
        self.found.is_weekly = True
        return 1

    def _take_part(self, part: Part) -> int:
        if self._is_refused and self._kind(-1) == "except":
            return self._leave()
        self.found.parts.append(part)
        if self._tokens[self._at].value:  # "sunday evenings" are all of them
            self.found.is_one_day = False
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
        if not self._is_refused and self._tokens[self._at].text not in ("no", "not", "but", "plus"):
            return self._leave()
        return 1

    def _take_through(self) -> int:
        is_range = self._last == "hour" and self._is_hour_next()
        if is_range or self._kind(1) in ("day", "today", "tomorrow"):
            return 1
        self.found.cannot = self.found.cannot or Cannot.ends
        return self._leave()

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
    "purpose": Scan._take_purpose,
    "to": Scan._take_purpose,
    "every": Scan._take_every,
    "through": Scan._take_through,
    "weekly": Scan._take_weeks,
    "weeks": Scan._take_weeks,
    "or": Scan._take_or,
    "from": Scan._take_from,
    "between": Scan._take_from,
}
