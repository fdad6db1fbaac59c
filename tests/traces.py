"""What a chat leaves in SQLite's files: its number and its words, in every form that SQLite has for them."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

BESIDE = ("", "-wal", "-journal", "-shm")


def numbers(chat: int) -> dict[str, bytes]:
    """Return the forms of a chat's number. It must be long, or its bytes would be found by chance."""
    assert abs(chat) >= 1 << 31
    whole = chat.to_bytes(8, "big", signed=True)
    forms = {
        "the key of a row": _varint(chat),
        "text": str(abs(chat)).encode(),
        "a float": struct.pack(">d", chat),
    }
    if -(1 << 47) <= chat < 1 << 47:
        forms["a number in six bytes"] = whole[2:]
    else:
        forms["a number in eight bytes"] = whole
    return forms


def found(database: Path, chat: int, words: Iterable[str]) -> list[str]:
    """Return where a form of the number, or one of the words, stands in the database or beside it."""
    traces = numbers(chat) | {word: word.encode() for word in words}
    seen = []
    for end in BESIDE:
        file = Path(f"{database}{end}")
        content = file.read_bytes() if file.exists() else b""
        seen += [
            f"{name}{end}: {content.count(trace)} times" for name, trace in traces.items() if trace in content
        ]
    return seen


def _varint(number: int) -> bytes:
    """Return `number` as SQLite writes the key of a row: 7 bits a byte, the first bits first."""
    rest = number & (1 << 64) - 1
    if rest >= 1 << 56:
        parts, rest = [rest & 0xFF], rest >> 8
        for _ in range(8):
            parts.append(rest & 0x7F | 0x80)
            rest >>= 7
        return bytes(reversed(parts))
    parts = [rest & 0x7F]
    while rest := rest >> 7:
        parts.append(rest & 0x7F | 0x80)
    return bytes(reversed(parts))
