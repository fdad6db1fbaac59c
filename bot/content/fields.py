"""Reads typed fields of a map, with a fault for each one that is missing, unknown or of a wrong type."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeGuard

from bot.content.documents import Document, KeyPath
from bot.content.faults import Fault


class Section:
    """One map of a document. A wrong field gives a fault and an empty value, so that reading goes on."""

    def __init__(
        self, document: Document, faults: list[Fault], path: KeyPath = (), value: object = None
    ) -> None:
        self.document = document
        self.path = path
        self._faults = faults
        found = document.values if not path else value
        self._values: dict[str, object] = {}
        if isinstance(found, dict):
            self._values = {str(key): item for key, item in found.items()}
        else:
            self.fault("", "write a map here, `key: value`")
        self._asked: set[str] = set()

    def fault(self, key: str, right: str) -> None:
        """Add a fault at `key` of this map (empty: at the map itself), unless the file is no YAML at all."""
        if self.document.readable:
            self._faults.append(self.document.fault((*self.path, key) if key else self.path, right))

    def keys(self) -> tuple[str, ...]:
        """Return the keys of this map."""
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Is there such a key?"""
        return key in self._values

    def text(self, key: str) -> str:
        """Return a text that must be there and not be empty."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.fault(key, "give a text here (in quotes, if it looks like a number, yes or no)")
        return ""

    def text_or_none(self, key: str) -> str | None:
        """Return a text, or None where the value is null or missing."""
        return None if self._values.get(key) is None and self._ask(key) else self.text(key)

    def choice(self, key: str, choices: Collection[str]) -> str:
        """Return one of `choices`."""
        value = self._take(key)
        if isinstance(value, str) and value in choices:
            return value
        self.fault(key, f"give one of: {', '.join(choices)}")
        return ""

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number of at least 1; `default` where the key may be left out."""
        if default is not None and not self.has(key):
            return default
        value = self._take(key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        self.fault(key, "give a whole number of 1 or more")
        return 0

    def number_or_none(self, key: str) -> int | None:
        """Return a whole number, or None where the key is left out."""
        return self.number(key) if self.has(key) else None

    def pair(self, key: str, most: int) -> tuple[int, int]:
        """Return `[low, high]` with 1 <= low <= high <= `most`."""
        match self._take(key):
            case [int(low), int(high)] if 1 <= low <= high <= most:
                return low, high
        self.fault(key, f"give two numbers, [low, high], from 1 to {most}")
        return 0, 0

    def pair_or_none(self, key: str, most: int) -> tuple[int, int] | None:
        """Return a pair, or None where the key is left out."""
        return self.pair(key, most) if self.has(key) else None

    def decimal(self, key: str, default: float | None = None, least: float | None = None) -> float:
        """Return a number, which may have a point and a sign; `default` where the key may be left out."""
        if default is not None and not self.has(key):
            return default
        value = self._take(key)
        if _is_number(value) and (least is None or value >= least):
            return float(value)
        self.fault(key, "give a number" if least is None else f"give a number of {least:g} or more")
        return least or 0.0

    def decimals(self, key: str, count: int) -> tuple[float, ...]:
        """Return a list of exactly `count` numbers."""
        value = self._take(key)
        if isinstance(value, list) and len(value) == count and all(_is_number(item) for item in value):
            return tuple(float(item) for item in value)
        self.fault(key, f"give a list of {count} numbers")
        return (0.0,) * count

    def rows(self, key: str, count: int) -> tuple[tuple[float, ...], ...]:
        """Return a list of at least one list of `count` numbers."""
        value = self._take(key)
        if isinstance(value, list) and value and all(_is_row(item, count) for item in value):
            return tuple(tuple(float(number) for number in item) for item in value)
        self.fault(key, f"give a list of lists of {count} numbers")
        return ((0.0,) * count,)

    def flag(self, key: str) -> bool:
        """Return true or false; false where the key is left out."""
        value = self._take(key)
        if not isinstance(value, bool) and value is not None:
            self.fault(key, "give true or false")
        return value is True

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of at least one text; `default` where the key is left out."""
        if default is not None and not self.has(key):
            return default
        value = self._take(key)
        if isinstance(value, list) and value and all(isinstance(item, str) and item for item in value):
            return tuple(value)
        self.fault(key, "give a list of texts, [one, two] (in quotes, if one looks like a number, yes or no)")
        return ()

    def section(self, key: str) -> Section:
        """Return the map at `key`."""
        return Section(self.document, self._faults, (*self.path, key), self._take(key))

    def sections(self) -> Iterator[tuple[str, Section]]:
        """Yield every key with the map it holds."""
        for key in self.keys():
            yield key, self.section(key)

    def list_of_sections(self, key: str) -> tuple[Section, ...]:
        """Return a list of at least one map."""
        value = self._take(key)
        if isinstance(value, list) and value:
            path = (*self.path, key)
            return tuple(
                Section(self.document, self._faults, (*path, str(number)), item)
                for number, item in enumerate(value)
            )
        self.fault(key, "give a list of maps here")
        return ()

    def finish(self) -> None:
        """Add a fault for every key that was not read."""
        for key in self.keys():
            if key not in self._asked:
                self.fault(key, f"no such field; known here: {', '.join(sorted(self._asked))}")

    def _ask(self, key: str) -> bool:
        self._asked.add(key)
        return True

    def _take(self, key: str) -> object:
        self._ask(key)
        return self._values.get(key)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_row(value: object, count: int) -> bool:
    return isinstance(value, list) and len(value) == count and all(_is_number(item) for item in value)
