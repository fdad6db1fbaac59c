"""Comparing what people type with the forms of the lexicon."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_APOSTROPHES = re.compile(r"['’‘`´]")
_NOT_WORD = re.compile(r"(?:[^\w]|_)+")
SHORT = 5  # letters; a shorter word must be typed right, or it would be taken for another
FAR = 7


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Return `text` in small letters, words parted by single spaces, apostrophes and signs gone."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip()


def contains(typed: str, form: str) -> bool:
    """Is `form` in `typed` (already normal) as whole words? Scripts without spaces: anywhere."""
    wanted = normal(form)
    if not wanted:
        return False
    if not wanted.isascii():
        return wanted.replace(" ", "") in typed.replace(" ", "")
    return f" {wanted} " in f" {typed} "


def resembles(word: str, form: str) -> bool:
    """Is `word` (one normal word) the one-word `form` with a slip of the finger?

    Short words never resemble: `fell` is not `feel`, `never` is not `fever`.
    """
    wanted = normal(form)
    if " " in wanted or min(len(word), len(wanted)) < SHORT or word[0] != wanted[0]:
        return False
    return fuzz.ratio(word, wanted) >= (80 if len(wanted) < FAR else 84)


def mentions(typed: str, form: str) -> bool:
    """Is `form` in `typed` (already normal), perhaps with a slip in a long word?"""
    return contains(typed, form) or any(resembles(word, form) for word in typed.split())
