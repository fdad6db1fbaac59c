"""A scene whose bot keeps everything on a PostgreSQL server that the test may stop, fill and close."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults.scene import AGAIN_SOON, Bot, Scene
from tests.postgres import NOBODY, Server, command

QUICK = (*AGAIN_SOON, "bot.storage.condition.QUIET=0.5", "bot.storage.guarded.REST=0.2")
ENDS = "The database can be written again."


class OnServer(Scene):
    """The bot has a database of its own on the server."""

    server: Server
    bots_use = ""  # the URL for the bots; empty: the server's first database

    @property
    def database_url(self) -> str:
        return self.bots_use or self.server.url()


class SmallDisk:
    """A disk of some megabytes in memory, on which a database of the server lies."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"
        folder.mkdir()
        wanted = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        try:
            subprocess.run(wanted, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("This machine lets the tests make no disk of their own.")

    def holds(self, server: Server, database: str) -> str:
        """Put a new database on this disk; return its URL."""
        tables = self.folder / "tables"
        tables.mkdir()
        if os.geteuid() == 0:
            shutil.chown(tables, NOBODY)
        command(server.url(), f"CREATE TABLESPACE small LOCATION '{tables}'")
        command(server.url(), f"CREATE DATABASE {database} TABLESPACE small")
        return server.url(database)

    def fill(self) -> None:
        """Leave no room at all."""
        room = shutil.disk_usage(self.folder).free
        with self._ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, room)

    def make_room(self) -> None:
        self._ballast.unlink()

    def close(self) -> None:
        """Take the disk away; the server has stopped."""
        subprocess.run(["umount", str(self.folder)], check=True)


async def says(bot: Bot, words: str, times: int) -> bool:
    """Has the log had these words so often?"""
    return bot.err.count(words) >= times
