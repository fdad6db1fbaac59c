"""A round window beside the body, for what a hand does there: from close by, and cut through the skin."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from bot.media.draw.outline import Place, Point, closed, line
from bot.media.draw.painting import Colours
from bot.media.draw.svg import circle, element, group, path, stroke

Height = Callable[[float], float]  # how far the skin is raised at a place; below 0 it is pressed in
INSIDE = 21.0  # from the middle to the rim
EACH = 1.0  # between the points of a drawn surface
DEEP, FIBRES, BETWEEN = 3.0, 4, 3.0  # how thick the skin is; fibres of the muscle, and how far they are apart
FADES = 0.82  # of a dent, from one fibre to the next
DOTS, DOT = 4.6, 0.55  # between the dots on the skin, and how big they are


@dataclass(frozen=True, slots=True)
class Window:
    """Where the window is, and how big. Inside, 0,0 is its middle, and the rim is `inside` away from it."""

    at: Point
    radius: float = INSIDE
    inside: float = INSIDE

    def draw(self, shown: str, colours: Colours) -> str:
        """Return the window around what it shows."""
        x, y = self.at
        clip = element("clipPath", circle(0, 0, self.inside), id="close")
        ground = circle(0, 0, self.inside, fill=colours["sheet"])
        view = group(ground + shown, clip_path="url(#close)")
        ring = circle(0, 0, self.inside, fill="none", stroke=colours["sheet_dark"], stroke_width=1.4)
        shadow = circle(x + 1.2, y + 2, self.radius + 0.6, fill=colours["shadow"], opacity=0.14)
        place = Place(at=self.at, scale=self.radius / self.inside)
        return element("defs", clip) + shadow + group(view + ring, place)


def flesh(low: float, raised: Height, colours: Colours) -> str:
    """Return skin, and the muscle under it with its fibres. `low`: y of the skin at rest."""
    skin, muscle = _surface(low, raised), _surface(low + DEEP, raised, FADES)
    floor: list[Point] = [(INSIDE, INSIDE), (-INSIDE, INSIDE)]
    drawn = path(closed([*skin, *floor]), fill=colours["skin"])
    drawn += path(closed([*muscle, *floor]), fill=colours["shade"])
    drawn += path(closed([*muscle, *floor]), fill=colours["accent"], opacity=0.22)
    for number in range(FIBRES):
        fibre = _surface(low + DEEP + BETWEEN * number, raised, FADES ** (number + 1))
        drawn += stroke(line(fibre), colours["edge"], 0.35, opacity=0.55)
    return drawn + stroke(line(skin), colours["edge"], 0.5)


def dots(low: float, raised: Height, moved: Height, colours: Colours) -> str:
    """Return dots on the skin; `moved`: how far each is carried along by the hand."""
    drawn = ""
    for number in range(-5, 6):
        x = number * DOTS
        at = x + moved(x)
        drawn += circle(at, low - raised(at) + 0.9, DOT, fill=colours["edge"])
    return drawn


def hill(middle: float, wide: float, high: float) -> Height:
    """Return a soft hill; a dent, if `high` is below 0."""
    return lambda x: high * math.exp(-(((x - middle) / wide) ** 2))


def both(*heights: Height) -> Height:
    """Return what all of them raise together."""
    return lambda x: sum(each(x) for each in heights)


def _surface(low: float, raised: Height, part: float = 1.0) -> list[Point]:
    across = [-INSIDE + EACH * n for n in range(round(2 * INSIDE / EACH) + 1)]
    return [(x, low - raised(x) * part) for x in across]
