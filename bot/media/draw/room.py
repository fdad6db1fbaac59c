"""What is behind the people: the wall, and the mat that a receiver lies on."""

from __future__ import annotations

from bot.media.draw.outline import Place
from bot.media.draw.painting import Colours
from bot.media.draw.svg import circle, ellipse, group, path, rect

BLOB = (
    "M 50 -24 C 87 -27 119 -2 121.5 38 C 123.5 76 110 106 96 127 "
    "L 4 127 C -12 106 -24 73 -21 36 C -17 -2 14 -22 50 -24 Z"
)


def backdrop(colours: Colours, frame: tuple[float, float, float, float]) -> str:
    """Return the wall with its round shapes."""
    return (
        rect(*frame, fill=colours["wall"])
        + path(BLOB, fill=colours["blob"])
        + circle(103.5, -2, 10, fill=colours["blob_dark"])
        + circle(-7, 99, 6.6, fill=colours["blob_dark"])
    )


def mat(colours: Colours) -> str:
    """Return the mat with the ring for the face."""
    return (
        group(rect(-2, -11, 104, 160, 17, fill=colours["shadow"]), Place(at=(2, 2.6)), opacity=0.07)
        + rect(-2, -11, 104, 160, 17, fill=colours["sheet"], stroke=colours["sheet_dark"], stroke_width=0.9)
        + ellipse(50, -6, 17, 16.5, fill=colours["sheet_dark"])
        + ellipse(50, -5.5, 12.6, 12.2, fill=colours["sheet"], opacity=0.6)
    )
