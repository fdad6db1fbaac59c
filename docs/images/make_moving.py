"""Makes the moving picture of the README and of docs/session.md, from a built animation."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import av

from bot.media.shelf import Shelf, media_folder

SIZE, EVERY, QUALITY = 320, 2, "78"  # pixels; one frame of so many is kept; of 100


def main() -> None:
    """Write rolling.webp beside this file."""
    film = Shelf(media_folder()).files["rolling"]
    target = Path(__file__).with_name("rolling.webp")
    options = {"quality": QUALITY, "compression_level": "6", "loop": "0"}
    with av.open(str(film.path)) as source, av.open(str(target), "w", options={"loop": "0"}) as moving:
        stream = moving.add_stream("libwebp_anim", rate=Fraction(25, EVERY), options=options)
        stream.width = stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        kept = [frame for number, frame in enumerate(source.decode(video=0)) if number % EVERY == 0]
        for number, frame in enumerate(kept):
            small = frame.reformat(SIZE, SIZE, "yuv420p")
            small.pts, small.time_base = number, Fraction(EVERY, 25)
            moving.mux(stream.encode(small))
        moving.mux(stream.encode(None))
    sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
