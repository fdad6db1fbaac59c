"""A tennis ball, and a sock that holds two of them apart."""

from __future__ import annotations

from bot.media.draw.outline import Outline, Place, Point
from bot.media.draw.painting import Colours
from bot.media.draw.svg import circle, ellipse, group, path, stroke

CLOTH = 1.3  # how much wider the sock is than a ball, to each side
THIN = 0.62  # so much of the colours below the cloth takes away
NECK = 0.8  # half the width of the cloth where it is tied
SLANT = 0.75  # where the cloth leaves a ball for the knot, in parts of the radius
KNOT = 1.5
FROM_SIDE = 0.4  # there the cloth is seen before the bright wall


def ball(at: Point, radius: float, colours: Colours, turn: float) -> str:
    """Return a ball with its seams, turned by `turn` degrees."""
    wide, high = radius * 0.75, radius * 0.6
    seam = Outline((("M", ((-wide, -high),)), ("Q", ((0.0, radius * 0.1), (wide, -high)))))
    drawn = (
        circle(0, 0, radius, fill=colours["ball"])
        + stroke(seam, colours["sheet"], radius * 0.13, opacity=0.9)
        + stroke(seam, colours["sheet"], radius * 0.13, opacity=0.9, transform="rotate(180)")
    )
    light = ellipse(
        at[0] - radius * 0.35,
        at[1] - radius * 0.4,
        radius * 0.3,
        radius * 0.22,
        fill=colours["white"],
        opacity=0.45,
    )
    return group(drawn, Place(at=at, turn=turn)) + light


def sock(left: Point, right: Point, radius: float, colours: Colours) -> str:
    """Return the sock over two balls; a knot keeps them apart."""
    wide = radius + CLOTH
    middle = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    covers = "".join(circle(*at, wide, fill=colours["sheet"]) for at in (left, right))
    drawn = covers + path(_tied(left, right, wide), fill=colours["sheet"])
    return group(drawn, opacity=THIN) + circle(*middle, KNOT, fill=colours["sheet_dark"])


def cloth(at: Point, radius: float, colours: Colours) -> str:
    """Return the cloth of the sock over a ball that hides the other one."""
    return circle(*at, radius, fill=colours["sheet"], opacity=FROM_SIDE)


def _tied(left: Point, right: Point, wide: float) -> Outline:
    """Return the cloth between the balls, narrow in the middle."""
    x, y = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
    far = wide * SLANT
    return Outline(
        (
            ("M", ((left[0] + far * 0.6, y - far),)),
            ("Q", ((x - NECK, y - NECK), (x, y - NECK))),
            ("Q", ((x + NECK, y - NECK), (right[0] - far * 0.6, y - far))),
            ("L", ((right[0] - far * 0.6, y + far),)),
            ("Q", ((x + NECK, y + NECK), (x, y + NECK))),
            ("Q", ((x - NECK, y + NECK), (left[0] + far * 0.6, y + far))),
            ("Z", ()),
        )
    )
