"""The program `unknot`: which command is run, and how it ends if a person must put something right."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable

START_AGAIN, WRONG_SETTING = 1, 2
INTERRUPTED = 130  # as shells say it


def main() -> None:
    """Run the command. A mistake that a person can put right ends in one sentence and exit code 2."""
    try:
        _command()()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as problem:  # noqa: BLE001 - what is no mistake of a person is raised again
        _end_after(problem)


def _command() -> Callable[[], object]:
    """Return what the arguments ask for.

    `unknot run`, as hosts start it, has nothing to be parsed. So the bot does not load and keep the libraries
    that parse arguments and write help.
    """
    if sys.argv[1:] == ["run"]:
        gc.disable()  # `run` says why
        from bot.process import run

        return run
    from bot.commands import app

    return app


def _end_after(problem: Exception) -> None:
    """End the process in one sentence; if `problem` is a bug, let it be raised."""
    from bot.compose import CannotStart, StartAgain
    from bot.ports import CannotTakeBack
    from bot.settings import SettingsProblem
    from bot.storage.problems import DatabaseUnusable
    from telegram_playground.errors import FileInUse, PortTaken

    mistakes = (CannotStart, CannotTakeBack, DatabaseUnusable, SettingsProblem, PortTaken, FileInUse)
    if isinstance(problem, mistakes):
        _say(problem)
        sys.exit(WRONG_SETTING)
    if isinstance(problem, StartAgain):
        _say(problem)
        sys.stdout.flush()
        # The usual way out waits for the storage's thread and closes the file. On a disk that does not answer
        # this lasts for ever; and SQLite must not tidy up beside a file that is not its own.
        os._exit(START_AGAIN)
    raise problem


def _say(problem: Exception) -> None:
    from rich.console import Console

    Console(stderr=True, soft_wrap=True).print(str(problem), style="red", markup=False, highlight=False)


if __name__ == "__main__":
    main()
