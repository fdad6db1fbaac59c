"""Finds phrases of several words, even with other words between them or a typing error in a long word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic

from bot.reading.forms import Form, Key
from bot.reading.writing import Writing

_BETWEEN = 2  # at most so many other words between the words of a phrase, in total


class _Words:
    """The words of one line, and which of them are, perhaps with a typing error, a word of a phrase.

    Each word of a phrase is looked for once, however many phrases have it.
    """

    def __init__(self, words: Sequence[str], writing: Writing) -> None:
        self._words = words
        self._writing = writing
        self._same: dict[str, frozenset[str]] = {}
        self._places: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, word in enumerate(words):
            self._places[word[0]][word].append(place)

    @property
    def letters(self) -> Iterable[str]:
        """The first letters of the words."""
        return tuple(self._places)

    def same_as(self, wanted: str) -> frozenset[str]:
        """Return the words that are `wanted` or resemble it."""
        if wanted not in self._same:
            words = self._places.get(wanted[0], {})
            same = (word for word in words if word == wanted or self._writing.resembles(word, wanted))
            self._same[wanted] = frozenset(same)
        return self._same[wanted]

    def places(self, wanted: str) -> Iterator[int]:
        """Yield the places of the words that are `wanted` or resemble it."""
        for word in self.same_as(wanted):
            yield from self._places[word[0]][word]

    def follow(self, place: int, wanted: Sequence[str]) -> bool:
        """Do the words `wanted` come from `place` on, in order and with few others between?"""
        between = _BETWEEN
        for each in wanted:
            same, window = self.same_as(each), self._words[place : place + between + 1]
            found = next((at for at, word in enumerate(window) if word in same), None)
            if found is None:
                return False
            between -= found
            place += found + 1
        return True


class Phrases(Generic[Key]):
    """The forms of several words, by their first letter: a typing error never changes the first letter.

    Forms in a script without spaces are left out: with other signs between them they are other words.
    """

    def __init__(self, forms: Iterable[Form[Key]], writing: Writing) -> None:
        self._writing = writing
        self._by_letter: dict[str, list[tuple[Form[Key], list[str]]]] = defaultdict(list)
        for form in forms:
            words = form.plain.split()
            has_spaces = writing.spread(form.said) == form.said
            if len(words) > 1 and has_spaces:
                self._by_letter[words[0][0]].append((form, words))

    def nearly_held(self, typed: str) -> Iterator[Form[Key]]:
        """Yield the phrases whose words are in `typed` (normal) in order, perhaps with others between."""
        line = _Words(typed.split(), self._writing)
        for letter in line.letters:
            for form, wanted in self._by_letter.get(letter, ()):
                # Few phrases have all their words in the line. Only for those the order is checked.
                if all(map(line.same_as, wanted)) and _stands(line, wanted):
                    yield form


def _stands(line: _Words, wanted: Sequence[str]) -> bool:
    first, *rest = wanted
    return any(line.follow(place + 1, rest) for place in line.places(first))
