"""Paints layers: filled outlines and round lines, with the colours of those who are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.media.draw.outline import Outline, Place, Point
from bot.media.draw.svg import group, path, stroke

Colours = Mapping[str, str]  # by what they are for: "skin", "cloth", "shadow"


@dataclass(frozen=True, slots=True)
class Layer:
    """One filled outline or one line. `mirrored`: it is drawn again on the other side of `about`."""

    shape: Outline
    fill: str | None = None  # a colour by name
    line: str | None = None
    width: float = 0.0
    opacity: float = 1.0
    move: Point = (0.0, 0.0)
    inside: bool = False  # only where the body is
    mirrored: bool = False
    about: float = 0.0


def paint(layers: Iterable[Layer], colours: Colours, clip: str | None = None) -> str:
    """Return the layers, one over the other. `clip` names the outline for those that stay inside."""
    return "".join(_layer(layer, colours, clip) for layer in layers)


def _layer(layer: Layer, colours: Colours, clip: str | None) -> str:
    drawn = _shape(layer.shape.through(Place(at=layer.move)), layer, colours)
    if layer.mirrored:
        flip = Place(at=(2 * layer.about, 0.0), mirror=True)
        drawn += _shape(layer.shape.through(flip), layer, colours)
    if layer.inside and clip:
        return group(drawn, clip_path=f"url(#{clip})")
    return drawn


def _shape(shape: Outline, layer: Layer, colours: Colours) -> str:
    opacity = None if layer.opacity >= 1 else layer.opacity
    if layer.fill:
        return path(shape, fill=colours[layer.fill], opacity=opacity)
    return stroke(shape, colours[layer.line or "line"], layer.width, opacity=opacity)
