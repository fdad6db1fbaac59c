"""Finds wishes for a length: in digits or in words, with a routine's name or without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.domain.catalogue import Lexicon, RoutineKey
from bot.domain.intent import Intent
from bot.reading.forms import Forms
from bot.reading.line import Meaning, RoutineNamed, Wish
from bot.reading.meanings import Meanings
from bot.reading.numbers import Numbers, has_number, is_number, whole_number
from bot.reading.words import runs
from bot.reading.writing import Writing

_SLIP = 80  # of 100: how near to a routine's name the words beside a number must be
_MANY = 40  # words; a line with more is no name, and no number with a name
_LINES = 4  # that are remembered
_NAME_WORDS = 8  # no form of a routine has more words
_BARE = (15, 20)  # minutes; such a number alone is a length, a smaller one may be an hour or count people
_BY_ITSELF = re.compile(r"(?:^|(?<!\d)[^\w\s])\s*(\d+)\s*(?=[^\w\s](?!\d)|$)")  # a number between signs
_WORD = re.compile(r"\w+")


class Ends(NamedTuple):
    """Forms that may stand at either end of a text, the longest first, each with what finds it there."""

    forms: Sequence[tuple[str, re.Pattern[str]]]
    begin: frozenset[str]  # the first words of the forms; nothing, if a form has no word


class Wishes:
    """Finds the lengths and the routines that lines ask for."""

    def __init__(self, lexicon: Lexicon, writing: Writing, meanings: Meanings, numbers: Numbers) -> None:
        self._writing = writing
        self._meanings = meanings
        self._numbers = numbers
        self._alone = _ends(lexicon, Intent.alone, writing)
        self._audio = _ends(lexicon, Intent.audio, writing)
        self._massage = frozenset(map(writing.normal, lexicon.intents.get(Intent.routine, ())))
        self._unnamed = frozenset(map(writing.normal, lexicon.unnamed))
        routines = meanings.routines.all
        self._by_form = {form.plain: form.key for form in routines}
        self._words_of_forms = {tuple(numbers.words_beside(form.said)) for form in routines}
        self._begin = frozenset(form.plain.partition(" ")[0] for form in routines)
        self._names = {
            " ".join(numbers.words_beside(form.said)): form.key
            for form in routines
            if form.plain not in self._unnamed
        }
        self._wish_of_number = lru_cache(_LINES)(self._find_wish_of_number)  # `wish` and `routine` ask for it
        self._near_names = Forms({key: (form,) for form, key in self._names.items()}, writing)

    def wish(self, text: str) -> Wish | None:
        """Return the length that a line asks for: "massage my wife 5 min", "full ten", "solo for 10"."""
        plain = self._numbers.in_digits(text)
        if not has_number(plain):
            return None  # as most lines
        if (asked := self._numbers.without_told(plain)) != plain:
            return self.wish(asked)  # "it hurts after 5 minutes, have you something for 10 minutes"
        minutes = self._numbers.minutes(plain)
        if minutes is not None:
            return self._wish_of_minutes(plain, minutes)
        if _has_many_words(text):
            return None
        if tuple(self._numbers.words_beside(text)) in self._words_of_forms:
            return None  # a form of a routine may have a number word in it: "the full one"
        wish = self._wish_of_number(plain)
        if wish is not None and wish.minutes == 1 and wish.routine is not None and plain != text:
            return None  # "the one with the tennis ball"
        # "Massage for two" is about people: without a routine's name the number must be in digits.
        is_sure = wish is not None and (
            wish.routine is not None or wish.is_alone or plain == text or wish.minutes in _BARE
        )
        return wish if is_sure else self._wish_of_named(plain)

    def _wish_of_named(self, plain: str) -> Wish | None:
        """Return the wish of a line that names a routine, and a length by itself: "the long one, twenty"."""
        lengths = [minutes for each in _BY_ITSELF.findall(plain) if (minutes := whole_number(each)) in _BARE]
        routine = self._meaning(plain).routine if len(lengths) == 1 else None
        return None if routine is None else Wish(lengths[0], routine, False, self.is_name(plain))

    def routine(self, text: str) -> RoutineNamed:
        """Read `text` as the name of a routine, perhaps with a length: `full 5`, `5 min full on my own`."""
        named, is_alone = self._split_alone(_split(text, self._audio)[0])
        routine, minutes = self._split_length(named)
        return RoutineNamed(routine, minutes, is_alone, self.is_name(named))

    def length_beside(self, text: str) -> Wish | None:
        """Return the length in `text`, which is a wish for a session in other words; None: it has none."""
        minutes = self._numbers.minutes(self._numbers.without_told(self._numbers.in_digits(text)))
        return None if minutes is None else Wish(minutes)

    def is_to_listen(self, text: str) -> bool:
        """Does `text` begin or end with words that ask for sound, as in "full 5 as audio"?"""
        return _split(text, self._audio)[1]

    def is_name(self, text: str) -> bool:
        """Does `text` call a routine by its name, and not by a length or a mood?"""
        best = self._meanings.routines.longest(self._writing.normal(text))
        return best is not None and best.plain not in self._unnamed

    def _wish_of_minutes(self, plain: str, minutes: int) -> Wish | None:
        rest = self._numbers.without_minutes(plain)
        of_rest = self._meaning(rest)
        without, is_alone = self._split_alone(rest)
        named = self._meaning(without).routine
        is_named = named is not None and self.is_name(without)
        if is_alone or of_rest.intent is Intent.alone:
            return Wish(minutes, named if is_named else None, True, is_named)
        routine = named or self._meaning(plain).routine
        if routine is None and of_rest.intent is not Intent.routine and self._numbers.words_beside(rest):
            return None
        return Wish(minutes, routine, False, is_named)

    def _find_wish_of_number(self, text: str) -> Wish | None:
        """Return the wish of a line that is only a number with a routine, "massage" or "alone": `full 5`."""
        without, is_alone = self._split_alone(text)
        words = self._numbers.words_beside(without)
        numbers = [word for word in words if is_number(word)]
        others = " ".join(word for word in words if not is_number(word))
        if len(numbers) != 1:
            return None
        routine = self._names.get(others) or self._near_names.nearest(self._writing.normal(others), _SLIP)
        minutes = whole_number(numbers[0])
        is_bare = not others and (is_alone or minutes in _BARE)
        if routine is None and others not in self._massage and not is_bare:
            return None
        return Wish(minutes, routine, is_alone, routine is not None)

    def _split_length(self, text: str) -> tuple[RoutineKey | None, int | None]:
        """Return the routine that `text` names, and the minutes beside the name."""
        if (whole := self._writing.normal(text)) in self._by_form:
            return self._by_form[whole], None
        text = self._numbers.in_digits(text)
        may_have_number = has_number(text)
        minutes = self._numbers.minutes(text) if may_have_number else None
        if minutes is not None:
            return self._find_routine(self._numbers.without_minutes(text)), minutes
        if _has_many_words(text):
            return self._find_routine(text), None
        if may_have_number:
            if (wish := self._wish_of_number(text)) is not None:
                return wish.routine, wish.minutes
            if len(said := self._numbers.words_beside(text)) == 1 and is_number(said[0]):
                return None, whole_number(said[0])
        if (parted := self._part(text)) is not None:
            return parted
        if not any(sign.isalpha() for sign in text):
            return None, whole_number(text.strip())
        return self._find_routine(text), None

    def _part(self, text: str) -> tuple[RoutineKey, int] | None:
        """Split `text` into a form of a routine and a number; None: it has other parts."""
        said = self._writing.normal(text).split()
        if self._begin.isdisjoint(said if has_number(text) else said[:1]):
            return None  # without a number the form stands at the beginning
        words = self._numbers.without_unit(text).split()
        most, may_be_beside = min(len(words) - 1, _NAME_WORDS), has_number(text)
        least = 1 if may_be_beside else len(words) - 1  # without a number: only a name before one other word
        for at in range(most, least - 1, -1):
            before, after = " ".join(words[:-at]), " ".join(words[at:])
            named = self._by_form.get(self._writing.normal(" ".join(words[:at])))
            if named is not None and (at == len(words) - 1 or has_number(after)):
                return named, whole_number(after)
            if not may_be_beside:
                continue
            named = self._by_form.get(self._writing.normal(" ".join(words[-at:])))
            if named is not None and has_number(before):
                return named, whole_number(before)
        return None

    def _split_alone(self, text: str) -> tuple[str, bool]:
        """Return `text` without "on my own" at its end or beginning, and whether these words were there."""
        return _split(text, self._alone)

    def _find_routine(self, text: str) -> RoutineKey | None:
        found = self._meanings.routines.longest(self._writing.normal(text))
        return found.key if found else None

    def _meaning(self, text: str) -> Meaning:
        return self._meanings.of(self._meanings.typed(text), is_steered=False)


def _ends(lexicon: Lexicon, intent: Intent, writing: Writing) -> Ends:
    """Return the forms of `intent`, the longest first, each with its pattern at either end of a text."""
    forms = sorted(lexicon.intents.get(intent, ()), key=len, reverse=True)
    ends = [(said.casefold(), _at_either_end(said)) for said in map(writing.spread, forms)]
    return Ends(ends, frozenset((_WORD.findall(form) or [""])[0] for form, _ in ends))


def _split(text: str, ends: Ends) -> tuple[str, bool]:
    """Return `text` without the first of `ends` that it has, and whether it has one."""
    if "" not in ends.begin and ends.begin.isdisjoint(runs(text)):
        return text, False  # as most texts
    folded = text.casefold()
    for form, at_either_end in ends.forms:
        if form in folded:
            rest, said = at_either_end.subn("", text)
            if said:
                return rest.strip(), True
    return text, False


def _has_many_words(text: str) -> bool:
    return text.count(" ") >= _MANY


def _at_either_end(form: str) -> re.Pattern[str]:
    words = re.escape(form)
    return re.compile(rf"(?<!\w){words}\W*$|^\W*{words}(?!\w)[\s,.:!]*", re.IGNORECASE)
