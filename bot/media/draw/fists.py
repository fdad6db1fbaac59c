"""A loose fist in space, for rolling: it turns about the forearm, and is seen from above or from its front.

A point is [along, thick, high]: along the forearm towards the knuckles, from the palm to the back of the
hand, and from the little finger up to the thumb. At turn 0 the fist stands on its little-finger edge.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.media.draw.outline import Point, line
from bot.media.draw.painting import Colours
from bot.media.draw.svg import stroke

Spot = tuple[float, float, float]
RIM = 0.5


@dataclass(frozen=True, slots=True)
class Bone:
    """A round piece of the fist through some spots. `lit`: it is one of those that touch the back."""

    spots: tuple[Spot, ...]
    width: float
    lit: bool = False
    colour: str = "skin"


@dataclass(frozen=True, slots=True)
class Fist:
    """All pieces, and how far the fist turns while it rolls."""

    bones: tuple[Bone, ...]
    turn: float  # degrees from the edge to the backs of the knuckles
    reach: float  # how far the whole fist goes along the skin in that time


def from_above(fist: Fist, done: float, colours: Colours) -> str:
    """Return the fist as the giver sees it, the forearm up: x to the back of the hand, y along it.

    `done`: 0 on its edge, 1 rolled onto the knuckles.
    """
    return _drawn(fist, done, colours, lambda along, thick, high: ((thick, along), high))


def covers_from_above(fist: Fist, done: float) -> list[Point]:
    """Return points around the fist, as `from_above` draws it."""
    found: list[Point] = []
    for bone in fist.bones:
        half = (bone.width + RIM) / 2
        for spot in bone.spots:
            along, thick, _ = _turned(spot, _angle(fist, done))
            found += [
                (thick + half * math.cos(math.radians(turn)), along + half * math.sin(math.radians(turn)))
                for turn in range(0, 360, 30)
            ]
    return found


def from_front(fist: Fist, done: float, colours: Colours) -> str:
    """Return the fist as it comes towards one, standing on y 0: x to the back of the hand, y down."""
    low = lowest(fist, done)
    return _drawn(fist, done, colours, lambda along, thick, high: ((thick, low - high), along))


def lowest(fist: Fist, done: float) -> float:
    """Return how low the fist reaches."""
    angle = _angle(fist, done)
    return min(_turned(spot, angle)[2] - bone.width / 2 for bone in fist.bones for spot in bone.spots)


def touch(fist: Fist, done: float) -> float:
    """Return where, from the palm to the back of the hand, the fist touches the skin."""
    angle = _angle(fist, done)
    low = lowest(fist, done)
    spots = [(_turned(spot, angle), bone.width / 2) for bone in fist.bones for spot in bone.spots]
    weights = [(math.exp((low - spot[2] + half) / 0.5), spot[1]) for spot, half in spots]
    return sum(weight * thick for weight, thick in weights) / sum(weight for weight, _ in weights)


def forearm(fist: Fist, done: float) -> float:
    """Return where the forearm is, from the palm to the back of the hand. It is the first of the bones."""
    return _turned(fist.bones[0].spots[0], _angle(fist, done))[1]


def _angle(fist: Fist, done: float) -> float:
    return math.radians(fist.turn * done)


def _turned(spot: Spot, angle: float) -> Spot:
    along, thick, high = spot
    cos, sin = math.cos(angle), math.sin(angle)
    return along, thick * cos + high * sin, high * cos - thick * sin


def _drawn(
    fist: Fist, done: float, colours: Colours, seen: Callable[[float, float, float], tuple[Point, float]]
) -> str:
    angle = _angle(fist, done)
    pieces = []
    for bone in fist.bones:
        shown = [seen(*_turned(spot, angle)) for spot in bone.spots]
        near = max(depth for _, depth in shown) + sum(depth for _, depth in shown) / len(shown)
        pieces.append((near, _bone([at for at, _ in shown], bone, colours)))
    return "".join(drawn for _, drawn in sorted(pieces, key=lambda piece: piece[0]))


def _bone(points: Sequence[Point], bone: Bone, colours: Colours) -> str:
    shape = line(points if len(points) > 1 else [points[0], points[0]])
    rim = stroke(shape, colours["edge"], bone.width + RIM) if bone.colour == "skin" else ""
    lit = stroke(shape, colours["accent"], bone.width * 0.92, opacity=0.42) if bone.lit else ""
    return rim + stroke(shape, colours[bone.colour], bone.width) + lit
