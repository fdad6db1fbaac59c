"""What the commands `unknot copy`, `unknot backup` and `unknot restore` do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from bot.actions.put_behind import Behind, put_behind
from bot.bar import progress_bar
from bot.compose import CannotStart, StartAgain, read_content
from bot.doctor.finding import counted
from bot.ports import CannotWrite
from bot.settings import database_of, read_database_url
from bot.storage.database import name_of
from bot.storage.moving.backup import back_up
from bot.storage.moving.copying import copy
from bot.storage.moving.places import CannotMove, held
from bot.storage.moving.restore import restore
from bot.storage.problems import DatabaseUnusable
from bot.timing.clock import SystemClock
from bot.timing.zones import use_packaged_zones
from bot.version import version


def copy_all(to: str, source: str | None) -> None:
    """Take everything to another database, from SQLite to PostgreSQL or back. Stop the bot before."""
    use_packaged_zones()
    first = read_database_url() if source is None else database_of(source)
    second = database_of(to)
    with _plainly(), progress_bar(_console()) as show:
        if name_of(first) == name_of(second):
            raise CannotMove(f"Both are {name_of(first)}: name another database after --to.")
        with held(first, is_source=True) as opened, held(second, is_source=False) as target:
            with opened.connection.begin():
                rows = copy(opened.connection, target, origin=name_of(first), name=name_of(second), show=show)
    _say(f"{_all(rows)} are in {name_of(second)}, each compared with its original.")
    _say("Let DATABASE_URL name it, and start the bot. The first database is as it was.")


def back_up_all(to: Path, source: str | None) -> None:
    """Write everything to one file, as it is at this moment. The bot may be running."""
    use_packaged_zones()
    url = read_database_url() if source is None else database_of(source)
    with _plainly(), progress_bar(_console()) as show:
        seal = back_up(url, to, SystemClock().now().wire, version(), show)
    _say(f"{to} has everything of {seal.of} as it is now. Only its owner can read it.")
    _say(f"The checksum of what is in it (SHA-256) is {seal.sha256}.")


def restore_all(source: Path, to: str | None) -> None:
    """Fill an empty database from a backup. What was due by now is not sent again."""
    use_packaged_zones()
    url = read_database_url() if to is None else database_of(to)
    texts = read_content()
    with _plainly(), progress_bar(_console()) as show:
        # The clock is read at the end: to restore much takes some minutes.
        seal, rows, behind = restore(
            source, url, show, lambda work: put_behind(work, texts, SystemClock().now())
        )
    _say(f"{name_of(url)} is as {seal.of} was on {seal.made_at:%Y-%m-%d at %H:%M} UTC: {_all(rows)}.")
    _say_what_is_behind(behind)


def _say_what_is_behind(behind: Behind) -> None:
    """Say how much of what was due is not sent, and who will be asked."""
    _say(
        f"Of what was due by now nothing is sent: {counted(behind.messages, 'message')}, "
        f"{counted(behind.rings, 'ring')}."
    )
    if behind.sessions:
        _say(f"{counted(behind.sessions, 'chat')} with a session that was on will be asked whether to go on.")


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except (CannotMove, DatabaseUnusable) as problem:
        raise CannotStart(str(problem)) from None
    except CannotWrite as problem:
        raise StartAgain(f"{problem} Then give the same command again.") from None


def _all(rows: Mapping[str, int]) -> str:
    return f"{counted(sum(rows.values()), 'row')} of {counted(len(rows), 'table')}"


def _console() -> Console:
    return Console(highlight=False, markup=False, soft_wrap=True)


_say: Callable[[str], None] = _console().print
