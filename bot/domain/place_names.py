"""The names of places, and the table in which they are looked up without being read as a whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_NOT_WORD = re.compile(r"(?:[^\w]|_)+")
_APOSTROPHES = re.compile(r"['’‘`´ʻʼ]")
_SMALL, _BIG = "~", "!"


def normal(text: str) -> str:
    """Return a name in small letters without accents, with single spaces between its words."""
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", bare.casefold())).strip()


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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlaceTable) and self._lines == other._lines

    def __hash__(self) -> int:
        return hash(self._lines)

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places that bear `name` (normal), the biggest first."""
        key = name.encode() + b"\t"
        begin = self._first_from(key)
        if not name or not self._lines.startswith(key, begin):
            return ()
        end = self._lines.find(b"\n", begin)
        line = self._lines[begin + len(key) : end].decode()
        return tuple(map(_place, line.split("|")))

    def beginning_with(self, letters: str, least: int, most: int) -> Sequence[str]:
        """Return the names (in ASCII) that begin with `letters` and have `least` to `most` letters in all."""
        begin, end = self._first_from(letters.encode()), self._first_from(f"{letters}\x7f".encode())
        more = f"{{{max(0, least - len(letters))},{max(0, most - len(letters))}}}"
        pattern = re.compile(rf"^({re.escape(letters)}[^\t\n\x80-\xff]{more})\t".encode(), re.MULTILINE)
        return [name.decode() for name in pattern.findall(self._lines, begin, end)]

    def _first_from(self, key: bytes) -> int:
        """Return where the first line begins that does not sort before `key`."""
        low, high = 0, len(self._lines)
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
