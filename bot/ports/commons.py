"""What equal processes of one database share, inside a unit of work. A bot that is alone has none of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol


class NotTheIntake(Exception):
    """Another process fetches the updates now; this one must not commit what it has fetched."""


class Intake(Protocol):
    """Says whether this process is the one of several that fetches the updates."""

    owner: str

    async def ours(self) -> int:
        """Wait until this process fetches the updates; return its term, a number for each takeover."""

    def is_ours(self, term: int) -> bool:
        """Does this process still fetch the updates, with this term?"""


@dataclass(frozen=True, slots=True)
class News:
    """What has happened to other processes."""

    are_some_dead: bool = False  # one of them has let its lease run out
    has_moved: bool = False  # another one has seen the clock set back, and moved all sessions


NO_NEWS = News()


class Commons(Protocol):
    """What exists once for all processes. All leases are measured by the server's clock."""

    def renew(self, owner: str, length: timedelta) -> None:
        """Say that the process `owner` lives, for `length` from now on."""

    def leave(self, owner: str) -> None:
        """Say that the process `owner` has ended; it has no message on its way."""

    def news(self, owner: str, wire: datetime) -> News:
        """Return what `owner` must know before it does what is due."""

    def bury(self) -> None:
        """Forget the processes whose lease has run out and that have no message on its way."""

    def pace(self) -> tuple[Mapping[str, Any], Collection[str]]:
        """Return what `keep_pace` has kept last, and who is alive. Others wait with it until the commit."""

    def keep_pace(self, value: Mapping[str, Any]) -> None:
        """Keep the state of the pace, after `pace` was asked."""

    def is_first_to_move(self, owner: str, by: timedelta, wire: datetime) -> bool:
        """Is `owner` the first process that has seen people's time set back by `by`?"""

    def hint(self, owner: str) -> None:
        """After the commit, tell the other processes that messages wait which `owner` cannot send."""

    def check_intake(self, owner: str, term: int) -> None:
        """NotTheIntake: `owner` does not fetch the updates, with this term. No other takes over meanwhile."""
