"""The marks over a body: arrows, contact, target, places to keep off, and the pressure scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.media.draw.canvas import Box
from bot.media.draw.outline import Outline, Point, closed, line
from bot.media.draw.painting import Colours
from bot.media.draw.svg import circle, element, ellipse, group, path, rect, stroke

HALO = 1.3  # width of the light line around an arrow
WARMTH = ((9.6, "accent", 0.16), (7.8, "accent", 0.2), (6.2, "glow", 0.3))  # half width, colour, strength
STEPS = 10  # of the pressure scale


def arrow(points: Sequence[Point], width: float, colours: Colours, opacity: float = 1.0) -> str:
    """Return an arrow along the points, thin at its tail; nothing for a line that is too short."""
    shape = arrow_shape(points, width)
    if shape is None or opacity <= 0.02:
        return ""
    drawn = path(
        shape, fill=colours["sheet"], stroke=colours["sheet"], stroke_width=HALO, stroke_linejoin="round"
    ) + path(
        shape, fill=colours["accent"], stroke=colours["accent"], stroke_width=0.4, stroke_linejoin="round"
    )
    return group(drawn, opacity=opacity)


def arrow_shape(points: Sequence[Point], width: float) -> Outline | None:
    """Return the outline of an arrow; None where the line is shorter than its head."""
    length, cut = width * 2.2, len(points) - 1
    gone = 0.0
    while cut > 0 and gone < length:
        gone += math.dist(points[cut], points[cut - 1])
        cut -= 1
    if cut < 1:
        return None
    left: list[Point] = []
    right: list[Point] = []
    for place in range(cut + 1):
        before, after = points[max(0, place - 1)], points[place + 1]
        half = width / 2 * (0.2 + 0.8 * (place / cut) ** 0.8)
        left.append(_beside(points[place], before, after, half))
        right.append(_beside(points[place], before, after, -half))
    neck, tip = points[cut], points[-1]
    head = [_beside(neck, neck, tip, width * 1.15), tip, _beside(neck, neck, tip, -width * 1.15)]
    return closed([*left, *head, *reversed(right)])


def _beside(point: Point, before: Point, after: Point, by: float) -> Point:
    angle = math.atan2(after[1] - before[1], after[0] - before[0])
    return point[0] + by * math.sin(angle), point[1] - by * math.cos(angle)


def contact(at: Point, patch: tuple[float, float], press: float, colours: Colours) -> str:
    """Return the light on what touches; the firmer, the stronger."""
    if press <= 0.05:
        return ""
    wide, high = patch[0] / 2, patch[1] / 2
    grown = 0.8 + 0.2 * press
    accent = colours["accent"]
    return group(
        ellipse(*at, wide * grown, high * grown, fill=accent, opacity=0.3)
        + ellipse(*at, wide * 0.62 * grown, high * 0.62 * grown, fill=accent, opacity=0.6)
        + ellipse(*at, wide * 0.26, high * 0.26, fill=colours["white"], opacity=0.92),
        opacity=0.25 + 0.75 * press,
    )


def warmth(at: Point, much: float, colours: Colours) -> str:
    """Return the warm light under a resting hand; `much` (0 to 1): how far it has grown with the breath."""
    grown = 0.62 + 0.5 * much
    return "".join(
        ellipse(*at, wide * grown, 1.45 * wide * grown, fill=colours[colour], opacity=light)
        for wide, colour, light in WARMTH
    )


def warmth_reach(much: float) -> float:
    """Return how far the warm light goes to the side."""
    return WARMTH[0][0] * (0.62 + 0.5 * much)


def target(boxes: Sequence[Box], colours: Colours, clip: str) -> str:
    """Return the warm tint of where the stroke goes, with a dotted rim."""
    accent = colours["accent"]
    drawn = "".join(
        rect(*_size(box), 4, fill=accent, opacity=0.11)
        + rect(
            *_size(box),
            4,
            fill="none",
            stroke=accent,
            stroke_width=0.42,
            stroke_dasharray="0.01 1.6",
            stroke_linecap="round",
            opacity=0.6,
        )
        for box in boxes
    )
    return group(drawn, clip_path=f"url(#{clip})")


def spine(box: Box, colours: Colours) -> str:
    """Return the strip of the spine, hatched: nothing goes there."""
    x, y, wide, high = _size(box)
    dots = "".join(
        rect(x + wide / 2 - 0.95, y + 2.6 + step * 4.05, 1.9, 1.5, 0.75, fill=colours["line"], opacity=0.75)
        for step in range(int((high - 3) / 4.05))
    )
    return (
        rect(x, y, wide, high, wide / 2, fill=colours["glow"], opacity=0.72)
        + rect(x, y, wide, high, wide / 2, fill="url(#no)")
        + dots
        + rect(
            x, y, wide, high, wide / 2, fill="none", stroke=colours["keep"], stroke_width=0.35, opacity=0.55
        )
    )


def kidneys(box: Box, colours: Colours, clip: str) -> str:
    """Return the places between the lowest ribs and the waist, in amber: light only."""
    drawn = "".join(
        rect(*_size(side), 4.5, fill=colours["amber"], opacity=0.2)
        + rect(*_size(side), 4.5, fill="url(#light)")
        + rect(*_size(side), 4.5, fill="none", stroke=colours["line"], stroke_width=0.5, opacity=0.75)
        for side in (box, box.mirrored())
    )
    return group(drawn, clip_path=f"url(#{clip})")


def stop_line(y: float, box: Box, colours: Colours) -> str:
    """Return the red dashes below which nothing is done, on both sides of the spine."""
    return "".join(
        stroke(line([(side.left, y), (side.right, y)]), colours["keep"], 0.9, stroke_dasharray="2.2 1.9")
        for side in (box, box.mirrored())
    )


def hatches(colours: Colours) -> str:
    """Return the two patterns: of the spine and of the amber places."""
    return _hatch("no", colours["keep"], 1.9, 0.3, 45, 0.5) + _hatch(
        "light", colours["amber"], 2.4, 0.5, -45, 0.55
    )


def _hatch(name: str, colour: str, gap: float, width: float, turn: float, opacity: float) -> str:
    inside = rect(0, 0, width, gap, fill=colour, opacity=opacity)
    return element(
        "pattern",
        inside,
        id=name,
        width=gap,
        height=gap,
        patternUnits="userSpaceOnUse",
        patternTransform=f"rotate({turn})",
    )


def no_sign(at: Point, radius: float, colours: Colours, *, filled: bool = False) -> str:
    """Return the sign for "not here": a ring with a bar across."""
    x, y = at
    part = radius * 0.66
    bar = line([(x - part, y - part), (x + part, y + part)])
    inside = colours["white"] if filled else "none"
    return circle(x, y, radius, fill=inside, stroke=colours["keep"], stroke_width=radius * 0.26) + stroke(
        bar, colours["keep"], radius * 0.26
    )


def pressure(at: Point, wanted: tuple[int, int], colours: Colours, size: float = 1.0) -> str:
    """Return a scale of ten drops, rising; those of `wanted` are lit, and told in digits."""
    x, y = at
    low, high = wanted
    drawn = rect(
        x - 2 * size, y - 12.4 * size, 30.2 * size, 14.4 * size, 3 * size, fill=colours["sheet"], opacity=0.9
    )
    drawn += element(
        "text",
        f"{low}–{high}" if low < high else str(low),
        x=x + max((low + high) / 2 * 2.7 - 1.8, 4.2) * size,
        y=y - (3.4 + 0.62 * high) * size,
        text_anchor="middle",
        font_family="Nunito ExtraBold",
        font_size=5.4 * size,
        fill=colours["accent"],
    )
    for step in range(1, STEPS + 1):
        tall = (2.2 + 0.62 * step) * size
        lit = low <= step <= high
        drawn += rect(
            x + (step - 1) * 2.7 * size,
            y - tall,
            1.75 * size,
            tall,
            0.87 * size,
            fill=colours["accent"] if lit else colours["blob_dark"],
        )
    return drawn


def dots(at: Point, count: int, done: int, colours: Colours) -> str:
    """Return `count` dots in a row, of which the first `done` are filled."""
    return "".join(
        circle(
            at[0] + 4.6 * n,
            at[1],
            1.5,
            fill=colours["accent"] if n < done else colours["sheet"],
            stroke=colours["accent"],
            stroke_width=0.5,
        )
        for n in range(count)
    )


def _size(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right - box.left, box.bottom - box.top
