"""The commands `unknot copy`, `backup` and `restore`. What they need is imported when they run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Target = Annotated[str, typer.Option("--to", help="The database to fill: a URL as in DATABASE_URL.")]
From = Annotated[
    str | None, typer.Option("--from", help="The database to read; without it, the one of DATABASE_URL.")
]
Restored = Annotated[
    str | None, typer.Option("--to", help="The database to fill; without it, the one of DATABASE_URL.")
]
Written = Annotated[Path, typer.Option("--to", help="The file to write; it must not be there yet.")]
Backup = Annotated[Path, typer.Option("--from", help="The file that `unknot backup` has written.")]


def add_to(app: typer.Typer) -> None:
    """Give the commands to the command line."""
    app.command()(copy)
    app.command()(backup)
    app.command()(restore)


def copy(to: Target, source: From = None) -> None:
    """Take everything to another database, from SQLite to PostgreSQL or back. Stop the bot before."""
    from bot.moving.doing import copy_all

    copy_all(to, source)


def backup(to: Written, source: From = None) -> None:
    """Write everything to one file, as it is at this moment. The bot may be running."""
    from bot.moving.doing import back_up_all

    back_up_all(to, source)


def restore(source: Backup, to: Restored = None) -> None:
    """Fill an empty database from a backup. What was due by now is not sent again."""
    from bot.moving.doing import restore_all

    restore_all(source, to)
