"""A database of an older version, filled by that version's own code."""

from __future__ import annotations

import sqlite3
from pathlib import Path

FILLED_AT_0003 = Path(__file__).parent / "filled_at_0003.sql"


def fill(file: Path) -> None:
    """Write the database of version 0003 to `file`."""
    connection = sqlite3.connect(file)
    connection.executescript(FILLED_AT_0003.read_text(encoding="utf-8"))
    connection.close()
