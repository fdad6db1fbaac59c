"""Processes that are measured: started on a core of their own, with the CPU and the memory that they use."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Self

ROOT = Path(__file__).parent.parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
STAND_IN_CORE, BOT_CORE = 0, 1
PATIENCE = 120.0  # seconds after which something that should have come has failed
LOOK_EVERY = 0.02


class TooSlow(Exception):
    """Something that should have come did not; the text says what."""


def until(look: Callable[[], bool], what: str, within: float = PATIENCE, every: float = LOOK_EVERY) -> None:
    """Wait until `look` is true; TooSlow says what has not come."""
    ends = time.monotonic() + within
    while not look():
        if time.monotonic() > ends:
            raise TooSlow(what)
        time.sleep(every)


def pin(pid: int, core: int) -> None:
    """Keep a process on one core, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(pid, {cores[core % len(cores)]})


def cpu_of(pid: int, *, with_ended: bool = False) -> float:
    """Return the CPU seconds, user and system, of a process; `with_ended`: and of its ended children."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return sum(int(field) for field in fields[11 : 15 if with_ended else 13]) / TICKS


def spent(after: float, before: float) -> float:
    """Return the CPU seconds between two moments; at least one tick, as Linux counts no less."""
    return max(after - before, 1 / TICKS)


def memory_of(pid: int) -> int:
    """Return the bytes of memory that a process has now (its resident set)."""
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def children_of(pid: int) -> list[int]:
    """Return the processes that `pid` has started and that live."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[1]) == pid:
                found.append(int(folder.name))
    return found


def _environment() -> dict[str, str]:
    """Return the environment without what somebody has set for Python.

    With PYTHONDONTWRITEBYTECODE, for instance, each start compiles the bot anew. Libraries are compiled when
    they are installed.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


class Process:
    """A process that lives as long as the `with`. What it prints as an error is kept."""

    def __init__(
        self,
        *command: str,
        core: int = BOT_CORE,
        settings: Mapping[str, str] | None = None,
        reads: bool = False,
    ) -> None:
        """`command`: what follows `python`. `reads`: its standard output is wanted."""
        self.errors: IO[bytes] = tempfile.TemporaryFile()
        # An empty folder: a file `.env` of whoever runs the bench must not change what is measured.
        self._folder = tempfile.TemporaryDirectory(prefix="unknot-bench-", ignore_cleanup_errors=True)
        self.began_at = time.time()
        self.child = subprocess.Popen(
            [sys.executable, *command],
            cwd=self._folder.name,
            env={**_environment(), "PYTHONPATH": str(ROOT), **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if reads else subprocess.DEVNULL,
            stderr=self.errors,
        )
        pin(self.child.pid, core)

    @property
    def cpu(self) -> float:
        """The CPU seconds that it has used, with all its threads."""
        return cpu_of(self.child.pid)

    @property
    def memory(self) -> int:
        """The bytes of memory that it has now."""
        return memory_of(self.child.pid)

    def wait_until(self, look: Callable[[], bool], what: str, within: float = PATIENCE) -> None:
        """Wait until `look` is true; TooSlow if it ends or takes too long."""

        def look_twice() -> bool:
            if self.child.poll() is not None:
                raise TooSlow(f"{what}: the process has ended. {self.said()}")
            return look()

        try:
            until(look_twice, what, within)
        except TooSlow as problem:
            raise TooSlow(f"{problem} {self.said()}") from None

    def said(self) -> str:
        """Return the end of what it printed as an error."""
        self.errors.seek(0)
        return self.errors.read()[-2000:].decode("utf-8", "replace")

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(30)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self.child.stdout is not None:
            self.child.stdout.close()
        self.errors.close()
        self._folder.cleanup()
