"""Turns frames into a silent MP4 that phones play in a loop. The same frames give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

FRAMES_PER_SECOND = 25
QUALITY = 27  # x264's crf: lower is finer and bigger
# One thread: with several, x264 cuts the work as the machine's cores allow, and the bytes differ.
_ENCODER = {
    "crf": str(QUALITY),
    "preset": "slow",
    "tune": "animation",
    "profile": "high",
    "threads": "1",
    "x264-params": "keyint=300:threads=1:lookahead-threads=1",
}


class NeedsTools(Exception):
    """What builds the files is not installed; the text says how to get it."""


_COLOURS = {"dst_colorspace": "ITU709", "dst_color_range": "MPEG"}


def write_film(path: Path, pictures: Iterable[bytes], size: int) -> None:
    """Write an H.264 film of square PNG pictures, `size` pixels wide, with its index in front."""
    try:
        import av
    except ImportError:
        raise NeedsTools("Building needs the extra `media`: pip install 'unknot[media]'") from None
    reader: Any = av.CodecContext.create("png", "r")
    with av.open(str(path), "w", options={"movflags": "+faststart", "fflags": "+bitexact"}) as film:
        stream: Any = film.add_stream("libx264", rate=FRAMES_PER_SECOND, options=_ENCODER)
        stream.width = stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.colorspace = stream.codec_context.color_primaries = 1  # BT.709
        stream.codec_context.color_trc, stream.codec_context.color_range = 1, 1
        for number, picture in enumerate(pictures):
            packet = av.Packet(picture)
            packet.is_keyframe = True  # the decoder adds any other one to the frame before
            [shown] = reader.decode(packet)
            frame = shown.reformat(format="yuv420p", **_COLOURS)
            frame.pict_type = 0  # a PNG is a key frame; left so, it would make every frame of the film one
            frame.pts, frame.time_base = number, Fraction(1, FRAMES_PER_SECOND)
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
