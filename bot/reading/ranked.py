"""All kinds of meanings and dangers in an order: how like each of them a line is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from bot.reading.likeness import Kind
from bot.reading.weights import ONE

# A score that few kinds reach. The others are sorted only if somebody asks for them.
_HIGH = round(-1.1 * ONE)


class RankedKinds(Sequence[tuple[Kind, float]]):
    """All kinds with their scores, in an order. Hardly more than the first ones are ever asked for."""

    def __init__(self, kinds: Sequence[Kind], scores: Sequence[int], places: Sequence[int]) -> None:
        self._kinds, self._scores, self._places = kinds, scores, places
        self._first = self._sorted([at for at in places if scores[at] >= _HIGH])  # mostly three or four

    @cached_property
    def _order(self) -> Sequence[int]:
        return self._sorted(self._places)

    def _sorted(self, places: Sequence[int]) -> Sequence[int]:
        return sorted(places, key=self._scores.__getitem__, reverse=True)

    def score(self, place: int) -> float:
        """Return the score of the kind at a place."""
        return self._scores[place] / ONE

    def best(self, places: Iterable[int]) -> int | None:
        """Return the one of these places whose kind a line is most like; None: there are none."""
        return max(places, key=self._scores.__getitem__, default=None) if self._scores else None

    def _at(self, place: int) -> tuple[Kind, float]:
        return self._kinds[place], self.score(place)

    @overload
    def __getitem__(self, index: int) -> tuple[Kind, float]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[Kind, float]]: ...
    def __getitem__(self, index: int | slice) -> tuple[Kind, float] | Sequence[tuple[Kind, float]]:
        if isinstance(index, slice):
            return [*map(self._at, self._order[index])]
        return self._at((self._first if 0 <= index < len(self._first) else self._order)[index])

    def __iter__(self) -> Iterator[tuple[Kind, float]]:
        yield from map(self._at, self._first)
        yield from map(self._at, self._order[len(self._first) :])

    def __len__(self) -> int:
        return len(self._places)
