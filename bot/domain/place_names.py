"""The names of places, and the table in which they are looked up without being read as a whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_NOT_WORD = re.compile(r"(?:[^\w]|_)+")
_APOSTROPHES = re.compile(r"['’‘`´ʻʼ]")
_REMEMBERED = 64  # names
_FEW = 2  # letters
_PARTS = 512  # of the table that are remembered: the names with the same first letters
_SMALL, _BIG = "~", "!"


def normal(text: str) -> str:
    """Return a name in small letters without accents, with single spaces between its words."""
    bare = text if text.isascii() else _without_accents(text)
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", bare.casefold())).strip()


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@dataclass(frozen=True, slots=True)
class Place:
    """A place that bears a name. `label`: what tells it from others of the same name, if there are any.

    `is_meant`: it is big enough to be meant by its name alone. `is_big`: 100,000 people or more.
    """

    zone: str
    label: str = ""
    is_meant: bool = True
    is_big: bool = False


class PlaceTable:
    """Names and places, one name a line, sorted by the names' bytes. `tools/make_places.py` writes it."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        # The Readers of several languages ask for the same.
        self._found = lru_cache(_REMEMBERED)(self._look_up)
        self._part = lru_cache(_PARTS)(self._find_part)

    def __reduce__(self) -> tuple[type[PlaceTable], tuple[bytes]]:
        return PlaceTable, (self._lines,)  # the catalogue is pickled, and what is remembered cannot be

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlaceTable) and self._lines == other._lines

    def __hash__(self) -> int:
        return hash(self._lines)

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places that bear `name` (normal), the biggest first."""
        return self._found(name)

    def _look_up(self, name: str) -> tuple[Place, ...]:
        key = name.encode() + b"\t"
        begin = self._first_from(key, *self._part(key[:_FEW]))
        if not name or not self._lines.startswith(key, begin):
            return ()
        end = self._lines.find(b"\n", begin)
        line = self._lines[begin + len(key) : end].decode()
        return tuple(map(_place, line.split("|")))

    def beginning_with(self, letters: str, least: int, most: int) -> Sequence[str]:
        """Return the names (in ASCII) that begin with `letters` and have `least` to `most` letters in all."""
        begin, end = self._part(letters.encode())
        lines = self._lines[begin:end].split(b"\n")
        names = [line[:length] for line in lines if least <= (length := line.find(b"\t")) <= most]
        return [name.decode() for name in names if name.isascii()]

    def _find_part(self, first: bytes) -> tuple[int, int]:
        """Return where the lines begin that begin with `first`, and where they have ended."""
        return self._first_from(first), self._first_from(first + b"\xff")

    def _first_from(self, key: bytes, low: int = 0, high: int | None = None) -> int:
        """Return where the first line begins that does not sort before `key`: from `low` to `high`."""
        high = len(self._lines) if high is None else high
        while low < high:
            middle = self._lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._lines.find(b"\n", middle) + 1 or len(self._lines)
            if self._lines[middle:end] < key:
                low = end
            else:
                high = middle
        return low


EMPTY = PlaceTable(b"")


def _place(text: str) -> Place:
    zone, _, label = text.lstrip(_SMALL + _BIG).partition("=")
    return Place(zone, label, not text.startswith(_SMALL), text.startswith(_BIG))
