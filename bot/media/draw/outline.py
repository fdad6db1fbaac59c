"""Outlines: lines and curves written as in SVG, with capital letters only: M, L, C, Q, Z."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
_PIECE = re.compile(r"([A-Za-z])|(-?\d*\.?\d+)|[\s,]+|(.)")
_TAKES = {"M": 1, "L": 1, "C": 3, "Q": 2, "Z": 0}  # points after each letter


@dataclass(frozen=True, slots=True)
class Outline:
    """A drawn line. Each piece is a letter with its points; several outlines may follow one another."""

    pieces: tuple[tuple[str, tuple[Point, ...]], ...]

    @property
    def d(self) -> str:
        """Return the outline as the attribute `d` of an SVG path."""
        return "".join(letter + _written(points) for letter, points in self.pieces)

    def points(self, each: int = 8) -> list[Point]:
        """Return points on the line: `each` for a curve, the ends of a straight piece."""
        found: list[Point] = []
        here: Point = (0.0, 0.0)
        for letter, points in self.pieces:
            found += _on_piece(letter, here, points, each)
            here = points[-1] if points else here
        return found

    def through(self, place: Place) -> Outline:
        """Return the outline after `place` has turned, stretched and moved it."""
        return Outline(tuple((letter, tuple(place.of(p) for p in points)) for letter, points in self.pieces))

    def mirrored(self, about: float) -> Outline:
        """Return a closed outline: this one, a right half from top to bottom, and its mirror image."""
        flip = Place(at=(about, 0), mirror=True)
        half = Outline(tuple(piece for piece in self.pieces if piece[0] != "Z"))
        forth = half.through(Place(at=(about, 0)))
        back = list(_reversed(half.through(flip)))
        return Outline((*forth.pieces, *back, ("Z", ())))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shape is drawn. It is mirrored first (left and right), then stretched, turned and moved."""

    at: Point = (0.0, 0.0)
    turn: float = 0.0  # degrees; on the picture clockwise, since y grows downwards
    scale: float = 1.0
    mirror: bool = False

    def of(self, point: Point) -> Point:
        """Return where a point of the shape lies."""
        x, y = (-point[0] if self.mirror else point[0]) * self.scale, point[1] * self.scale
        angle = math.radians(self.turn)
        cos, sin = math.cos(angle), math.sin(angle)
        return self.at[0] + x * cos - y * sin, self.at[1] + x * sin + y * cos


def outline(text: str) -> Outline:
    """Read an outline; ValueError says what is wrong with the text."""
    pieces: list[tuple[str, tuple[Point, ...]]] = []
    for letter, numbers in _split(text):
        takes = _TAKES[letter] * 2
        if (takes == 0) != (not numbers) or (takes and len(numbers) % takes):
            raise ValueError(f"{letter} takes {takes} numbers, or several times as many")
        points = [*zip(numbers[::2], numbers[1::2], strict=True)]
        groups = [tuple(points[n : n + _TAKES[letter]]) for n in range(0, len(points), _TAKES[letter] or 1)]
        pieces += [(letter, group) for group in groups or [()]]
    if not pieces or pieces[0][0] != "M":
        raise ValueError("begin with M")
    return Outline(tuple(pieces))


def line(points: Iterable[Point]) -> Outline:
    """Return the straight lines from point to point."""
    return Outline(tuple(("L" if number else "M", (point,)) for number, point in enumerate(points)))


def closed(points: Iterable[Point]) -> Outline:
    """Return the polygon of the points."""
    return Outline((*line(points).pieces, ("Z", ())))


def arc(centre: Point, radius: float, begins: float, ends: float, each: int = 24) -> list[Point]:
    """Return points on a part of a circle, between two angles in degrees."""
    angles = [math.radians(begins + (ends - begins) * n / each) for n in range(each + 1)]
    return [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles]


def along(points: Sequence[Point], part: float) -> Point:
    """Return the point that lies `part` (0 to 1) of the way along a line, by length."""
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    rest = max(0.0, min(1.0, part)) * sum(lengths)
    for length, (a, b) in zip(lengths, pairwise(points), strict=True):
        if rest <= length and length:
            return between(a, b, rest / length)
        rest -= length
    return points[-1]


def between(a: Point, b: Point, part: float) -> Point:
    """Return the point `part` (0 to 1) of the way from `a` to `b`."""
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def blend(one: Outline, other: Outline, part: float) -> Outline:
    """Return the outline between two that have the same pieces: `part` 0 is `one`, 1 is `other`."""
    return Outline(
        tuple(
            (letter, tuple(between(a, b, part) for a, b in zip(points, others, strict=True)))
            for (letter, points), (_, others) in zip(one.pieces, other.pieces, strict=True)
        )
    )


def same_pieces(one: Outline, other: Outline) -> bool:
    """Have both outlines the same pieces, so that there are outlines between them?"""
    return [(letter, len(points)) for letter, points in one.pieces] == [
        (letter, len(points)) for letter, points in other.pieces
    ]


def hull(points: Iterable[Point]) -> list[Point]:
    """Return the corners of the smallest shape without dents around the points."""
    ordered = sorted(set(points))
    halves = []
    for way in (ordered, ordered[::-1]):
        half: list[Point] = []
        for point in way:
            while len(half) > 1 and not _turns_left(half[-2], half[-1], point):
                half.pop()
            half.append(point)
        halves.append(half[:-1])
    return [*halves[0], *halves[1]] or ordered


def _turns_left(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0


def number(value: float) -> str:
    """Write a number with at most two digits after the point."""
    return (
        f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0", 1) if abs(value) < 0.005 else _short(value)
    )


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _written(points: Iterable[Point]) -> str:
    return " ".join(f"{number(x)} {number(y)}" for x, y in points)


def _split(text: str) -> Iterator[tuple[str, list[float]]]:
    letter, numbers = "", list[float]()
    for found in _PIECE.finditer(text):
        if found[3] or (found[1] and found[1] not in _TAKES) or (found[2] and not letter):
            raise ValueError(f"{found[0]} is not understood here; known: {', '.join(_TAKES)}")
        if found[2]:
            numbers.append(float(found[2]))
        elif found[1]:
            if letter:
                yield letter, numbers
            letter, numbers = found[1], []
    if letter:
        yield letter, numbers


def _on_piece(letter: str, here: Point, points: tuple[Point, ...], each: int) -> Iterator[Point]:
    match letter, points:
        case "C", (a, b, end):
            for n in range(1, each + 1):
                t = n / each
                yield _cubic(here, a, b, end, t)
        case "Q", (a, end):
            first, second = between(here, a, 2 / 3), between(end, a, 2 / 3)
            for n in range(1, each + 1):
                yield _cubic(here, first, second, end, n / each)
        case _:
            yield from points


def _cubic(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    s = 1 - t
    x, y = (s**3 * a[k] + 3 * s * s * t * b[k] + 3 * s * t * t * c[k] + t**3 * d[k] for k in (0, 1))
    return x, y


def _reversed(half: Outline) -> Iterator[tuple[str, tuple[Point, ...]]]:
    """Yield the pieces from the end of an outline to its beginning; the first one is a straight line."""
    ends = [points[-1] for _, points in half.pieces]
    yield "L", (ends[-1],)
    for place in range(len(half.pieces) - 1, 0, -1):
        letter, points = half.pieces[place]
        yield letter, (*reversed(points[:-1]), ends[place - 1])
