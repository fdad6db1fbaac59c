"""The state of a pass over the tokens of a line, and how it takes hours."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.said_times import Cannot, Part, SaidHour
from bot.reading.times.collected import Collected
from bot.reading.times.hours import UNITS, HourFound, HourReader
from bot.reading.times.kinds import CLOCK, DASH, NUMBER, RANGE, UNKNOWN
from bot.reading.times.ones import (
    CHANGES,
    ONES,
    is_bare_one,
    is_pronoun,
    is_word_one,
    points_back,
    points_to_part,
)
from bot.reading.times.tokens import Token, kind_at
from bot.reading.times.twins import twin_at

_BESIDE_BARE = frozenset({UNKNOWN, "aside", "purpose"})
_COUNTED = frozenset({"days", "weeks", "months"})  # "day 10 of my streak"
_MINUTES_SAID = (5, 10, 20, 25)  # before "to" people say these minutes
_TWELVE, _LAST_HOUR = 12, 23
_TIMES = {"once": 1, "twice": 2}
_REPLACING = ("rather than", "not", "而不是")


class HourTaker:
    """A pass over the tokens of a line. What is collected stands in `found`."""

    def __init__(self, tokens: Sequence[Token], hours: HourReader) -> None:
        self.found = Collected()
        self.kinds = frozenset(token.kind for token in tokens)
        self._tokens = tokens
        self._hours = hours
        self._at = 0
        self._is_purpose = False  # "to massage my wife": what follows says why, and not when
        self._is_refused = False  # behind "not" or "except"
        self._has_refused_days = False  # then an hour is no more refused: "except sunday at 9"
        self._hour_end = 0  # the first token behind the last hour
        self._named_end = 0  # the first token behind the last day or date
        self._last = ""  # what was found last: "hour", "day", ...

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the pass."""
        return self._tokens

    def _kind(self, by: int = 0) -> str:
        return kind_at(self._tokens, self._at + by)

    def _tokens_kind(self, at: int) -> str:
        return kind_at(self._tokens, at)

    def _leave(self, count: int = 1) -> int:
        """Keep tokens as not understood."""
        self.found.left.append(" ".join(token.text for token in self._tokens[self._at : self._at + count]))
        return count

    def _note(self, what: str) -> None:
        self._last, self._is_purpose = what, False

    def _is_hour_next(self) -> bool:
        after_at = 2 if self._kind(1) == "at" else 1
        return self._kind(after_at) in (NUMBER, CLOCK, "noon", "midnight", "half", "quarter")

    def _take_hour(self) -> int:
        if self._kind() == NUMBER and not self._may_be_hour():
            return 0
        found = self._hours.read(self._until_range(), self._at)
        if found is None:
            return 0
        if found.is_doubtful or "measure" in (self._kind(-1), self._tokens_kind(found.end)):
            return self._leave(found.end - self._at)
        if found.hour is None:
            return self._take_wrong(found)
        if self._is_in_purpose():
            return self._leave(found.end - self._at)
        self._note_change(found, found.hour)
        self._take_range_or(found, found.hour)
        self.found.order += "h"
        self.found.in_turn += "h"
        self._note("hour")
        return self._take_twin(found.end, found.hour) - self._at

    def _take_twin(self, end: int, hour: SaidHour) -> int:
        """Take the second half of "8 am and pm"; return the first token behind all of it."""
        twin = twin_at(self._tokens, end, hour)
        if twin is None or self.found.hours[-1:] != [hour]:
            return end
        self.found.hours.append(twin.hour)
        self.found.named.every.append(twin.hour)
        self.found.named.is_listed = True
        self.found.is_either |= twin.is_or
        self.found.order += "h"
        self.found.in_turn += "h"
        return twin.end

    def _is_in_purpose(self) -> bool:
        """Is the hour here one of what the reminder is for: "at 9 pm, that i have to call mum at 8"?"""
        is_inside = self._is_purpose and bool(self.found.hours) and self._kind(-1) == "at"
        return is_inside and self._kind(-2) in (*_BESIDE_BARE, "topic")

    def _note_change(self, found: HourFound, hour: SaidHour) -> None:
        """Note what the line says of the reminder at this hour, if it is about one."""
        named, before = self.found.named, self._kind(-1)
        is_second = bool(named.every)
        named.every.append(hour)
        named.has_range |= is_second and self._last == "hour" and before in RANGE
        # "8 am and 8 pm", "8 am, 8 pm", but not "6 pm is too early, 7 pm instead".
        is_beside = before != "and" or self._text(-1) != "," or self._hour_end == self._at - 1
        named.is_listed |= is_second and before in ("and", "or") and is_beside
        self._hour_end = found.end
        behind_one = not is_second and self._kind(-1) == "at" and self._kind(-2) == NUMBER
        one_at = behind_one and is_pronoun(self._tokens, self._at - 2)
        if one_at or is_pronoun(self._tokens, found.end):  # "the 8:30 one", "the one at 8:30"
            named.pointed.append(hour)
            named.is_of_one |= kind_at(self._tokens, found.end) == NUMBER
        if self._is_replaced():
            named.replaced.append(hour)
        elif self._is_refused and not self._has_refused_days:
            named.refused.append(hour)

    def _until_range(self) -> Sequence[Token]:
        """Return the tokens up to "to" in "from 10 to 7" and "move 8 to 9", where it is no "ten to seven".

        Else return all tokens. "Move 10 to 9" is noted: it may mean both.
        """
        if self._kind(1) != "to" or self._kind() != NUMBER or self._kind(2) != NUMBER:
            return self._tokens
        if "move" not in self.kinds:
            is_range = self._kind(-1) == "from" or self._is_no_minute()
            return self._tokens[: self._at + 1] if is_range else self._tokens
        if not self._moves_to():
            return self._tokens
        old, new = self._tokens[self._at], self._tokens[self._at + 2]
        if not (old.value in _MINUTES_SAID and new.value <= _TWELVE):
            return self._tokens[: self._at + 1]
        clock, hour = self._hours.read(self._tokens, self._at), self._hours.read([new], 0)
        known = self._hours.read([old], 0)
        if known and hour and clock and known.hour and hour.hour and clock.hour:
            self.found.named.or_at = (known.hour, hour.hour, clock.hour)
        return self._tokens if old.is_word else self._tokens[: self._at + 1]

    def _is_no_minute(self) -> bool:
        """Is the number here an hour in "8 to 12", which nobody says of the clock, unlike "10 to 12"?"""
        token = self._tokens[self._at]
        return not token.is_word and token.value not in _MINUTES_SAID and self._moves_to()

    def _moves_to(self) -> bool:
        """Are the numbers here, in a line that moves something, two hours: "8 to 9"? "To 8 to 9" is one."""
        is_last = not any(token.kind in RANGE for token in self._tokens[self._at + 3 :])
        is_counted = self._kind(3) in UNITS or self._kind(3) == "measure"
        are_hours = max(self._tokens[self._at].value, self._tokens[self._at + 2].value) <= _LAST_HOUR
        return self._kind(-1) not in RANGE and is_last and are_hours and not is_counted

    def _may_be_hour(self) -> bool:
        """May the number here be an hour? In "my 3 exercises" it is none."""
        before = self._kind(-1)
        is_one = is_word_one(self._tokens, self._at)
        if is_one and before != "at" and (self._kind(1) == "at" or points_to_part(self._tokens, self._at)):
            return False  # "one at 7 and one at 19"
        if before in ("at", "past", "to", "into", "from", "between", "or") or (
            self._last == "hour" and before == "and"
        ):
            return True
        if before in _COUNTED or (before == DASH and self._kind(-2) == NUMBER and self._last != "hour"):
            return False  # "day 10", "we lost 2-3"
        text = self._tokens[self._at].text
        is_beside = self._last == "hour" and self._tokens[self._at].is_word and not self.found.moved
        if is_bare_one(self._tokens, self._at) or is_beside:
            return False  # "add one at 6", "the 8:30 one"; but "instead of eight do nine"
        if self._kind(1) in ("am", "pm", "oclock", "past", "to", "into") or (
            len(text) in (3, 4) and UNKNOWN not in (before, self._kind(1))
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
        if is_second and before in RANGE:
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
        before = -2 if self._kind(-1) == "on" else -1
        return self._kind(before) == "instead" and (before == -2 or self._text(before) in _REPLACING)

    def _text(self, by: int) -> str:
        at = self._at + by
        return self._tokens[at].text if 0 <= at < len(self._tokens) else ""

    def _take_count(self) -> int:
        """Take "twice a day", "three times a day", "2x a day"."""
        count = _TIMES.get(self._kind())
        used = 1
        if count is None and self._kind() == NUMBER and self._kind(1) == "times":
            count, used = self._tokens[self._at].value, 2
        if self._kind() == NUMBER and self._kind(1) == "ring" and self._kind(2) == "per_day":
            self.found.wants.add("ring")  # "two reminders a day"
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
        if self._kind(used) == "weekly":
            self.found.a_week = count
            return used + 1
        if count != 1:
            return self._leave(used)
        self.found.onces += 1
        self.found.once_said = " ".join(token.text for token in self._tokens[self._at : self._at + used])
        return used

    def _take_part(self, part: Part) -> int:
        if self._is_refused and self._kind(-1) == "except":
            return self._leave()
        may_point = "add" not in self.kinds and not self._is_refused
        if may_point and points_back(self._tokens, self._at + 1, self.kinds):
            self.found.named.parts.append(part)  # "the morning one"
        self.found.parts.append(part)
        self.found.in_turn += "p"
        if self._tokens[self._at].value:  # "sunday evenings" are all of them
            self.found.is_one_day = False
        return 1

    def _take_part_named(self, part: Part) -> int:
        """Take "the early one" or "the late one", if the line says what shall become of it.

        "Having a late one, remind me at 11" says nothing of a reminder. Of two each may want its own.
        """
        is_only = sum(token.kind in ONES for token in self._tokens) == 1
        is_added = "add" in self.kinds
        if self._is_refused or not is_only or not (is_added or self.kinds & CHANGES):
            return self._leave()
        if not is_added:
            self.found.named.parts.append(part)
        self.found.parts.append(part)
        return 1
