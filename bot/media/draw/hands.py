"""A giver's hand with its forearm: drawn, as a shadow, and as the points that it covers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from bot.media.draw.outline import Outline, Place, Point, between, blend, closed, hull, same_pieces
from bot.media.draw.painting import Colours
from bot.media.draw.svg import group, path, stroke

RIM = 0.5  # how much wider the darker rim is than the finger
FOREARM = 13.0  # from the wrist to the sleeve
SLEEVE = 30.0  # how far the sleeve goes until it has faded


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a hand: a round line (a finger, a nail) or a filled outline."""

    shape: Outline
    colour: str
    width: float | None = None  # None: filled
    rim: bool = False
    opacity: float = 1.0

    def covers(self) -> Iterator[Point]:
        """Yield points around all that the piece covers."""
        half = 0.0 if self.width is None else (self.width + (RIM if self.rim else 0.0)) / 2
        for x, y in self.shape.points():
            if not half:
                yield x, y
                continue
            for turn in range(0, 360, 30):
                angle = math.radians(turn)
                yield x + half * math.cos(angle), y + half * math.sin(angle)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A hand shape. 0,0 is where it touches; the fingers point down and the thumb to the right."""

    parts: tuple[Part, ...]
    wrist: Point
    wrist_width: float
    shapes: tuple[Glyph, ...] = ()  # of a shape between two: those two


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand somewhere on the picture."""

    glyph: Glyph
    place: Place
    arm: float = 0.0  # degrees by which the forearm is turned against the hand
    lift: float = 0.0  # 0: on the skin; 1: well above it
    opacity: float = 1.0
    sleeve: bool = True

    def covers(self) -> list[Point]:
        """Return the corners around the hand and its bare forearm. The sleeve fades, and is not counted."""
        place = self._lifted()
        arm = [self._arm_place().of(point) for point in _forearm(self.glyph).points()]
        return [place.of(point) for point in (*_around(self.glyph.shapes or (self.glyph,)), *arm)]

    def draw(self, colours: Colours) -> str:
        """Return the hand over its forearm."""
        inside = group(self._arm(colours), self._arm_place()) + _parts(self.glyph, colours)
        return group(inside, self._lifted(), opacity=None if self.opacity >= 1 else self.opacity)

    def draw_bare(self, colours: Colours) -> str:
        """Return the hand alone, without its forearm."""
        return group(_parts(self.glyph, colours), self._lifted())

    def shadow(self, colours: Colours) -> str:
        """Return the shadow: flat, wider away from the hand the higher it is."""
        flat = dict.fromkeys(("skin", "lit", "edge", "nail"), colours["shadow"])
        bare = replace(self, sleeve=False, opacity=1.0)
        drawn = group(bare._arm(flat), self._arm_place()) + _parts(self.glyph, flat, shadow=True)
        dx, dy = 0.5 + 1.6 * self.lift, 1.0 + 3.0 * self.lift
        return "".join(
            group(
                drawn,
                replace(self.place, at=(self.place.at[0] + dx * part, self.place.at[1] + dy * part)),
                opacity=(strength - 0.05 * self.lift) * self.opacity,
            )
            for part, strength in ((1.3, 0.10), (0.7, 0.15))
        )

    def _lifted(self) -> Place:
        return replace(self.place, scale=self.place.scale * (1 + 0.06 * self.lift))

    def _arm_place(self) -> Place:
        return Place(at=self.glyph.wrist, turn=self.arm)

    def _arm(self, colours: Colours) -> str:
        bare = path(_forearm(self.glyph), fill=colours["skin"], stroke=colours["edge"], stroke_width=0.2)
        if not self.sleeve:
            return bare
        return bare + group(sleeve(self.glyph.wrist_width / 2 + 1.9, colours), Place(at=(0.0, -FOREARM)))


def sleeve(half: float, colours: Colours) -> str:
    """Return a sleeve from its cuff at y 0 upwards, `half` as wide as it is."""
    cloth = closed([(-half, 0), (half, 0), (half + 2.4, -SLEEVE), (-half - 2.4, -SLEEVE)])
    cuff = f"M {-half - 0.3:.2f} 0 Q 0 1.7 {half + 0.3:.2f} 0"
    return (
        path(cloth, fill="url(#sleeve)")
        + stroke(cuff, colours["cloth_lit"], 2.2)
        + stroke(cuff, colours["cloth_dark"], 0.25, transform="translate(0 -1.1)", opacity=0.8)
    )


def sleeve_fade(colours: Colours) -> str:
    """Return the gradient by which a sleeve fades towards the giver."""
    cloth = colours["cloth"]
    stops = ((0, 1.0), (0.25, 1.0), (0.5, 0.7), (1, 0.0))
    inside = "".join(
        f'<stop offset="{at}" stop-color="{cloth}" stop-opacity="{much}"/>' for at, much in stops
    )
    return f'<linearGradient id="sleeve" x1="0" y1="1" x2="0" y2="0">{inside}</linearGradient>'


def _forearm(glyph: Glyph) -> Outline:
    half = glyph.wrist_width / 2
    return closed([(-half, 0.6), (half, 0.6), (half + 0.5, -FOREARM - 1), (-half - 0.5, -FOREARM - 1)])


def _parts(glyph: Glyph, colours: Colours, *, shadow: bool = False) -> str:
    return "".join(_part(part, colours) for part in glyph.parts if not shadow or part.colour == "skin")


def _part(part: Part, colours: Colours) -> str:
    opacity = None if part.opacity >= 1 else part.opacity
    if part.width is None:
        return path(part.shape, fill=colours[part.colour], opacity=opacity)
    rim = stroke(part.shape, colours["edge"], part.width + RIM) if part.rim else ""
    return rim + stroke(part.shape, colours[part.colour], part.width, opacity=opacity)


def morphed(one: Glyph, other: Glyph, part: float) -> Glyph:
    """Return a shape between two that have the same pieces: `part` 0 is `one`, 1 is `other`."""
    parts = tuple(
        replace(a, shape=blend(a.shape, b.shape, part)) for a, b in zip(one.parts, other.parts, strict=True)
    )
    return Glyph(parts, between(one.wrist, other.wrist, part), one.wrist_width, (one, other))


@cache
def _around(shapes: tuple[Glyph, ...]) -> list[Point]:
    """Return the corners around all shapes, and so around every shape between them."""
    return hull(point for glyph in shapes for part in glyph.parts for point in part.covers())


def alike(one: Glyph, other: Glyph) -> bool:
    """Have both shapes the same pieces, so that there are shapes between them?"""
    return len(one.parts) == len(other.parts) and all(
        (a.width, a.colour) == (b.width, b.colour) and same_pieces(a.shape, b.shape)
        for a, b in zip(one.parts, other.parts, strict=True)
    )
