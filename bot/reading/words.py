"""The words of a text in any language: in small letters, separated by spaces, counted."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

_APOSTROPHES = "'’‘`´"
_NOT_WORD = re.compile(r"[\W_]+")
_SIGN = re.compile(r"([+\-‐‑‒–—−])\s*[0-9]")
# Signs of scripts without spaces between words: Chinese and Japanese, Thai, Lao, Burmese, Khmer.
_UNSPACED = (
    "[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_BESIDE_UNSPACED = re.compile(rf"(?<={_UNSPACED})(?=\S)|(?<=\S)(?={_UNSPACED})")
_UNSPACED_WORD = re.compile(rf"{_UNSPACED}(?: {_UNSPACED})*")


def plain(text: str) -> str:
    """Return `text` in small letters, with single spaces between words, without apostrophes and signs."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    for each in _APOSTROPHES:
        folded = folded.replace(each, "")
    return _NOT_WORD.sub(" ", folded).strip()


def count(normal: str) -> int:
    """Return how many words there are; signs of a script without spaces in a row count as one word."""
    return len((normal if normal.isascii() else _UNSPACED_WORD.sub("x", normal)).split())


def spread(text: str) -> str:
    """Return `text` with spaces around each sign of a script that writes words without spaces."""
    return text if text.isascii() else _BESIDE_UNSPACED.sub(" ", text)


def holds(typed: str, form: str) -> bool:
    """Is `form` in `typed` (both normal) as whole words?"""
    return bool(form) and f" {form} " in f" {typed} "


def by_first_word(phrases: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return phrases (normal) by their first words: a text without such a word has none of the phrases."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in filter(None, phrases):
        found[phrase.partition(" ")[0]].append(phrase)
    return dict(found)


def sign(text: str) -> str:
    """Return "+" or "-" if `text` begins with a number that has this sign, in any spelling; else nothing."""
    found = _SIGN.match(unicodedata.normalize("NFKC", text).strip())
    return ("+" if found[1] == "+" else "-") if found else ""
