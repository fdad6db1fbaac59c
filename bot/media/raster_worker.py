"""Turns drawings into PNGs in a process of its own: `python -m bot.media.raster_worker WIDTH`.

It reads an SVG, with its length before it (four bytes), and writes the PNG in the same way. A length of 0
says that it could not be drawn. It ends when its input ends, or when nothing has come for a while.
"""

from __future__ import annotations

import os
import select
import sys

from bot.media.raster import png

IDLE = 300.0  # seconds after which the memory is given back
_HEAD = 4


def _read(count: int) -> bytes:
    """Return so many bytes of the input; fewer: it has ended."""
    got = b""
    while len(got) < count and (part := os.read(0, count - len(got))):
        got += part
    return got


def main() -> None:
    """Draw what comes."""
    width = int(sys.argv[1])
    while select.select([0], [], [], IDLE)[0] and len(head := _read(_HEAD)) == _HEAD:
        svg = _read(int.from_bytes(head)).decode()
        try:
            drawn = png(svg, width)
        except Exception:  # noqa: BLE001 - whatever resvg raises, the next drawing is another one
            drawn = b""
        sys.stdout.buffer.write(len(drawn).to_bytes(_HEAD) + drawn)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
