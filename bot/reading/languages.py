"""Finds the wish for another language: "speak chinese please", "说英语"."""

from __future__ import annotations

from bot.domain.catalogue import Language, LanguageWords
from bot.reading.words import count
from bot.reading.writing import Writing

_LONGEST = 60  # characters; a longer line says more
_WORDS = 10  # beside the name


class LanguageWishes:
    """Finds the wish for a language in the words of one language."""

    def __init__(self, words: LanguageWords, writing: Writing) -> None:
        names = [(writing.normal(name), key) for key, several in words.names.items() for name in several]
        self._names = sorted(names, key=lambda named: -len(named[0]))
        self._begin = frozenset(name.partition(" ")[0] for name, _ in names)
        self._beside = frozenset(map(writing.normal, words.beside))
        self._writing = writing

    def find(self, text: str) -> Language | None:
        """Return the language that `text` names, if beside the name it has only words of a wish."""
        if not self._names or len(text) > _LONGEST:
            return None
        said = f" {self._writing.normal(text)} "
        if self._begin.isdisjoint(said.split()):
            return None  # as most lines
        for name, language in self._names:
            if f" {name} " in said:
                rest = said.replace(f" {name} ", " ")
                is_wish = count(rest) <= _WORDS and self._beside.issuperset(rest.split())
                return language if is_wish else None
        return None
