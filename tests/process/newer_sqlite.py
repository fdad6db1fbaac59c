"""The command `unknot` on the SQLite of the package pysqlite3, which has no WAL-reset bug."""

from __future__ import annotations

import sys

import pysqlite3  # type: ignore[import-not-found, import-untyped, unused-ignore]

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from bot.cli import main  # noqa: E402 - only now is the other SQLite in place

if __name__ == "__main__":
    main()
