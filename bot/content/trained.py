"""Reads the weights that were learnt from the examples of a language, if they were made from just these."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

FILE = "examples.weights"
_MADE_FROM = "made from "


def read_weights(examples: Path, spellings: Mapping[str, str]) -> bytes:
    """Return the weights beside the file of examples; empty if there are none, or only older ones."""
    try:
        packed = examples.with_name(FILE).read_bytes()
        head, _, body = packed.partition(b"\n")
        return body if head == _head(examples, spellings) else b""
    except OSError:
        return b""


def write_weights(examples: Path, spellings: Mapping[str, str], body: bytes) -> int:
    """Write the weights of a file of examples beside it; return the size of the file in bytes."""
    return examples.with_name(FILE).write_bytes(_head(examples, spellings) + b"\n" + body)


def _head(examples: Path, spellings: Mapping[str, str]) -> bytes:
    made_from = examples.read_bytes() + repr(sorted(spellings.items())).encode()
    return f"{_MADE_FROM}{hashlib.sha256(made_from).hexdigest()}".encode()
