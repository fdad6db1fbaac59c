"""Databases to measure with: a file, or a real PostgreSQL server with its CPU."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.measuring.processes import children_of, cpu_of
from tests import postgres

SETTINGS = "-c max_connections=60"  # as a host runs it: with fsync, unlike the server of the tests


class BenchServer(postgres.Server):
    """The server of the tests, but one that writes to the disk what it says it has written."""

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-h '' -k {self.folder} {SETTINGS}"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    @property
    def cpu(self) -> float:
        """The CPU seconds that its processes have used, also those that have ended."""
        first = int((self.data / "postmaster.pid").read_text("utf-8").split()[0])
        return cpu_of(first, with_ended=True) + sum(cpu_of(child) for child in children_of(first))


@contextmanager
def a_server() -> Iterator[BenchServer | str]:
    """Yield a running server, or the reason why there is none."""
    with tempfile.TemporaryDirectory(prefix="unknot-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = BenchServer(Path(folder) / "pg")
        try:
            postgres.programs()
            server.make()
        except pytest.skip.Exception as reason:
            yield str(reason)
            return
        try:
            yield server
        finally:
            server.stop()


class Databases:
    """Makes empty databases, each for one bot: `sqlite` always, `postgres` where there is a server."""

    def __init__(self, folder: Path, server: BenchServer | None) -> None:
        self.server = server
        self._folder = folder
        self._count = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that can be measured here."""
        return ("SQLite", "PostgreSQL") if self.server is not None else ("SQLite",)

    def files_only(self) -> Databases:
        """Return the same without the server."""
        return Databases(self._folder / "files", None)

    def make(self, kind: str) -> str:
        """Return the URL of a new, empty database."""
        self._count += 1
        if kind == "SQLite":
            folder = self._folder / f"db{self._count}"
            folder.mkdir(parents=True)
            return f"sqlite:///{folder / 'unknot.sqlite3'}"
        assert self.server is not None
        name = f"bench_{self._count}"
        postgres.command(self.server.url(), f"CREATE DATABASE {name} TEMPLATE template0")
        return self.server.url(name)

    def server_cpu(self, kind: str) -> float:
        """Return the CPU seconds of the database server so far; 0 for a file, which has none."""
        return self.server.cpu if kind == "PostgreSQL" and self.server is not None else 0.0

    def drop(self, url: str) -> None:
        """Delete a database that is no longer needed."""
        if url.startswith("sqlite"):
            shutil.rmtree(Path(url.removeprefix("sqlite:///")).parent, ignore_errors=True)
        else:
            name = url.partition("?")[0].rpartition("/")[2]
            assert self.server is not None
            postgres.command(self.server.url(), f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def all_databases(*, with_server: bool = True) -> Iterator[Databases]:
    """Yield what makes databases; without a server it says why on the standard error."""
    with tempfile.TemporaryDirectory(prefix="unknot-bench-", ignore_cleanup_errors=True) as folder:
        if not with_server:
            yield Databases(Path(folder), None)
            return
        with a_server() as server:
            if isinstance(server, str):
                os.write(2, f"The rows of PostgreSQL are left out. {server}\n".encode())
            yield Databases(Path(folder), server if isinstance(server, BenchServer) else None)
