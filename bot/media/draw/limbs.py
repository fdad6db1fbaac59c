"""Arms and legs: round pieces from joint to joint, each a little thinner than the one before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from bot.media.draw.outline import Outline, Point, between, closed
from bot.media.draw.painting import Colours
from bot.media.draw.svg import group, path

ROUND = 12  # corners of a joint


def limb(joints: Sequence[tuple[Point, float]]) -> list[Outline]:
    """Return the outlines of a limb; a joint is a place and how thick the limb is there."""
    return [_piece(a, wide, b, narrow) for (a, wide), (b, narrow) in pairwise(joints)]


def draw_limb(joints: Sequence[tuple[Point, float]], colours: Colours, colour: str, shade: str) -> str:
    """Return a limb, darker on its left."""
    pieces = limb(joints)
    dark = "".join(path(piece, fill=colours[shade]) for piece in pieces)
    light = [((x + 0.9, y + 0.3), width - 1.8) for (x, y), width in joints]
    return group(dark + "".join(path(piece, fill=colours[colour]) for piece in limb(light)))


def bend(begins: Point, ends: Point, upper: float, lower: float, side: float) -> Point:
    """Return where the knee or elbow is, on the way from `begins` to `ends`; a limb too short is straight.

    `side`: 1 bends to the left of the way as one walks it on the picture, -1 to the right.
    """
    distance = min(math.dist(begins, ends), upper + lower - 0.01)
    along = (upper**2 - lower**2 + distance**2) / (2 * distance)
    out = math.sqrt(max(0.0, upper**2 - along**2))
    x, y = between(begins, ends, along / math.dist(begins, ends))
    angle = math.atan2(ends[1] - begins[1], ends[0] - begins[0])
    return x + side * out * math.sin(angle), y - side * out * math.cos(angle)


def _piece(a: Point, wide: float, b: Point, narrow: float) -> Outline:
    angle = math.atan2(b[1] - a[1], b[0] - a[0])
    first = _half(a, wide / 2, angle + math.pi / 2)
    return closed([*first, *_half(b, narrow / 2, angle - math.pi / 2)])


def _half(centre: Point, radius: float, begins: float) -> list[Point]:
    turns = [begins + math.pi * n / ROUND for n in range(ROUND + 1)]
    return [(centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)) for turn in turns]
