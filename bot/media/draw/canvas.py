"""The body canvas: 100 wide, 140 high, a back with the spine at x 50. One unit is about 0.7 cm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.media.draw.outline import Point

MIDDLE = 50.0
FRAME = (-28.0, -29.5, 156.0, 156.0)  # what a square picture of the back shows: left, top, width, height


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle of the canvas."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: Point) -> bool:
        """Is the point inside, or on the edge?"""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def touches(self, other: Box) -> bool:
        """Do the boxes have a place in common?"""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def mirrored(self) -> Box:
        """Return the box on the other side of the spine."""
        return Box(2 * MIDDLE - self.right, self.top, 2 * MIDDLE - self.left, self.bottom)


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where a stroke may be. The zones are given for the left side; the right side is the mirror image."""

    spine: Box  # no hand, patch, path, arrow or target is in it
    kidneys: Box  # light only, no tapping
    blades: Box  # the bone of the left shoulder blade: no tapping, no pinching
    stop_line: float  # y below which nothing taps or pinches
    zones: Mapping[str, Box]

    def on_spine(self, points: Iterable[Point]) -> bool:
        """Is one of the points on the spine, whatever its height?"""
        return any(self.spine.left < x < self.spine.right for x, _ in points)

    def lane(self, names: Iterable[str]) -> Box:
        """Return the box around the zones `names`."""
        return around([self.zones[name] for name in names])


def around(boxes: Sequence[Box]) -> Box:
    """Return the box around all boxes."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
