"""What is made once for all tests is what each of them would make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import sqlite
from tests import once


@pytest.mark.parametrize("modes", [("delete", "wal"), ("wal", "delete")])
def test_the_tables_are_in_the_journal_mode_of_the_test_that_wants_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, modes: tuple[str, ...]
) -> None:
    """Whichever mode an earlier test has wanted."""
    for mode in modes:
        monkeypatch.setattr(sqlite, "has_safe_wal", lambda _version, mode=mode: mode == "wal")
        file = tmp_path / f"{mode}.sqlite3"
        once.put_tables(file)
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == (mode,)
