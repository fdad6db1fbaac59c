"""The forms of a lexicon, prepared once and then looked for in lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from bot.reading.words import holds
from bot.reading.writing import Writing

Key = TypeVar("Key", bound=str)

_NEAR = 70  # of 100: how near a name must be to be offered
_READ = 100  # characters of a line that are compared with whole names


@dataclass(frozen=True, slots=True)
class Form(Generic[Key]):
    """One form of what `key` stands for. `place`: its place among all forms."""

    key: Key
    said: str  # as in the lexicon
    plain: str  # normal
    place: int


class Forms(Generic[Key]):
    """Forms by what they stand for."""

    def __init__(self, forms: Mapping[Key, Iterable[str]], writing: Writing) -> None:
        self._writing = writing
        said = [(key, form) for key, several in forms.items() for form in several]
        self.all = [Form(key, form, writing.normal(form), place) for place, (key, form) in enumerate(said)]
        self._by_word: dict[str, list[Form[Key]]] = defaultdict(list)
        self._by_letter: dict[str, list[Form[Key]]] = defaultdict(list)
        for form in self.all:
            if not form.plain:
                continue
            self._by_word[form.plain.partition(" ")[0]].append(form)
            if " " not in form.plain:
                self._by_letter[form.plain[0]].append(form)
        self._by_said = {form.said: form.key for form in self.all}

    def held(self, typed: str) -> list[Form[Key]]:
        """Return the forms that are in `typed` (normal) as whole words, in the lexicon's order."""
        words = set(typed.split())
        found = [form for word in words for form in self._by_word.get(word, ()) if holds(typed, form.plain)]
        return sorted(found, key=lambda form: form.place)

    def slips(self, typed: str) -> Iterator[Form[Key]]:
        """Yield the forms of one word that a word of `typed` (normal) is, with a slip of the finger."""
        for word in typed.split():
            for form in self._by_letter.get(word[0], ()):
                if self._writing.resembles(word, form.plain):
                    yield form

    def named(self, typed: str) -> tuple[Key, ...]:
        """Return what `typed` names, in the lexicon's order; names with a slip only if no other is there."""
        forms = self.held(typed) or sorted(self.slips(typed), key=lambda form: form.place)
        return tuple(dict.fromkeys(form.key for form in forms))

    def longest(self, typed: str) -> Form[Key] | None:
        """Return the longest form in `typed`, slips included; of several the first in the lexicon."""
        found = [*self.held(typed), *self.slips(typed)]
        return min(found, key=lambda form: (-len(form.said), form.place), default=None)

    def whole(self, typed: str) -> Iterator[Key]:
        """Yield what `typed` is a form of, with nothing beside it."""
        for form in self._by_word.get(typed.partition(" ")[0], ()):
            if form.plain == typed:
                yield form.key

    def nearest(self, typed: str, least: int = _NEAR) -> Key | None:
        """Return what has the form nearest to `typed` (normal), or None if none is near (`least` of 100)."""
        best = process.extractOne(typed[:_READ], list(self._by_said), scorer=fuzz.ratio, score_cutoff=least)
        return self._by_said[best[0]] if best else None
