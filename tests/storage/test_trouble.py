"""Which trouble an error of SQLite means, and that the guide for operators has every sentence about it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.storage.problems import TransactionGone
from bot.storage.trouble import InTrouble, Trouble, trouble_in

GUIDE = Path(__file__).parents[2] / "docs" / "operating.md"


def error(name: str) -> OperationalError:
    """Return an error as SQLAlchemy raises it."""
    cause = sqlite3.OperationalError("in SQLite's words")
    cause.sqlite_errorname = name
    return OperationalError("INSERT", None, cause)


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("SQLITE_FULL", Trouble.full),
        ("SQLITE_READONLY", Trouble.read_only),
        ("SQLITE_READONLY_DIRECTORY", Trouble.read_only),
        ("SQLITE_READONLY_DBMOVED", Trouble.gone),
        ("SQLITE_CANTOPEN", Trouble.read_only),
        ("SQLITE_BUSY", Trouble.locked),
        ("SQLITE_IOERR_WRITE", Trouble.failing),
        ("SQLITE_CORRUPT_INDEX", Trouble.damaged),
        ("SQLITE_ERROR", None),
        ("SQLITE_CONSTRAINT_UNIQUE", None),
    ],
)
def test_an_error_of_sqlite_is_one_kind_of_trouble_or_a_bug(name: str, trouble: Trouble | None) -> None:
    assert trouble_in(error(name)) is trouble


def test_the_trouble_is_found_behind_the_errors_that_it_led_to() -> None:
    """After a full disk has undone the transaction, SQLite knows the savepoint no more."""
    gone = TransactionGone()
    gone.__cause__ = error("SQLITE_ERROR")
    gone.__cause__.__context__ = error("SQLITE_FULL")

    assert trouble_in(gone) is Trouble.full
    assert trouble_in(InTrouble(Trouble.gone)) is Trouble.gone


def test_a_bug_is_no_trouble() -> None:
    assert trouble_in(LookupError()) is None
    assert trouble_in(IntegrityError("INSERT", None, sqlite3.IntegrityError())) is None


@pytest.mark.parametrize("trouble", Trouble)
def test_the_guide_for_operators_has_every_sentence(trouble: Trouble) -> None:
    assert f"| `{trouble.value}` |" in GUIDE.read_text("utf-8")
