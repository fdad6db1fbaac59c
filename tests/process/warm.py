"""Processes that start at once, because they are forked from one that has imported the bot.

Importing the bot and reading the texts cost more than a second of CPU, and the tests start it more than a
hundred times. So the `forkserver` of `multiprocessing` does both once (`warmed.py`), and is forked for each
start. The forked process runs the command's `main`, and signals end it like any other process.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CAN_FORK = "forkserver" in multiprocessing.get_all_start_methods()


@dataclass(frozen=True, slots=True)
class Start:
    """What is started: the `main` of the module `command`, in `folder`; it prints to `out` and `err`."""

    command: str
    arguments: tuple[str, ...]
    folder: Path
    environment: dict[str, str]
    out: Path
    err: Path


class Run(Protocol):
    """A process, as tests use it; `subprocess.Popen` is one."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def kill(self) -> None: ...
    def send_signal(self, number: int, /) -> None: ...


class Forked:
    """A process of the fork server, with the methods of `subprocess.Popen`."""

    def __init__(self, process: multiprocessing.process.BaseProcess) -> None:
        assert process.pid is not None
        self.pid = process.pid
        self._process = process

    def poll(self) -> int | None:
        """Return the exit code; minus the signal's number if a signal ended it; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end; TimeoutError if it does not come in `timeout` seconds."""
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise TimeoutError(f"still running after {timeout} s")
        return code

    def kill(self) -> None:
        """kill -9."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


def run_forked(start: Start) -> Run:
    """Fork the process that has imported the bot, and run the command in it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.process.warmed"])
    process = context.Process(target=_main, args=(start,))
    process.start()
    return Forked(process)


def run_new(start: Start) -> Run:
    """Run the command in a new Python process, as a person would start it."""
    with start.out.open("ab") as to_out, start.err.open("ab") as to_err:
        return subprocess.Popen(
            [sys.executable, "-m", start.command, *start.arguments],
            cwd=start.folder,
            env=dict(start.environment),
            stdin=subprocess.DEVNULL,
            stdout=to_out,
            stderr=to_err,
        )


def _main(start: Start) -> None:
    """Make this process what `python -m command` would have made of it, and run the command."""
    for file, number in ((start.out, 1), (start.err, 2)):
        with file.open("ab", buffering=0) as opened:
            os.dup2(opened.fileno(), number)
    os.chdir(start.folder)
    os.environ.clear()
    os.environ.update(start.environment)
    random.seed()
    sys.argv = [start.command, *start.arguments]
    importlib.import_module(start.command).main()
