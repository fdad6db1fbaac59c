"""Typing errors in the longer words for days and parts of the day: `evning`, `thursdy`, `quater`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from bot.reading.times.kinds import DAY

# Kinds of words whose errors are read. A number is not among them: `there` is nearly `three`.
_READ = frozenset(
    {
        *(DAY, "morning", "afternoon", "evening", "night", "quarter", "noon", "midnight"),
        *("tonight", "tomorrow", "every", "except"),
    }
)
_SHORTEST = 6  # letters of a word whose errors are read
_LONG = 8  # letters; such a word may have two errors
_SHORTEST_NEAR = 4


class Slips:
    """Finds the word for a time that was meant. `forms`: single words, each with its kind."""

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for form, kind in forms:
            if kind in _READ and form.isalpha():
                self._by_first[form[0]].append(form)

    def meant(self, word: str) -> str | None:
        """Return the form that `word` is with a typing error; None: it is another word."""
        if len(word) < _SHORTEST - 1:
            return None
        for form in self._by_first.get(word[0], ()):
            if len(form) >= _SHORTEST and OSA.distance(word, form, score_cutoff=2) <= _errors(form):
                return form
        return None

    def is_near(self, word: str) -> bool:
        """May `word` be a word for a time, typed so badly that nobody can be sure?"""
        if len(word) < _SHORTEST_NEAR:
            return False
        most = 1 if len(word) < _SHORTEST else 2
        near = self._by_first.get(word[0], ())
        return any(OSA.distance(word, form, score_cutoff=most) <= most for form in near)


def _errors(form: str) -> int:
    return 1 if len(form) < _LONG else 2
