"""Which signs a font has, read from its table `cmap`."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

from bot.media.raster import FONTS

FILES = {
    "Fraunces Soft": "Fraunces-Soft.ttf",
    "Nunito SemiBold": "Nunito-SemiBold.ttf",
    "Nunito ExtraBold": "Nunito-ExtraBold.ttf",
    "Noto Sans SC": "NotoSansSC.ttf",
}


def lacking(text: str, families: str) -> set[str]:
    """Return the signs of `text` that none of some font families has; `families`: as an SVG names them."""
    fonts = [signs_of(FONTS / FILES[family.strip()]) for family in families.split(",")]
    return {sign for sign in text if not any(ord(sign) in font for font in fonts)}


@cache
def signs_of(font: Path) -> frozenset[int]:
    """Return the codes of all signs of a font."""
    data = font.read_bytes()
    cmap = _table(data, b"cmap")
    [count] = struct.unpack_from(">H", data, cmap + 2)
    offsets = {struct.unpack_from(">I", data, cmap + 4 + 8 * number + 4)[0] for number in range(count)}
    return frozenset().union(*(_codes(data, cmap + offset) for offset in offsets))


def _table(data: bytes, name: bytes) -> int:
    """Return where a table begins."""
    [count] = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count))
    return next(int(offset) for tag, _, offset, _ in records if tag == name)


def _codes(data: bytes, at: int) -> set[int]:
    """Return the codes of a subtable of one of the two usual formats."""
    [form] = struct.unpack_from(">H", data, at)
    if form == 4:
        [double] = struct.unpack_from(">H", data, at + 6)
        ends = struct.unpack_from(f">{double // 2}H", data, at + 14)
        begins = struct.unpack_from(f">{double // 2}H", data, at + 16 + double)
    elif form == 12:
        [groups] = struct.unpack_from(">I", data, at + 12)
        each = [struct.unpack_from(">II", data, at + 16 + 12 * number) for number in range(groups)]
        begins, ends = tuple(first for first, _ in each), tuple(last for _, last in each)
    else:
        return set()
    return {code for first, last in zip(begins, ends, strict=True) for code in range(first, last + 1)} - {
        0xFFFF
    }
