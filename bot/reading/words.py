"""Comparing what people type with the forms of the lexicon."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_APOSTROPHES = re.compile(r"['’‘`´]")
_NOT_WORD = re.compile(r"(?:[^\w]|_)+")
_CAN_NOT = re.compile(r"\bcan not\b")
_SIGN = re.compile(r"([+\-‐‑‒–—−])\s*[0-9]")
# Signs of scripts that put no spaces between words: Chinese and Japanese, Thai, Lao, Burmese, Khmer.
_UNSPACED = (
    "[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_BESIDE_UNSPACED = re.compile(rf"(?<={_UNSPACED})(?=\S)|(?<=\S)(?={_UNSPACED})")
_UNSPACED_WORD = re.compile(rf"{_UNSPACED}(?: {_UNSPACED})*")
SHORT = 5  # letters; a shorter word must be typed right, or it would be taken for another
FAR = 7


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Return `text` in small letters, words parted by single spaces, apostrophes and signs gone."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip()
    return _CAN_NOT.sub("cannot", words)


def plain(text: str) -> str:
    """Return `text` in small letters, words parted by single spaces, apostrophes and signs gone."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", folded)).strip()


def count(normal: str) -> int:
    """Return how many words there are; signs of scripts without spaces that follow each other are one."""
    return len(_UNSPACED_WORD.sub("x", normal).split())


def spread(text: str) -> str:
    """Return `text` with spaces around each sign of a script that writes words without spaces."""
    return text if text.isascii() else _BESIDE_UNSPACED.sub(" ", text)


def holds(typed: str, form: str) -> bool:
    """Is `form` in `typed` (both normal) as whole words?"""
    return bool(form) and f" {form} " in f" {typed} "


def sign(text: str) -> str:
    """Return the sign, however it is written, of the number with which `text` begins; or nothing."""
    found = _SIGN.match(unicodedata.normalize("NFKC", text).strip())
    return ("+" if found[1] == "+" else "-") if found else ""


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


def nearly_contains(words: list[str], form: str, gap: int = 2) -> bool:
    """Are the words of `form` in `words`, in order, at most `gap` others between, perhaps with slips?"""
    wanted = _words(form)
    if len(words) < len(wanted):
        return False
    first, rest = wanted[0], wanted[1:]
    for start, word in enumerate(words):
        if word[0] == first[0] and _same(word, first) and _follow(words[start + 1 :], rest, gap):
            return True
    return False


@lru_cache(maxsize=4096)
def _words(form: str) -> tuple[str, ...]:
    return tuple(normal(form).split())


def _follow(words: list[str], wanted: tuple[str, ...], gap: int) -> bool:
    place = 0
    for each in wanted:
        window = words[place : place + gap + 1]
        found = next((at for at, word in enumerate(window) if _same(word, each)), None)
        if found is None:
            return False
        gap -= found
        place += found + 1
    return True


def _same(word: str, wanted: str) -> bool:
    return word == wanted or resembles(word, wanted)
