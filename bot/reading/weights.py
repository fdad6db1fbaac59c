"""What was learnt from the examples of a language: a weight for each feature and each key.

`tools/train_reader.py` makes them.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from sys import byteorder

from bot.reading.remembered import Remembered

# Keys under which several dangers together stand against everything else: all of them, and those of `now`.
ANY_DANGER = "dangers"
URGENT = "urgent"
TOGETHER = (ANY_DANGER, URGENT)
UNIT = 1 / 32  # a stored weight of 1
ONE = 1 << 44  # a score of 1: scores are whole numbers, so that all of them can be reckoned at once
_ZERO = 1 << 63  # is added to each sum of a row, so that it is never below 0
_BITS, _HIGH = 32, 18  # of the number of a feature; those below which the first ones stand
_MANY = 28  # weights; a feature with so many is in thousands of lines, and its row is kept ...
_KEPT = 4096  # ... if there are not more of them; a row takes about 1200 bytes
_VERSION = 2  # of the layout, and of what features.py makes of a line


@dataclass(frozen=True)
class Weights:
    """The weights of all features, sorted by the number of the feature.

    The weights of the feature at place n are those from `starts[n]` to `starts[n + 1]`. `lines`: the numbers
    of all examples, sorted; `keys_of_lines`: the key that each one is an example of.
    """

    keys: Sequence[str]  # "intents.pause"
    bias: Sequence[float]  # for each key
    features: array[int]
    starts: array[int]
    of: bytes  # for each weight, the place of its key
    weights: array[int]
    lines: array[int]
    keys_of_lines: bytes

    def prepare(self) -> None:
        """Make what is needed for each line, so that the first one does not wait for it."""
        _ = self._begins, self._zero, self._biases

    def place(self, feature: int) -> int | None:
        """Return the place of a feature; None: it stands in no example."""
        return next(iter(self.places((feature,))), None)

    def places(self, features: Iterable[int]) -> list[int]:
        """Return the places of those features that stand in examples."""
        begins, known, places = self._begins, self.features, []
        for feature in features:
            high = feature >> _HIGH
            end = begins[high + 1]
            at = bisect_left(known, feature, begins[high], end)
            if at < end and known[at] == feature:
                places.append(at)
        return places

    @cached_property
    def _begins(self) -> Sequence[int]:
        """Where the features of each row of `1 << _HIGH` numbers begin: few of them are then compared."""
        rows = range(0, (1 << _BITS) + 1, 1 << _HIGH)
        return array("I", (bisect_left(self.features, number) for number in rows))

    def of_feature(self, place: int) -> Iterable[tuple[int, int]]:
        """Return the keys for which the feature at `place` has a weight, each with this weight."""
        first, end = self.starts[place], self.starts[place + 1]
        return zip(self.of[first:end], self.weights[first:end], strict=True)

    def row(self, places: Iterable[int]) -> int:
        """Return the sums of the weights of some features, of all keys in one number.

        Each key has 64 bits of it. So the rows of many features are added at once.
        """
        few, many = self._parted(places)
        return sum(map(self._rows.__getitem__, many), self._row_of(few) if few else 0)

    def sums(self, row: int) -> list[int]:
        """Return what a row, or several that were added, holds for each key."""
        # With `_ZERO` added no sum is below 0, so none borrows from the next. Then the highest bit of each
        # sum is flipped, which makes it a signed number. `_packed` does the reverse.
        packed = ((row + self._zero) ^ self._zero).to_bytes(8 * len(self.keys), byteorder)
        return memoryview(packed).cast("q").tolist()

    def scores(self, parts: Iterable[tuple[float, int, Iterable[int]]]) -> list[int]:
        """Return the score of each key: its bias, and the weights of all parts, each times a factor.

        A part: the factor, a row, and the places of further features. `ONE` stands for a score of 1.
        """
        whole, others = self._biases, []
        for factor, row, places in parts:
            few, many = self._parted(places)
            times = round(factor * UNIT * ONE)
            others.append((few, times))
            whole += sum(map(self._rows.__getitem__, many), row) * times
        scores = self.sums(whole)
        for few, times in others:
            self._add(few, scores, times)
        return scores

    def _parted(self, places: Iterable[int]) -> tuple[list[int], list[int]]:
        """Part features into those with few weights, and those with so many that their row is kept."""
        few: list[int] = []
        many: list[int] = []
        for place in places:
            (many if self.starts[place + 1] - self.starts[place] >= _MANY else few).append(place)
        return few, many

    @cached_property
    def _rows(self) -> Remembered[int, int]:
        """The rows of features that have many weights, each made when it is met for the first time."""
        return Remembered(lambda place: self._row_of((place,)), _KEPT)

    def _row_of(self, places: Iterable[int]) -> int:
        sums = self._no_sums[:]
        self._add(places, sums)
        return self._packed(sums)

    def _packed(self, sums: array[int]) -> int:
        return (int.from_bytes(sums.tobytes(), byteorder) ^ self._zero) - self._zero

    def _add(self, places: Iterable[int], sums: array[int] | list[int], times: int = 1) -> None:
        """Add the weights of the features at `places`, each so many `times`, to the sums of the keys."""
        starts, of, weights = self.starts, self.of, self.weights
        for place in places:
            first, end = starts[place], starts[place + 1]
            for key, its in zip(of[first:end], weights[first:end]):  # noqa: B905 - there are as many of both
                sums[key] += its * times

    @cached_property
    def _no_sums(self) -> array[int]:
        return array("q", [0] * len(self.keys))

    @cached_property
    def _zero(self) -> int:
        return int.from_bytes(array("Q", [_ZERO] * len(self.keys)).tobytes(), byteorder)

    @cached_property
    def _biases(self) -> int:
        """What every line begins with, for all keys in one number."""
        return self._packed(array("q", (round(each * ONE) for each in self.bias)))

    def same(self, normal: str) -> str | None:
        """Return the key that a line (normal) is an example of, word for word."""
        number = number_of(normal)
        at = bisect_left(self.lines, number)
        is_known = at < len(self.lines) and self.lines[at] == number
        return self.keys[self.keys_of_lines[at]] if is_known else None

    def pack(self) -> bytes:
        """Return the weights as bytes."""
        head = json.dumps(
            {
                "version": _VERSION,
                "keys": list(self.keys),
                "bias": [round(each, 4) for each in self.bias],
                "sizes": [len(self.features), len(self.of), len(self.lines)],
            }
        ).encode()
        arrays = (self.features, self.starts, self.weights, self.lines)
        body = b"".join((*(each.tobytes() for each in arrays), self.of, self.keys_of_lines))
        return zlib.compress(struct.pack("<I", len(head)) + head + body, 9)


def unpack(packed: bytes) -> Weights:
    """Return the weights that `pack` made bytes of; ValueError if these are none, or of another version."""
    try:
        raw = memoryview(zlib.decompress(packed))
    except zlib.error as error:
        raise ValueError("the weights are damaged") from error
    (size,) = struct.unpack_from("<I", raw)
    told = json.loads(bytes(raw[4 : 4 + size]))
    if told["version"] != _VERSION:
        raise ValueError("the weights are of another version")
    features, weights, lines = told["sizes"]
    at = 4 + size
    parts = []
    for kind, length in (("I", features), ("I", features + 1), ("b", weights), ("Q", lines)):
        part = array(kind)
        end = at + length * part.itemsize
        part.frombytes(raw[at:end])
        parts.append(part)
        at = end
    return Weights(
        keys=told["keys"],
        bias=told["bias"],
        features=parts[0],
        starts=parts[1],
        weights=parts[2],
        lines=parts[3],
        of=bytes(raw[at : at + weights]),
        keys_of_lines=bytes(raw[at + weights : at + weights + lines]),
    )


def number_of(normal: str) -> int:
    """Return the number by which an example (normal) is found again."""
    return int.from_bytes(hashlib.blake2b(normal.encode(), digest_size=8).digest(), "little")
