"""Everything that pictures are made of: figures, hand shapes, colours, and the canvas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.media.draw.canvas import Canvas
from bot.media.draw.fists import Fist
from bot.media.draw.hands import Glyph
from bot.media.draw.outline import Outline
from bot.media.draw.painting import Colours, Layer


@dataclass(frozen=True, slots=True)
class Figure:
    """A person as layers. `parts` are layers that are chosen or moved: heads, arms, cloth."""

    body: Outline  # clips the layers that stay inside
    layers: tuple[Layer, ...]
    parts: Mapping[str, tuple[Layer, ...]]
    heads: tuple[str, ...]  # those parts that are heads
    raised: Outline | None = None  # the body with its shoulders up


@dataclass(frozen=True, slots=True)
class Person:
    """Who is shown."""

    colours: Colours
    head: str  # a key of the figure's heads; a giver, whose head is not shown, has none


@dataclass(frozen=True, slots=True)
class Art:
    """What all drawings share."""

    canvas: Canvas
    glyphs: Mapping[str, Glyph]
    fist: Fist
    figures: Mapping[str, Figure]
    room: Colours
