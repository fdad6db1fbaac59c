"""Keeps what was found for typed words: most lines are made of the same few thousand words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Found = TypeVar("Found")


class Remembered(dict[Key, Found]):
    """What `find` returns for each word, or each number of a feature.

    With `most` of them all are forgotten, so it does not grow. `[word]` looks a word up.
    `map(remembered.__getitem__, words)` does so without a call of Python for each word that is known.
    """

    def __init__(self, find: Callable[[Key], Found], most: int) -> None:
        super().__init__()
        self._find = find
        self._most = most

    def __missing__(self, key: Key) -> Found:
        if len(self) >= self._most:
            self.clear()
        found = self[key] = self._find(key)
        return found
