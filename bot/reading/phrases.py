"""Phrases of several words, found although other words stand between or a long word has a slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic

from bot.reading.forms import Form, Key
from bot.reading.writing import Writing

_BETWEEN = 2  # other words at most between the words of a phrase, all in all


class Phrases(Generic[Key]):
    """The forms of several words, by their first letter: a slip never changes the first letter.

    Forms in a script without spaces are left out: with other signs in between they are other words.
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
        """Yield the phrases whose words stand in `typed` (normal) in order, perhaps with others between."""
        words = typed.split()
        by_letter: dict[str, set[str]] = defaultdict(set)
        for word in words:
            by_letter[word[0]].add(word)
        for letter in by_letter:
            for form, wanted in self._by_letter.get(letter, ()):
                # Hardly any phrase has all its words in the line. The order of words is checked only then.
                if all(self._is_among(each, by_letter) for each in wanted) and self._stand(words, wanted):
                    yield form

    def _is_among(self, wanted: str, by_letter: Mapping[str, set[str]]) -> bool:
        words = by_letter.get(wanted[0], set())
        return wanted in words or any(self._writing.resembles(word, wanted) for word in words)

    def _stand(self, words: Sequence[str], wanted: Sequence[str]) -> bool:
        first, *rest = wanted
        return any(
            self._is_same(word, first)
            and self._follow(words[start + 1 : start + len(wanted) + _BETWEEN], rest)
            for start, word in enumerate(words)
        )

    def _follow(self, words: Sequence[str], wanted: Sequence[str]) -> bool:
        place, between = 0, _BETWEEN
        for each in wanted:
            window = words[place : place + between + 1]
            found = next((at for at, word in enumerate(window) if self._is_same(word, each)), None)
            if found is None:
                return False
            between -= found
            place += found + 1
        return True

    def _is_same(self, word: str, wanted: str) -> bool:
        return word == wanted or self._writing.resembles(word, wanted)
