"""The forms of a lexicon: prepared once, and then searched in lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from bot.reading.remembered import Remembered
from bot.reading.writing import Writing

Key = TypeVar("Key", bound=str)

_NEAR = 70  # of 100: how near a name must be to be offered
_REMEMBERED = 4096  # words
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
        self._by_plain: dict[str, list[Form[Key]]] = defaultdict(list)
        self._by_two: dict[tuple[str, ...], list[Form[Key]]] = defaultdict(list)  # their first words
        self._by_letter: dict[str, list[Form[Key]]] = defaultdict(list)  # those of one word
        for form in self.all:
            if not form.plain:
                continue
            self._by_plain[form.plain].append(form)
            if " " in form.plain:
                self._by_two[tuple(form.plain.split()[:2])].append(form)
            else:
                self._by_letter[form.plain[0]].append(form)
        self._firsts = frozenset(plain.partition(" ")[0] for plain in self._by_plain)
        self._resembled = Remembered(self._find_resembled, _REMEMBERED)
        # Several parts of a Reader ask for the same line (normal).
        self.held = lru_cache(_LINES)(self._find_held)
        self.slips = lru_cache(_LINES)(self._find_slips)
        self.longest = lru_cache(_LINES)(self._find_longest)
        self._said = tuple(self._by_said)
        self._about_as_long = lru_cache(_READ)(self._find_about_as_long)

    def _find_held(self, typed: str) -> tuple[Form[Key], ...]:
        """Return the forms that are in `typed` (normal) as whole words, in the lexicon's order."""
        words = typed.split()
        if self._firsts.isdisjoint(words):
            return ()  # as most lines
        padded = f" {typed} "
        found = [form for word in self._by_plain.keys() & words for form in self._by_plain[word]]
        for two in self._by_two.keys() & pairwise(words):
            found += [form for form in self._by_two[two] if f" {form.plain} " in padded]
        return tuple(sorted(found, key=lambda form: form.place)) if found else ()

    def _find_slips(self, typed: str) -> tuple[Form[Key], ...]:
        """Return the forms of one word that a word of `typed` (normal) resembles: it has a typing error.

        Only so many words are compared: of a longer text no slip of a name decides what it means.
        """
        words = typed.split()
        if len(words) > _COMPARED:  # no word of one letter is a slip, and in a short line it costs little
            words = [word for word in words if len(word) > 1][:_COMPARED]
        return tuple(chain.from_iterable(map(self._resembled.__getitem__, words)))

    def _find_resembled(self, word: str) -> tuple[Form[Key], ...]:
        may_be_slip = len(word) > 1 and self._writing.may_be_slip(word)
        forms = self._by_letter.get(word[0], ()) if may_be_slip else ()
        return tuple(form for form in forms if self._writing.resembles(word, form.plain))

    def named(self, typed: str) -> tuple[Key, ...]:
        """Return the keys that `typed` names, in the lexicon's order; if none, allow typing errors."""
        forms = self.held(typed) or sorted(self.slips(typed), key=lambda form: form.place)
        return tuple(dict.fromkeys(form.key for form in forms)) if forms else ()

    def _find_longest(self, typed: str) -> Form[Key] | None:
        """Return the longest form in `typed`, typing errors allowed; of several the first in the lexicon."""
        found = self.held(typed) + self.slips(typed)
        return min(found, key=lambda form: (-len(form.said), form.place)) if found else None

    def whole(self, typed: str) -> Iterator[Key]:
        """Return the keys of which `typed` is a form, with no other words."""
        return (form.key for form in self._by_plain.get(typed, ()))

    def nearest(self, typed: str, least: int = _NEAR) -> Key | None:
        """Return the key with the form nearest to `typed` (normal); None if none is near (`least` of 100)."""
        read = typed[:_READ]
        said = self._about_as_long(len(read), least)
        best = process.extractOne(read, said, scorer=fuzz.ratio, score_cutoff=least)
        return self._by_said[best[0]] if best else None

    def _find_about_as_long(self, length: int, least: int) -> tuple[str, ...]:
        """Return the forms that can be near a text of so many letters: others have too many or too few."""
        return tuple(
            form for form in self._said if 200 * min(length, len(form)) >= least * (length + len(form))
        )
