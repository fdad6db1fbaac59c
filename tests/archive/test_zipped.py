"""A zip that is read may come from anybody."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.archive import zipped
from bot.archive.zipped import pack, unpack
from bot.domain.ids import ChatId
from bot.ports import Archive, CannotTakeBack

OURS = Archive(ChatId(5), datetime(2026, 11, 24, tzinfo=UTC), {"chats": [{"id": 5, "zone": "@SUM(1)"}]})
GOOD = json.loads(zipfile.ZipFile(io.BytesIO(pack(OURS, "A note."))).read("unknot.json"))


def zip_of(content: Any, name: str = "unknot.json", more: int = 0) -> bytes:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, text)
        for number in range(more):
            packed.writestr(f"{number}.csv", "")
    return made.getvalue()


def lying(content: bytes) -> bytes:
    """Return a zip that says in both headers that its file is 10 bytes long."""
    true_size = struct.pack("<I", len(content))
    return zip_of(content).replace(true_size, struct.pack("<I", 10))


def encrypted() -> bytes:
    """Return a zip that says of its file that it is encrypted."""
    made = bytearray(zip_of(GOOD))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def test_what_is_packed_is_unpacked() -> None:
    assert unpack(pack(OURS, "A note.")) == OURS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", zipped.NO_ZIP),
        (b"hello", zipped.NO_ZIP),
        (pack(OURS, "")[:-30], zipped.NO_ZIP),
        (encrypted(), zipped.NO_ZIP),
        (zip_of(GOOD, "other.json"), zipped.NO_ZIP),
        (zip_of([1]), zipped.NO_ZIP),
        (zip_of({**GOOD, "format": "recipes"}), zipped.NO_ZIP),
        (zip_of(json.dumps(GOOD).encode()[:-9]), "damaged"),
        (zip_of(b"\xff\xfe"), "damaged"),
        (zip_of(b"[" * 200_000), "damaged|too large"),
        (zip_of(b'{"format": ' + b"9" * 5000 + b"}"), "damaged"),
        (zip_of({**GOOD, "made_at": "2026-11-24"}), "damaged"),
        (zip_of({**GOOD, "tables": {"chats": [5]}}), "damaged"),
        (zip_of({**GOOD, "chat": True}), "damaged"),
        (zip_of({**GOOD, "version": 2}), "newer"),
        (zip_of(GOOD, more=100), "too large"),
        (lambda: zip_of(b" " * 20_000_000), "too large"),
        (lambda: lying(b" " * 20_000_000), f"too large|{zipped.NO_ZIP}"),
        (lambda: bytes(zipped.MOST_BYTES + 1), "too large"),
    ],
)
def test_a_strange_file_gets_one_clear_sentence(content: bytes | Callable[[], bytes], said: str) -> None:
    """A large one is made when its test runs, not in each process that collects it."""
    with pytest.raises(CannotTakeBack, match=said):
        unpack(content if isinstance(content, bytes) else content())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    archive = Archive(ChatId(5), OURS.made_at, {"chats": [{"id": -5, "name": text}]})

    with zipfile.ZipFile(io.BytesIO(pack(archive, ""))) as packed:
        _, row = packed.read("chats.csv").decode("utf-8-sig").split("\n", 1)

    assert "-5," in row
    assert "'" + text.strip("\r\n") in row.replace('"', "") or f"'{text}" in row
