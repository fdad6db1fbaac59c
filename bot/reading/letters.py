"""Says by its letters that a text has no word of a language. So most texts are read only once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import normalize

from bot.domain.catalogue import Lexicon
from bot.reading.bounds import folded

_WORD = re.compile(r"[a-z]+")
_LETTER = re.compile(r"[a-z0-9]")
_ASCII = frozenset(map(chr, range(128)))
_TEXTS = 8  # that are remembered: each language is asked several times
_MOST = 0.5  # of the forms: with more in plain letters, a language is written in plain letters


class Letters:
    """The letters of the forms of one language. Plain letters are those of ASCII.

    A language such as English has its forms in plain letters. A language such as Chinese has few forms in
    plain letters, and their words are known.

    `is_plain`: it is written in plain letters.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        every = list(forms)
        plain = [form for form in every if form.isascii()]
        self.is_plain = len(plain) >= len(every) * _MOST
        self._plain = {frozenset(_WORD.findall(form.casefold())) for form in plain} - {frozenset()}
        self._words = frozenset().union(*self._plain)
        self._others = frozenset("".join(every).casefold()) - _ASCII

    def may_be_in(self, text: str) -> bool:
        """May `text` have a form of this language, perhaps with a typing error?"""
        if self.is_plain:
            return _LETTER.search(text.lower()) is not None
        return not text.isascii() or not self._words.isdisjoint(_words(text))

    def has_any_of(self, text: str) -> bool:
        """Has `text` a letter of this language? A number is in any."""
        if not self.is_plain:
            return self.may_be_in(text)
        return _WORD.search((text if text.isascii() else normalize("NFKC", text)).lower()) is not None

    def has_form_in(self, text: str) -> bool:
        """May `text`, which is in plain letters, have all words of a form of this language?"""
        if self.is_plain:
            return self.may_be_in(text)
        words = self._words & _words(text)
        return bool(words) and any(form <= words for form in self._plain)

    def may_be_mixed_into(self, text: str) -> bool:
        """May `text` have a form of this language, also in other signs that stand for plain letters?"""
        if text.isascii() or not self.is_plain:
            return self.may_be_in(text)
        small = folded(text).casefold()
        return _LETTER.search(small) is not None or not self._others.isdisjoint(small)


@lru_cache(_TEXTS)
def _words(text: str) -> frozenset[str]:
    """Return the words of `text` in plain letters."""
    return frozenset(_WORD.findall(text.lower()))


def dangers_of(lexicon: Lexicon) -> Iterator[str]:
    """Yield the forms of the dangers and the terms that they are made of."""
    for flag in lexicon.red_flags:
        yield from (part for form in flag.forms for part in form.split(" + ") if not part.startswith("<"))
    for terms in lexicon.dangers.terms.values():
        yield from (form for form in terms if not form.startswith("<"))


def forms_of(lexicon: Lexicon) -> Iterator[str]:
    """Yield the forms of what people ask for."""
    for several in (*lexicon.intents.values(), *lexicon.techniques.values(), *lexicon.routines.values()):
        yield from several
