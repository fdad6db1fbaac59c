"""Signs that say something without words: a raised hand, a stop sign, the button of a player."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.catalogue import Lexicon
from bot.domain.intent import Intent
from bot.reading.words import plain


class Signs:
    """The signs of some lexicons. Tones of skin and the like, which follow a sign, change nothing."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self._forms: dict[str, str] = {}  # by sign: words that mean the same
        self._stop: set[str] = set()
        for lexicon in lexicons:
            for intent, signs in lexicon.signs.items():
                self._forms |= dict.fromkeys(signs, lexicon.intents[intent][0])
                self._stop |= set(signs) if intent is Intent.stop else set()

    def in_words(self, text: str) -> str:
        """Return `text`, or the words that it stands for if it has no words of its own."""
        if text.isascii() or plain(text):
            return text
        said = [sign for sign in text if sign in self._forms]
        # Of several signs the one that stops is meant; else the first.
        sign = next((each for each in said if each in self._stop), said[0] if said else None)
        return text if sign is None else self._forms[sign]

    def may_stop(self, text: str) -> bool:
        """Is one of the signs that stop anywhere in `text`?"""
        return not text.isascii() and not self._stop.isdisjoint(text)
