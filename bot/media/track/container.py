"""Writes AAC frames into an M4A file, and reads them from ADTS files. It needs only the standard library.

All pieces of a track come from one encoder with one setting, so their frames can stand one after the other.
A frame overlaps with the next one. Therefore each piece begins and ends with silent frames: a joint of two
pieces is a joint of silence and silence.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import accumulate

RATE = 24_000  # samples in a second
SAMPLES = 1024  # in a frame

_CONFIG = bytes((0x13, 0x08, 0x56, 0xE5, 0x00))  # AAC-LC, 24 kHz, one channel, and no extension (SBR)
_HEADER = 7  # bytes of an ADTS header without a checksum
_IN_CHUNK = 24  # frames, about a second: players seek by chunks
_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_ENGLISH_UNSAID = 0x55C4  # "und": the file says no language


class NotAdts(ValueError):
    """A piece is no AAC file of the one setting that tracks are made of."""


def frames_of(adts: bytes) -> Iterator[bytes]:
    """Yield the AAC frames of an ADTS file; NotAdts: it has another format or setting."""
    at = 0
    while at < len(adts):
        header = adts[at : at + _HEADER]
        if len(header) < _HEADER or header[0] != 0xFF or header[1] & 0xF7 != 0xF1:
            raise NotAdts("no ADTS frame begins here")
        if header[2] & 0xFC != 0x58 or (header[2] & 1) << 2 | header[3] >> 6 != 1:
            raise NotAdts("the frame is not AAC-LC with 24 kHz and one channel")
        length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
        if length <= _HEADER or at + length > len(adts):
            raise NotAdts("the last frame is not whole")
        yield adts[at + _HEADER : at + length]
        at += length


def adts_of(frames: Sequence[bytes]) -> bytes:
    """Return AAC frames as an ADTS file."""
    return b"".join(_adts_header(len(frame)) + frame for frame in frames)


def m4a_of(frames: Sequence[bytes], title: str, performer: str) -> bytes:
    """Return an M4A file of `frames`, with its title and performer. Its index stands before the sound."""
    sizes = [len(frame) for frame in frames]
    head = _box(b"ftyp", b"M4A ", struct.pack(">I", 0), b"M4A mp42isom")
    # The index holds the place of each chunk in the file, and so depends on its own length.
    length = len(_index(sizes, 0, title, performer))
    index = _index(sizes, len(head) + length + 8, title, performer)
    return b"".join((head, index, struct.pack(">I", 8 + sum(sizes)), b"mdat", *frames))


def _adts_header(size: int) -> bytes:
    length = size + _HEADER
    return bytes((0xFF, 0xF1, 0x58, 0x40 | length >> 11, length >> 3 & 0xFF, (length & 7) << 5 | 0x1F, 0xFC))


def _index(sizes: Sequence[int], sound_at: int, title: str, performer: str) -> bytes:
    duration = len(sizes) * SAMPLES
    header = struct.pack(">IIIII", 0, 0, 0, RATE, duration)
    movie = _box(
        b"mvhd", header, struct.pack(">IH10x", 0x10000, 0x100), _MATRIX, bytes(24), struct.pack(">I", 2)
    )
    track = _box(
        b"tkhd",
        struct.pack(">IIIIII", 7, 0, 0, 1, 0, duration),  # 7: it is on, and part of the movie
        struct.pack(">8xHHHH", 0, 0, 0x100, 0),
        _MATRIX,
        bytes(8),
    )
    times = _box(b"mdhd", header, struct.pack(">HH", _ENGLISH_UNSAID, 0))
    handler = _box(b"hdlr", bytes(8), b"soun", bytes(12), b"Sound\0")
    reference = _box(b"dref", struct.pack(">II", 0, 1), _box(b"url ", struct.pack(">I", 1)))
    information = _box(b"minf", _box(b"smhd", bytes(8)), _box(b"dinf", reference), _samples(sizes, sound_at))
    sound = _box(b"trak", track, _box(b"mdia", times, handler, information))
    return _box(b"moov", movie, sound, _tags(title, performer))


def _samples(sizes: Sequence[int], sound_at: int) -> bytes:
    chunks = [sizes[at : at + _IN_CHUNK] for at in range(0, len(sizes), _IN_CHUNK)]
    places = list(accumulate((sum(chunk) for chunk in chunks), initial=sound_at))[:-1]
    last = len(chunks[-1])
    runs = [(1, _IN_CHUNK, 1)] if len(chunks) > 1 else []
    if last < _IN_CHUNK or not runs:
        runs.append((len(chunks), last, 1))
    return _box(
        b"stbl",
        _box(b"stsd", struct.pack(">II", 0, 1), _sound_entry(sizes)),
        _box(b"stts", struct.pack(">IIII", 0, 1, len(sizes), SAMPLES)),
        _box(b"stsc", struct.pack(">II", 0, len(runs)), *(struct.pack(">III", *run) for run in runs)),
        _box(b"stsz", struct.pack(f">III{len(sizes)}I", 0, 0, len(sizes), *sizes)),
        _box(b"stco", struct.pack(f">II{len(places)}I", 0, len(places), *places)),
    )


def _sound_entry(sizes: Sequence[int]) -> bytes:
    average = sum(sizes) * 8 * RATE // (len(sizes) * SAMPLES)
    most = max(sizes) * 8 * RATE // SAMPLES
    decoder = _descriptor(
        4, bytes((0x40, 0x15)), (max(sizes)).to_bytes(3, "big"), struct.pack(">II", most, average),
        _descriptor(5, _CONFIG),
    )  # fmt: skip
    stream = _descriptor(3, struct.pack(">HB", 1, 0), decoder, _descriptor(6, b"\x02"))
    entry = struct.pack(">6xH8xHHHHI", 1, 1, 16, 0, 0, RATE << 16)
    return _box(b"mp4a", entry, _box(b"esds", bytes(4), stream))


def _tags(title: str, performer: str) -> bytes:
    """Return what a music player shows of the file."""
    tags = [
        _box(name, _box(b"data", struct.pack(">II", 1, 0), text.encode()))  # 1: the text is UTF-8
        for name, text in ((b"\xa9nam", title), (b"\xa9ART", performer))
    ]
    handler = _box(b"hdlr", bytes(8), b"mdirappl", bytes(9))
    return _box(b"udta", _box(b"meta", bytes(4), handler, _box(b"ilst", *tags)))


def _box(name: bytes, *parts: bytes) -> bytes:
    return struct.pack(">I", 8 + sum(map(len, parts))) + name + b"".join(parts)


def _descriptor(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return bytes((tag, len(content))) + content
