"""Finds ages in a line, since the bot refuses a massage to anybody who is not an adult."""

from __future__ import annotations

import re

from bot.domain.dangers import AgeWords
from bot.reading.meanings import Meanings
from bot.reading.numbers import Numbers, has_number
from bot.reading.typed import Typed
from bot.reading.words import by_first_word, holds
from bot.reading.writing import Writing

ADULT = 18
_CLAUSES = re.compile(r"[.,;:!?\n]+")
_NUMBER = re.compile(r"\b[0-9]{1,2}\b")


class Ages:
    """Finds the ages that lines name."""

    def __init__(self, words: AgeWords, writing: Writing, meanings: Meanings, numbers: Numbers) -> None:
        self._writing = writing
        self._meanings = meanings
        self._numbers = numbers
        self._before = tuple(map(writing.normal, words.before))
        self._after = tuple(map(writing.normal, words.after))
        self._years = tuple(map(writing.normal, words.years))
        self._lasting = tuple(map(writing.normal, words.lasting))
        self._said = by_first_word((*self._before, *self._after, *self._years))
        self._begin = frozenset(self._said)
        self._not_meant = tuple(map(writing.normal, words.not_meant))
        self._away = tuple(map(writing.normal, words.away))
        self._on_mat = frozenset(map(writing.normal, words.on_mat))

    def names_minor(self, line: Typed) -> bool:
        """Does `line` say that somebody is not an adult: "I'm 15", "she is sixteen, ok?", "12 years old"?"""
        said = line.plain.split()
        if self._begin.isdisjoint(said):
            return False  # as most lines
        words = self._said.keys() & said
        if not any(holds(line.plain, form) for word in words for form in self._said[word]):
            return False
        if not has_number(self._numbers.in_digits(line.text)):
            return False
        clauses = (self._writing.normal(self._numbers.in_digits(part)) for part in _CLAUSES.split(line.text))
        is_child_away = self._on_mat.isdisjoint(said)
        return any(
            int(found[0]) < ADULT
            and self._is_age(clause[: found.start()], clause[found.end() :])
            and not (is_child_away and self._is_away(clause[found.end() :]))
            for clause in clauses
            for found in _NUMBER.finditer(clause)
        )

    def _is_away(self, after: str) -> bool:
        """Does the text behind an age tell that the child sleeps or is elsewhere: "3 and asleep"?"""
        rest = after.strip()
        for form in (*self._after, *self._years):
            rest = rest.removeprefix(f"{form} ")
        return any(f"{rest} ".startswith(f"{form} ") for form in self._away)

    def _is_age(self, before: str, after: str) -> bool:
        """Is a number between these texts an age? "I'm 15" has one, "I'm 15 minutes late" has none."""
        rest, said = f"{after.strip()} ", f" {before.strip()}"
        if any(said.endswith(f" {form}") for form in self._not_meant):
            return False
        if any(rest.startswith(f"{form} ") for form in self._after):
            return True
        for form in self._years:
            if rest.startswith(f"{form} "):
                return not self._is_length(said, rest.removeprefix(form))
        if not any(said.endswith(f" {form}") for form in self._before):
            return False
        return rest == " " or self._meanings.is_word_beside(rest.partition(" ")[0])

    def _is_length(self, before: str, after: str) -> bool:
        """Do words say how long something lasts, and not how old somebody is: "weg für 3 Jahre"?"""
        return any(f" {form} " in text for form in self._lasting for text in (f"{before} ", after))
