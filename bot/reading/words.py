"""Words of a text, whatever its language: in small letters, parted by spaces, counted."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘`´]")
_NOT_WORD = re.compile(r"(?:[^\w]|_)+")
_SIGN = re.compile(r"([+\-‐‑‒–—−])\s*[0-9]")
# Signs of scripts that put no spaces between words: Chinese and Japanese, Thai, Lao, Burmese, Khmer.
_UNSPACED = (
    "[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_BESIDE_UNSPACED = re.compile(rf"(?<={_UNSPACED})(?=\S)|(?<=\S)(?={_UNSPACED})")
_UNSPACED_WORD = re.compile(rf"{_UNSPACED}(?: {_UNSPACED})*")


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
