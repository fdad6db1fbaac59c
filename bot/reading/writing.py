"""How a language is written: which spellings are the same word, and what counts as a typing error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz

from bot.reading.words import spread, spread_plain

SHORT = 5  # letters; a shorter word must be typed right, or it could be another word
_WORD = 16  # letters; what is longer is no single word, and is not remembered
_REMEMBERED = 4096  # words
_TEXTS = 64  # that are remembered: a line, its clauses and sentences, and those of the next lines
LONG = 7  # letters; in a word of so many or more, a typing error must be smaller


_spread = lru_cache(_TEXTS)(spread)  # the Readers of several languages ask for the same texts


class Writing(Protocol):
    """How a language is written.

    `rewrites`: `normal` changes more than a word at a time, so each part of a text is read by itself.
    """

    rewrites: bool

    def in_its_script(self, text: str) -> str:
        """Return `text` in the signs that the word lists are written in."""

    def spread(self, text: str) -> str:
        """Return `text` with a space between words also where the script writes none."""

    def spells(self, text: str) -> bool:
        """Is `text` in other letters than those of the language, and can it be read all the same?"""

    def normal(self, text: str) -> str:
        """Return the words of `text` in one spelling, with single spaces between them."""

    def are_normal(self, words: Sequence[str]) -> bool:
        """Are the words of a text, in small letters and without signs, in the spelling of `normal`?"""

    def may_be_slip(self, word: str) -> bool:
        """May `word` (normal) resemble any other word?"""

    def resembles(self, word: str, wanted: str) -> bool:
        """Is `word` the word `wanted` (both normal) with a typing error?"""


class PlainWriting:
    """Words with spaces between them; each sign of a script without spaces is a word of its own.

    `spellings`: for a word (normal), the word that it is read as.
    """

    rewrites = False

    def __init__(self, spellings: Mapping[str, str]) -> None:
        told = {spread_plain(form): spread_plain(instead) for form, instead in spellings.items()}
        self._spellings: dict[str, list[tuple[str, str]]] = {}  # by first word, the longest first
        for form in sorted(filter(None, told), key=len, reverse=True):
            self._spellings.setdefault(form.partition(" ")[0], []).append((form, told[form]))
        # Many parts of a Reader ask for the same words and for the same texts.
        self._normal_word = lru_cache(_REMEMBERED)(self._normal)
        self._normal_text = lru_cache(_TEXTS)(self._normal)

    def in_its_script(self, text: str) -> str:
        """Return `text` as it is."""
        return text

    def spells(self, text: str) -> bool:
        """Return False: letters are read as they are."""
        return False

    def spread(self, text: str) -> str:
        """Return `text` with spaces around the signs of scripts without spaces."""
        return _spread(text)

    def normal(self, text: str) -> str:
        """Return `text` in small letters, with single spaces between words, without apostrophes and signs."""
        return self._normal_word(text) if len(text) <= _WORD else self._normal_text(text)

    def are_normal(self, words: Sequence[str]) -> bool:
        """Has none of the words of a text another spelling?"""
        return not self._held(" ".join(words))

    def _in_words(self, text: str) -> str:
        """Return `text` as `normal` does, but in its own spelling."""
        return spread_plain(text)

    def _normal(self, text: str) -> str:
        said = self._in_words(text)
        held = self._held(said)
        return " ".join(_respelled(said.split(), held)) if held else said

    def _held(self, said: str) -> Sequence[tuple[str, str]]:
        """Return the spellings that are in a text, each with the word that it is read as."""
        firsts = self._spellings.keys() & said.split() if self._spellings else ()
        if not firsts:
            return ()  # as most texts
        padded = f" {said} "
        return [
            (form, told) for first in firsts for form, told in self._spellings[first] if f" {form} " in padded
        ]

    def may_be_slip(self, word: str) -> bool:
        """Is `word` long enough?"""
        return len(word) >= SHORT

    def resembles(self, word: str, wanted: str) -> bool:
        """Is `word` the word `wanted` with a typing error? The first letter must be right.

        A short word resembles no other word: `fell` is not `feel`, `never` is not `fever`.
        """
        if min(len(word), len(wanted)) < SHORT or word[0] != wanted[0]:
            return False
        return fuzz.ratio(word, wanted) >= (80 if len(wanted) < LONG else 84)


def _respelled(words: Sequence[str], spellings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the words, those of a spelling as the word that it is read as; the longest spelling counts."""
    forms = {tuple(form.split()): told for form, told in spellings}
    lengths = sorted({len(form) for form in forms}, reverse=True)
    at = 0
    while at < len(words):
        for length in lengths:
            if (told := forms.get(tuple(words[at : at + length]))) is not None:
                yield told
                at += length
                break
        else:
            yield words[at]
            at += 1
