"""Numbers and lengths in a text: turns words into digits, finds minutes, and the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.domain.catalogue import LengthWords
from bot.reading.line import WRONG
from bot.reading.told import ToldLengths
from bot.reading.words import runs
from bot.reading.writing import Writing

_NUMBER = re.compile(r"[-−–+]?[0-9]+(?:[.,][0-9]+)?")
_DIGIT = re.compile("[0-9]")
_TEXTS = 32  # that are remembered: several parts ask for the same text
_LINES = 8  # that each language keeps
_DIGITS = 6  # of a number; a longer number is not read
_AROUND = "!?.,;:()"  # signs at the ends of a word that mean nothing


class Numbers:
    """How one language says numbers and lengths in minutes."""

    def __init__(self, words: LengthWords, writing: Writing) -> None:
        self._writing = writing
        unit = writing.spread(words.units[0]) if words.units else ""
        said = {form: f"{number} {unit}" for form, number in words.spans.items()}
        said |= {form: str(number) for form, number in words.numbers.items()}
        self._digits = {_folded(writing.spread(form)): number for form, number in said.items()}
        self._words = _whole(self._digits)
        self._begin = frozenset(form.split()[0] for form in self._digits if form)
        units = _either(map(writing.spread, words.units))
        self._minutes = re.compile(rf"(?<![\w.,:-])([0-9]{{1,6}})\s*{units}\b", re.IGNORECASE)
        self._unit = re.compile(rf"\s*\b{units}\s*$", re.IGNORECASE)
        self._told = ToldLengths(words, writing)
        self._beside = frozenset(map(writing.normal, words.beside))
        # Several parts ask for the same line.
        self.in_digits = lru_cache(_LINES)(self._find_in_digits)
        self.minutes = lru_cache(_LINES)(self._find_minutes)
        self.without_told = lru_cache(_LINES)(self._find_without_told)
        self._words_beside = lru_cache(_LINES)(self._find_words_beside)

    def _find_in_digits(self, text: str) -> str:
        """Return `text` with its numbers in digits: `ten minutes` as `10 minutes`, `an hour` as `60 min`."""
        if self._begin.isdisjoint(runs(text)):
            return text  # most lines have no such word, and to look for all forms is slow
        return self._words.sub(lambda found: self._digits.get(_folded(found[0]), found[0]), text)

    def _find_minutes(self, text: str) -> int | None:
        """Return the first number of minutes in `text`, which has its numbers in digits."""
        found = self._minutes.search(text) if has_number(text) else None
        return int(found[1]) if found else None

    def without_minutes(self, text: str) -> str:
        """Return `text` without its minutes."""
        return self._minutes.sub(" ", text)

    def _find_without_told(self, text: str) -> str:
        """Return `text`, which has its numbers in digits, without the lengths that are part of a story."""
        return self._told.without(text) if has_number(text) else text

    def tells_length(self, text: str) -> bool:
        """Has `text` a length that is part of a story?"""
        digits = self.in_digits(text)
        return self.without_told(digits) != digits

    def without_unit(self, text: str) -> str:
        """Return `text` without the unit at its end."""
        return self._unit.sub("", text)

    def words_beside(self, text: str) -> list[str]:
        """Return the words of `text` without those that mean nothing beside a length; numbers keep signs."""
        return list(self._words_beside(text))

    def _find_words_beside(self, text: str) -> tuple[str, ...]:
        words = [word.casefold().strip(_AROUND) for word in text.split()]
        plain = [word if is_number(word) else self._writing.normal(word) for word in words]
        return tuple(word for word in plain if word and word not in self._beside)


def is_number(word: str) -> bool:
    """Is `word` a number in digits, perhaps with a sign or a fraction?"""
    return not word.isalpha() and _NUMBER.fullmatch(word) is not None  # most words are letters


@lru_cache(_TEXTS)
def has_number(text: str) -> bool:
    """Has `text` a digit, or a sign that stands for a number?"""
    if text.isascii():
        return _DIGIT.search(text) is not None
    return any(sign.isnumeric() for sign in set(text))


def whole_number(text: str) -> int:
    """Return `text` as a number; WRONG: it is no whole number."""
    return int(text[:_DIGITS]) if text.isascii() and text.isdigit() else WRONG


def _whole(forms: Mapping[str, str]) -> re.Pattern[str]:
    """Return a pattern for any of `forms` (folded) as whole words; at each place it takes the longest."""
    return re.compile(rf"(?<!\w){_either(forms)}(?!\w)", re.IGNORECASE)


def _either(forms: Iterable[str]) -> str:
    longest = sorted(forms, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest))})" if longest else "(?!)"


def _folded(text: str) -> str:
    return text.casefold()
