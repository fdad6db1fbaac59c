"""Only the owner may read what the bot makes: the database's folder and file, whatever the umask.

SQLite gives the rights of the database's file to the files -journal, -wal and -shm that it makes beside it.
"""

from __future__ import annotations

import os
from pathlib import Path

FILE, FOLDER = 0o600, 0o700


def make_folder(folder: Path) -> None:
    """Make the folder, and those above it that are missing. One that is there keeps its rights."""
    for each in reversed((folder, *folder.parents)):
        if not each.is_dir():
            each.mkdir(FOLDER, exist_ok=True)  # another process may make it at the same time
            each.chmod(FOLDER)  # a umask may have taken rights of the owner


def make_file(file: Path) -> None:
    """Make an empty file, which is an empty database. One that is there keeps its rights."""
    try:
        made = os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE)
    except FileExistsError:
        return
    os.close(made)
    file.chmod(FILE)
