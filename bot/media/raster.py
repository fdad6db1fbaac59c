"""Turns a drawing into a PNG. The fonts are the ones beside this file; the machine's own fonts are not read.

resvg holds the interpreter lock while it draws (about 0.1 s for a picture): call `png` in a worker process,
or ahead of time, never in the bot's loop.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any


class NeedsTools(Exception):
    """What builds the files is not installed; the text says how to get it."""


FONTS = Path(__file__).parent / "fonts"
_SIZE = re.compile(r'(<svg\b[^>]*?) width="[\d.]+" height="[\d.]+"')
_BOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_AS_IT_IS = (1, 0, 0, 0, 1, 0)  # the two rows of the matrix that changes nothing


def png(svg: str, width: int) -> bytes:
    """Return the drawing as a PNG that is `width` pixels wide; ValueError: it is no SVG with a viewBox."""
    resvg = _resvg()
    tree = resvg.usvg.Tree.from_str(_sized(svg, width), _options())
    return bytes(resvg.render(tree, _AS_IT_IS))


def _sized(svg: str, width: int) -> str:
    box = _BOX.search(svg)
    if box is None:
        raise ValueError("give an SVG with a viewBox")
    height = round(width * float(box[2]) / float(box[1]))
    sized, count = _SIZE.subn(rf'\1 width="{width}" height="{height}"', svg, count=1)
    return sized if count else svg.replace("<svg", f'<svg width="{width}" height="{height}"', 1)


@cache
def _options() -> Any:
    options = _resvg().usvg.Options.default()
    for file in sorted(FONTS.glob("*.ttf")):
        options.load_font_file(str(file))
    return options


def _resvg() -> Any:
    try:
        import resvg
    except ImportError:
        raise NeedsTools("This needs the extra `media`: pip install 'unknot[media]'") from None
    return resvg
