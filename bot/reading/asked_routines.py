"""Finds the routine that a line asks for by its name, a length or a mood."""

from __future__ import annotations

from bot.domain.catalogue import Lexicon, RoutineKey
from bot.domain.intent import Intent
from bot.reading.forms import Form, Forms
from bot.reading.numbers import Numbers, is_number
from bot.reading.typed import Typed
from bot.reading.writing import Writing


class AskedRoutines:
    """The forms of routines, and where they do not count."""

    def __init__(
        self, lexicon: Lexicon, forms: Forms[RoutineKey], writing: Writing, numbers: Numbers
    ) -> None:
        self._writing = writing
        self._forms = forms
        self._numbers = numbers
        self._bare = frozenset(map(writing.normal, lexicon.bare))
        massage = lexicon.intents.get(Intent.routine, ())
        beside = (*lexicon.calls.beside, *lexicon.lengths.beside, *massage)
        self._asking = frozenset(map(writing.normal, lexicon.calls.asking))
        self._beside = frozenset(word for phrase in beside for word in writing.normal(phrase).split())

    def find(self, line: Typed) -> Form[RoutineKey] | None:
        """Return the longest form of a routine in `line`; None: it has none, or none that is meant."""
        said, form = self._longest(line)
        return form if form is None or form.plain not in self._bare or self._is_alone(said, form) else None

    def find_bare(self, line: Typed) -> RoutineKey | None:
        """Return the routine that an everyday word names in `line`, which asks for a massage in other words.

        In "after a long walk" the word belongs to the next one, and names no routine; in "how long are they"
        to the one before.
        """
        said, form = self._longest(line)
        if form is None or form.plain not in self._bare:
            return None
        before, _, behind = f" {said} ".partition(f" {form.plain} ")
        if before.rpartition(" ")[2] in self._asking:
            return None
        following = behind.split()[:1]
        return form.key if all(self._may_be_beside(word) for word in following) else None

    def _longest(self, line: Typed) -> tuple[str, Form[RoutineKey] | None]:
        """Return the longest form in `line`, and the line (normal) without the lengths of a story."""
        if self._forms.longest(line.plain) is None:
            return line.plain, None  # as most lines
        digits = self._numbers.in_digits(line.text)
        rest = self._numbers.without_told(digits)
        said = line.plain if rest == digits else self._writing.normal(rest)
        return said, self._forms.longest(said)

    def _is_alone(self, said: str, form: Form[RoutineKey]) -> bool:
        """Is everything beside `form` about a massage, unlike in "a long walk"?"""
        return all(map(self._may_be_beside, f" {said} ".replace(f" {form.plain} ", " ").split()))

    def _may_be_beside(self, word: str) -> bool:
        return word in self._beside or self._numbers.in_digits(word) != word or is_number(word)
