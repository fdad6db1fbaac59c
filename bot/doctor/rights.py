"""Checks of who may read the files: the token in `.env`, and what people told the bot in the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.doctor.finding import Finding, look, ok
from bot.env_file import is_open_to_others

BESIDE = ("", "-journal", "-wal")  # endings of the files that hold the data


def check_rights(settings: Path, database: Path | None) -> Iterator[Finding]:
    """Can other users of this machine read `.env` or the database?"""
    if is_open_to_others(settings):
        todo = f"It holds the token: chmod 600 {settings}"
        yield look("rights of .env", f"other users can read {settings}", todo)
    elif settings.is_file():
        yield ok("rights of .env", f"other users cannot read {settings}")
    if database is None or _is_closed(database.parent):
        return
    open_ones = [path for end in BESIDE if is_open_to_others(path := Path(f"{database}{end}"))]
    if open_ones:
        todo = f"Unless that is meant: chmod 600 {' '.join(map(str, open_ones))}"
        yield look("rights of the database", f"other users can read {open_ones[0]}", todo)


def _is_closed(folder: Path) -> bool:
    """Can nobody but the owner reach what is in the folder?"""
    try:
        return not folder.stat().st_mode & 0o011
    except OSError:
        return True
