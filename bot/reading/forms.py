"""The forms of a lexicon: prepared once, and then searched in lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from bot.reading.words import holds
from bot.reading.writing import Writing

Key = TypeVar("Key", bound=str)

_NEAR = 70  # of 100: how near a name must be to be offered
_REMEMBERED = 2048  # words
_LINES = 8  # whose forms are kept
_COMPARED = 40  # words of a line that may be a slip
_READ = 100  # characters of a line that are compared with whole names


@dataclass(frozen=True, slots=True)
class Form(Generic[Key]):
    """One form of `key`: words that stand for it. `place`: its place among all forms."""

    key: Key
    said: str  # as in the lexicon
    plain: str  # normal
    place: int


class Forms(Generic[Key]):
    """All forms, and the keys that they stand for."""

    def __init__(self, forms: Mapping[Key, Iterable[str]], writing: Writing) -> None:
        self._writing = writing
        said = [(key, form) for key, several in forms.items() for form in several]
        self._by_said = {form: key for key, form in said}
        self.all = [Form(key, form, writing.normal(form), place) for place, (key, form) in enumerate(said)]
        self._by_word: dict[str, list[Form[Key]]] = defaultdict(list)
        self._by_letter: dict[str, list[Form[Key]]] = defaultdict(list)
        for form in self.all:
            if not form.plain:
                continue
            self._by_word[form.plain.partition(" ")[0]].append(form)
            if " " not in form.plain:
                self._by_letter[form.plain[0]].append(form)
        self._resembled = lru_cache(_REMEMBERED)(self._find_resembled)  # most lines are of the same few words
        self._held = lru_cache(_LINES)(self._find_held)  # several parts of a Reader ask for the same line
        self._said = tuple(self._by_said)

    def held(self, typed: str) -> tuple[Form[Key], ...]:
        """Return the forms that are in `typed` (normal) as whole words, in the lexicon's order."""
        return self._held(typed)

    def _find_held(self, typed: str) -> tuple[Form[Key], ...]:
        words = self._by_word.keys() & typed.split()
        found = [form for word in words for form in self._by_word[word] if holds(typed, form.plain)]
        return tuple(sorted(found, key=lambda form: form.place))

    def slips(self, typed: str) -> Iterator[Form[Key]]:
        """Yield the forms of one word that a word of `typed` (normal) resembles: it has a typing error.

        Only so many words are compared: of a longer text no slip of a name decides what it means.
        """
        for word in islice((word for word in typed.split() if len(word) > 1), _COMPARED):
            yield from self._resembled(word)

    def _find_resembled(self, word: str) -> tuple[Form[Key], ...]:
        forms = self._by_letter.get(word[0], ())
        return tuple(form for form in forms if self._writing.resembles(word, form.plain))

    def named(self, typed: str) -> tuple[Key, ...]:
        """Return the keys that `typed` names, in the lexicon's order; if none, allow typing errors."""
        forms = self.held(typed) or tuple(sorted(self.slips(typed), key=lambda form: form.place))
        return tuple(dict.fromkeys(form.key for form in forms))

    def longest(self, typed: str) -> Form[Key] | None:
        """Return the longest form in `typed`, typing errors allowed; of several the first in the lexicon."""
        found = [*self.held(typed), *self.slips(typed)]
        return min(found, key=lambda form: (-len(form.said), form.place), default=None)

    def whole(self, typed: str) -> Iterator[Key]:
        """Yield the keys of which `typed` is a form, with no other words."""
        for form in self._by_word.get(typed.partition(" ")[0], ()):
            if form.plain == typed:
                yield form.key

    def nearest(self, typed: str, least: int = _NEAR) -> Key | None:
        """Return the key with the form nearest to `typed` (normal); None if none is near (`least` of 100)."""
        best = process.extractOne(typed[:_READ], self._said, scorer=fuzz.ratio, score_cutoff=least)
        return self._by_said[best[0]] if best else None
