"""The small picture that a music player shows for a track: the picture of a technique, as JPEG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.media.raster import NeedsTools

PICTURE, COVER = "kneading.png", "cover.jpg"
SIZE = 320  # pixels; Telegram takes no larger one
_QUALITY = {"qmin": "4", "qmax": "4", "flags": "+bitexact"}


def write_cover(pictures: Path, folder: Path) -> bool:
    """Write the cover anew if its picture has changed; return whether it has."""
    made = jpeg((pictures / PICTURE).read_bytes())
    cover = folder / COVER
    if cover.is_file() and cover.read_bytes() == made:
        return False
    cover.write_bytes(made)
    return True


def jpeg(png: bytes) -> bytes:
    """Return a PNG as a small JPEG."""
    try:
        import av
    except ImportError as error:
        raise NeedsTools("Building needs the extra `media`: pip install 'unknot[media]'") from error
    reader: Any = av.CodecContext.create("png", "r")
    [picture] = reader.decode(av.Packet(png))
    writer: Any = av.CodecContext.create("mjpeg", "w")
    writer.width = writer.height = SIZE
    writer.pix_fmt, writer.framerate, writer.options = "yuvj420p", 1, _QUALITY
    frame = picture.reformat(width=SIZE, height=SIZE, format="yuvj420p", interpolation="LANCZOS")
    frame.pts = 0
    packets = [*writer.encode(frame), *writer.encode(None)]
    return b"".join(bytes(packet) for packet in packets)
