"""Joins the pieces of a recipe in a process of its own: `python -m bot.media.track.worker FOLDER`.

It reads the order as JSON from its input, and writes the M4A file to its output. It needs only the standard
library, and it writes no file: a full disk does not matter, and nothing is left when it is killed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import chain, repeat
from pathlib import Path

from bot.media.track.container import frames_of, m4a_of


def join(folder: Path, parts: Sequence[tuple[str, int]], title: str, performer: str) -> bytes:
    """Return an M4A file of `parts`: pieces of `folder`, each so many times in a row."""
    known = {file: tuple(frames_of((folder / file).read_bytes())) for file, _ in parts}
    rows = (chain.from_iterable(repeat(known[file], times)) for file, times in parts)
    return m4a_of(list(chain.from_iterable(rows)), title, performer)


def main() -> None:
    """Join the order of the input."""
    order = json.load(sys.stdin.buffer)
    parts = [(str(file), int(times)) for file, times in order["parts"]]
    sys.stdout.buffer.write(join(Path(sys.argv[1]), parts, order["title"], order["performer"]))


if __name__ == "__main__":
    main()
