"""How a bench is run: its arguments, the stand-in and the databases that it gets, and where its tables go."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench.measuring.databases import Databases, all_databases
from bench.measuring.machine import machine
from bench.measuring.tables import Table
from bench.stand_in.standing import StandIn

NEEDED = ("aiogram", "telebot", "whenever", "pytest")
INSTALL = "pip install -e '.[dev,bench]'"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a bench measures with: how often, how much, and against what."""

    stand_in: StandIn
    databases: Databases
    rounds: int = 3
    scale: float = 1.0  # of the counts of updates and messages
    is_large: bool = False  # also sizes that need minutes and some gigabytes of disk

    def count(self, usual: int) -> int:
        """Return how many updates or messages to use where `usual` is the usual count."""
        return max(int(usual * self.scale), 2)


Measure = Callable[[Setup], Sequence[Table]]


def command(measure: Measure, name: str, says: str | None) -> None:
    """Run one bench from the command line, and print its tables."""
    given = arguments(name, says).parse_args()
    with set_up(given) as setup:
        write(measure(setup), given.to)


def arguments(name: str, says: str | None) -> argparse.ArgumentParser:
    """Return a parser for what every bench can be told."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}", description=says)
    parser.add_argument("--rounds", type=int, default=3, help="each bot is measured so often, in turns")
    parser.add_argument("--scale", type=float, default=1.0, help="0.1: a tenth of all updates and messages")
    parser.add_argument(
        "--large", action="store_true", help="also 10 million chats: minutes, and 5 GB of disk"
    )
    parser.add_argument("--no-postgres", action="store_true", help="leave PostgreSQL out")
    parser.add_argument("--to", type=Path, help="a file for the tables; else they are printed")
    return parser


@contextmanager
def set_up(given: argparse.Namespace) -> Iterator[Setup]:
    """Yield what benches need; end with one sentence if something is not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        sys.exit(f"Not installed: {', '.join(missing)}. Install what the benches need: {INSTALL}")
    with all_databases(with_server=not given.no_postgres) as databases, StandIn() as stand_in:
        yield Setup(stand_in, databases, given.rounds, given.scale, given.large)


def write(tables: Sequence[Table], to: Path | None) -> None:
    """Write the machine and the tables, as Markdown."""
    text = "\n".join((machine() + "\n", *(table.markdown() for table in tables)))
    if to is None:
        sys.stdout.write(text)
    else:
        to.write_text(text, "utf-8")
