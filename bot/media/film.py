"""Turns frames into a silent MP4 that phones play in a loop. The same frames give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from bot.media.raster import NeedsTools

FRAMES_PER_SECOND = 25
LARGEST = 200_000  # bytes of an animation
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
_COLOURS = {"dst_colorspace": "ITU709", "dst_color_range": "MPEG"}


SETTINGS = repr((FRAMES_PER_SECOND, _ENCODER, _COLOURS))  # films made with other ones are stale


def write_film(path: Path, pictures: Iterable[bytes], size: int) -> None:
    """Write an H.264 film of square PNG pictures, `size` pixels wide, with its index in front."""
    av = _av()
    reader = av.CodecContext.create("png", "r")
    with av.open(str(path), "w", options={"movflags": "+faststart", "fflags": "+bitexact"}) as film:
        stream = film.add_stream("libx264", rate=FRAMES_PER_SECOND, options=_ENCODER)
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


def frames(path: Path, count: int) -> list[bytes]:
    """Return `count` frames of a film as PNG, at even distances, beginning with the first."""
    av = _av()
    with av.open(str(path)) as film:
        whole = film.streams.video[0].frames
        wanted = {number * whole // count for number in range(count)}
        return [_png(frame) for number, frame in enumerate(film.decode(video=0)) if number in wanted]


def faults_of_film(path: Path, duration: float, size: int) -> list[str]:
    """Return what is wrong with a film: codec, size, length, a sound track, its index not in front."""
    av = _av()
    with av.open(str(path)) as film:
        video = film.streams.video[0]
        coded = video.codec_context
        seconds = float(video.duration * video.time_base)
        wrong = [] if len(film.streams) == 1 else ["it has more than one stream"]
    if (coded.name, coded.pix_fmt) != ("h264", "yuv420p"):
        wrong.append(f"it is {coded.name} in {coded.pix_fmt}, not h264 in yuv420p")
    if (coded.width, coded.height) != (size, size):
        wrong.append(f"it is {coded.width} x {coded.height} pixels, not {size} x {size}")
    if abs(seconds - duration) > 0.05:
        wrong.append(f"it takes {seconds:.2f} s, not {duration:.2f} s")
    if path.stat().st_size > LARGEST:
        wrong.append(f"it has more than {LARGEST} bytes")
    data = path.read_bytes()
    if not 0 <= data.find(b"moov") < data.find(b"mdat"):
        wrong.append("its index is not in front")
    return wrong


def _png(frame: Any) -> bytes:
    av = _av()
    shown = frame.reformat(format="rgb24", src_colorspace="ITU709", src_color_range="MPEG")
    writer: Any = av.CodecContext.create("png", "w")
    writer.width, writer.height, writer.pix_fmt = shown.width, shown.height, "rgb24"
    writer.time_base = Fraction(1, FRAMES_PER_SECOND)
    return b"".join(bytes(packet) for packet in (*writer.encode(shown), *writer.encode(None)))


def _av() -> Any:
    try:
        import av
    except ImportError:
        raise NeedsTools("This needs the extra `media`: pip install 'unknot[media]'") from None
    return av
