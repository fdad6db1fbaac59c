"""The progress bar of commands that take a while: `unknot media build`, `copy`, `backup`, `restore`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

Show = Callable[[str, int, int], None]  # of what, how much is done, how much there is


@contextmanager
def progress_bar(console: Console) -> Iterator[Show]:
    """Give what shows how far a command is, with a line for each name. It is there from the first call on."""
    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=console)
    tasks: dict[str, TaskID] = {}

    def show(name: str, done: int, whole: int) -> None:
        if not tasks:
            bar.start()
        if name not in tasks:
            tasks[name] = bar.add_task(name, total=whole)
        bar.update(tasks[name], completed=done)

    try:
        yield show
    finally:
        if tasks:
            bar.stop()
