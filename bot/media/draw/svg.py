"""Writes SVG elements as text."""

from __future__ import annotations

from bot.media.draw.outline import Outline, Place, number

Value = str | float | None


def element(tag: str, inside: str = "", /, **attributes: Value) -> str:
    """Return an element; `stroke_width=2` becomes `stroke-width="2"`, and None is left out."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{value if isinstance(value, str) else number(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def path(shape: Outline | str, **attributes: Value) -> str:
    """Return a path."""
    return element("path", d=shape if isinstance(shape, str) else shape.d, **attributes)


def stroke(shape: Outline | str, colour: str, width: float, **attributes: Value) -> str:
    """Return a line with round ends."""
    return path(
        shape,
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_linecap="round",
        stroke_linejoin="round",
        **attributes,
    )


def circle(x: float, y: float, r: float, **attributes: Value) -> str:
    """Return a circle."""
    return element("circle", cx=x, cy=y, r=r, **attributes)


def ellipse(x: float, y: float, rx: float, ry: float, **attributes: Value) -> str:
    """Return an ellipse."""
    return element("ellipse", cx=x, cy=y, rx=rx, ry=ry, **attributes)


def rect(x: float, y: float, width: float, height: float, r: float = 0, **attributes: Value) -> str:
    """Return a rectangle with round corners."""
    return element("rect", x=x, y=y, width=width, height=height, rx=r, **attributes)


def group(inside: str, place: Place | None = None, **attributes: Value) -> str:
    """Return a group, drawn at `place`."""
    return element("g", inside, transform=None if place is None else transform(place), **attributes)


def transform(place: Place) -> str:
    """Return the attribute that draws at `place`."""
    across = -place.scale if place.mirror else place.scale
    return (
        f"translate({number(place.at[0])} {number(place.at[1])}) rotate({number(place.turn)}) "
        f"scale({across:.4f} {place.scale:.4f})"
    )


def document(inside: str, box: tuple[float, float, float, float]) -> str:
    """Return a whole SVG that shows the part `box` of the plane: left, top, width, height."""
    view = " ".join(number(value) for value in box)
    return element(
        "svg", inside, xmlns="http://www.w3.org/2000/svg", viewBox=view, width=box[2], height=box[3]
    )
