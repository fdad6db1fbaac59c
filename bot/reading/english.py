"""English: what is not said by its word lists alone."""

from __future__ import annotations

from bot.domain.catalogue import Lexicon
from bot.reading.by_words import ReaderByWords
from bot.reading.clock import Halves
from bot.reading.reader import Reader

# `8 am`, `8.30p.m.`
_HALVES = Halves(before_noon=r"a\.?\s?m\b\.?", after_noon=r"p\.?\s?m\b\.?")


def make_english(lexicon: Lexicon) -> Reader:
    """Return the Reader of English."""
    return ReaderByWords(lexicon, halves=_HALVES)
