"""English: the rules that its word lists do not have. Today there are none."""

from __future__ import annotations

from bot.domain.catalogue import Lexicon
from bot.reading.by_words import ReaderByWords
from bot.reading.reader import Reader


def make_english(lexicon: Lexicon) -> Reader:
    """Return the Reader of English."""
    return ReaderByWords(lexicon)
