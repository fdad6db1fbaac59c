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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

UNIT = 1 / 32  # a stored weight of 1
_VERSION = 1  # of the layout, and of what features.py makes of a line


@dataclass(frozen=True, slots=True)
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

    def places(self, features: Mapping[int, float]) -> dict[int, float]:
        """Return the places of those features of a line that stand in examples, with the line's weights."""
        found = ((bisect_left(self.features, feature), feature) for feature in features)
        return {
            at: features[feature]
            for at, feature in found
            if at < len(self.features) and self.features[at] == feature
        }

    def score(self, places: Mapping[int, float]) -> list[float]:
        """Return for each key how like its examples a line is, by its `places`; above 0: more than not."""
        scores = [0.0] * len(self.keys)
        for at, weight in places.items():
            first, end = self.starts[at], self.starts[at + 1]
            for key, its in zip(self.of[first:end], self.weights[first:end], strict=True):
                scores[key] += weight * its
        return [bias + score * UNIT for bias, score in zip(self.bias, scores, strict=True)]

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
