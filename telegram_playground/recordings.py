"""Reads the type and the length of sound and moving pictures from their headers."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_MPEG_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBPS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_GIF_DELAY = re.compile(rb"\x21\xf9\x04.(..).\x00[\x2c\x21]", re.DOTALL)


def recording_type(content: bytes) -> str | None:
    """Return the media type of a recording, None for anything else."""
    if content.startswith(b"OggS"):
        return "audio/ogg"
    if content[4:8] == b"ftyp":
        return "video/mp4" if mp4_size(content) else "audio/mp4"
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    if content.startswith(b"ID3") or _mpeg_frame(content, 0):
        return "audio/mpeg"
    return None


def seconds(content: bytes, kind: str) -> int:
    """Return the length in whole seconds, 0 when the headers do not say it."""
    readers = {
        "audio/ogg": _ogg,
        "audio/mp4": _mp4,
        "video/mp4": _mp4,
        "audio/mpeg": _mpeg,
        "image/gif": _gif,
    }
    try:
        return round(readers[kind](content)) if kind in readers else 0
    except (struct.error, IndexError, ZeroDivisionError, OverflowError):
        return 0


def _gif(content: bytes) -> float:
    return sum(int.from_bytes(delay, "little") for delay in _GIF_DELAY.findall(content)) / 100


def _ogg(content: bytes) -> float:
    head = content[:200]
    last = content.rfind(b"OggS")
    (samples,) = struct.unpack_from("<q", content, last + 6)
    opus, vorbis = head.find(b"OpusHead"), head.find(b"\x01vorbis")
    if opus >= 0:
        (skipped,) = struct.unpack_from("<H", content, opus + 10)
        return float(max(0, samples - skipped) / 48000)
    if vorbis >= 0:
        (rate,) = struct.unpack_from("<I", content, vorbis + 12)
        return float(max(0, samples) / rate)
    return 0


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the boxes of an MP4 file: name, start and end of the content."""
    while start + 8 <= end:
        size, name = struct.unpack_from(">I4s", content, start)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, start + 8)
            head = 16
        stop = end if size == 0 else start + size
        if stop < start + head or stop > end:
            return
        yield name, start + head, stop
        start = stop


def _inside(content: bytes, *path: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of the boxes at a path."""
    spans = [(0, len(content))]
    for wanted in path:
        spans = [
            (start, end) for outer in spans for name, start, end in _boxes(content, *outer) if name == wanted
        ]
    yield from spans


def _mp4(content: bytes) -> float:
    for start, _ in _inside(content, b"moov", b"mvhd"):
        if content[start] == 1:
            scale, length = struct.unpack_from(">IQ", content, start + 20)
        else:
            scale, length = struct.unpack_from(">II", content, start + 12)
        return float(length / scale)
    return 0


def mp4_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of the picture in an MP4 file, None when it has only sound."""
    try:
        for start, end in _inside(content, b"moov", b"trak", b"tkhd"):
            width, height = struct.unpack_from(">II", content, end - 8)
            if start < end - 8 and width and height:
                return width >> 16, height >> 16
    except struct.error:
        return None
    return None


def _mpeg_frame(content: bytes, at: int) -> tuple[int, int, int] | None:
    """Return kilobits and samples a second, and samples a frame, of an MPEG layer III header."""
    if len(content) < at + 4 or content[at] != 0xFF or content[at + 1] & 0xE6 != 0xE2:
        return None
    version, rate, kbps = content[at + 1] >> 3 & 3, content[at + 2] >> 2 & 3, content[at + 2] >> 4
    if version == 1 or rate == 3 or kbps in (0, 15):
        return None
    if version == 3:
        return _KBPS_1[kbps], _MPEG_RATES[3][rate], 1152
    return _KBPS_2[kbps], _MPEG_RATES[version][rate], 576


def _mpeg(content: bytes) -> float:
    at = 0
    if content.startswith(b"ID3"):
        at = 10 + sum(byte << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=False))
    frame = _mpeg_frame(content, at)
    if frame is None:
        return 0
    kbps, rate, samples = frame
    tag = max(content.find(b"Xing", at, at + 200), content.find(b"Info", at, at + 200))
    if tag >= 0 and content[tag + 7] & 1:
        (frames,) = struct.unpack_from(">I", content, tag + 8)
        return float(frames * samples / rate)
    return (len(content) - at) * 8 / (kbps * 1000)
