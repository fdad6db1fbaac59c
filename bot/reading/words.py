"""The words of a text in any language: in small letters, separated by spaces, counted."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_APOSTROPHES = "'’‘`´"
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_NOT_WORD = re.compile(r"[\W_]+")
_RUN = re.compile(r"\w+")
_TEXTS = 64  # that are remembered: several parts of the Readers of all languages ask for the same
_PIECES = 256  # of texts that are remembered: the Readers of several languages ask for the same
_SIGN = re.compile(r"([+\-‐‑‒–—−])\s*[0-9]")
# What replaces each ASCII character: its small letter, a space, or nothing.
_PLAIN = {
    code: None if chr(code) in _APOSTROPHES else chr(code).lower() if chr(code).isalnum() else " "
    for code in range(128)
}
_PLAIN_LINES = _PLAIN | {ord("\n"): "\n"}
# Signs of scripts without spaces between words: Chinese and Japanese, Thai, Lao, Burmese, Khmer.
_UNSPACED = (
    "[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_OTHER_LETTERS = _UNSPACED.replace("[", r"[^\W_", 1)
_WORDS = re.compile(rf"(?=[^\W_]){_UNSPACED}|{_OTHER_LETTERS}+")
_BESIDE_UNSPACED = re.compile(rf"(?<={_UNSPACED})(?=\S)|(?<=\S)(?={_UNSPACED})")
_SPACE_OF_UNSPACED = re.compile(rf"(?<={_UNSPACED})[ \u3000]+(?={_UNSPACED})")
_UNSPACED_SIGN = re.compile(_UNSPACED)
_TWO_SIGNS = re.compile(rf"{_UNSPACED}(?: {_UNSPACED})?")


def plain(text: str) -> str:
    """Return `text` in small letters, with single spaces between words, without apostrophes and signs."""
    if text.isascii():
        return text.lower() if text.isalnum() else " ".join(text.translate(_PLAIN).split())
    return _NOT_WORD.sub(" ", _folded(text)).strip()


@lru_cache(_PIECES)
def spread_plain(text: str) -> str:
    """Return `text` as `plain` does, with spaces around each sign of a script without spaces."""
    return plain(text) if text.isascii() else " ".join(_WORDS.findall(_folded(text)))


def words_of_lines(lines: Iterable[str]) -> Sequence[Sequence[str]]:
    """Return the words of each line as `spread_plain` does. No line has a line break."""
    text = "\n".join(lines)
    if text.isascii():
        return [line.split() for line in text.translate(_PLAIN_LINES).split("\n")]
    return [_WORDS.findall(line) for line in _folded(text).split("\n")]


def _folded(text: str) -> str:
    return _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(_TEXTS)
def runs(text: str) -> frozenset[str]:
    """Return the runs of letters and digits in `text`, in small letters: "I'm 15" has "i", "m" and "15"."""
    return frozenset(_RUN.findall(text.casefold()))


def count(normal: str) -> int:
    """Return how many words there are. Of a script without spaces, two signs count as one word."""
    return len((normal if normal.isascii() else _TWO_SIGNS.sub("x", normal)).split())


def spread(text: str) -> str:
    """Return `text` with spaces around each sign of a script that writes words without spaces."""
    return text if text.isascii() else _BESIDE_UNSPACED.sub(" ", text)


def with_commas(text: str) -> str:
    """Return `text` with a comma for each space between two signs of a script without spaces.

    People who write such a script type a space where a clause ends.
    """
    return text if text.isascii() else _SPACE_OF_UNSPACED.sub("，", text)


def first_signs(text: str, most: int) -> str:
    """Return the beginning of `text` that has at most so many signs of scripts without spaces."""
    if text.isascii() or len(text) <= most:
        return text
    found = _up_to_signs(most).match(text)
    return text if found is None else text[: found.end()]


@lru_cache
def _up_to_signs(most: int) -> re.Pattern[str]:
    outside = _UNSPACED.replace("[", "[^", 1)
    return re.compile(f"(?:{outside}*+{_UNSPACED}){{{most}}}")


def is_spaced(text: str) -> bool:
    """Is `text` in a script with spaces between words?"""
    return text.isascii() or _UNSPACED_SIGN.search(text) is None


def holds(typed: str, form: str) -> bool:
    """Is `form` in `typed` (both normal) as whole words?"""
    return bool(form) and f" {form} " in f" {typed} "


def without(typed: str, forms: Iterable[str]) -> tuple[list[str], int]:
    """Return the words of `typed` that are in none of `forms` (all normal), and how often it has one."""
    rest, times = f" {typed} ".replace(" ", "  "), 0
    for form in forms:
        parts = rest.split(f" {form.replace(' ', '  ')} ")
        times += len(parts) - 1
        rest = " . ".join(parts)
    return [word for word in rest.split() if word != "."], times


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
