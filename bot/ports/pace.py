"""How fast messages may leave: of all chats together, and of each chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol, Self

from bot.domain.ids import ChatId
from bot.ports.outgoing import Lane, Limits


@dataclass(frozen=True, slots=True)
class PastCall:
    """A call that was made before the start, as its row shows it."""

    chat: ChatId
    lane: Lane
    claimed_at: datetime  # the call began right after this; in the time of whoever asks for it
    is_answered: bool  # False: its result was not written


@dataclass(frozen=True, slots=True)
class Turn:
    """When the next messages may leave for a chat that has had its share, or all of it but the last place.

    The last place is kept for the chat's session, so that answers and edits never use it up.
    """

    session: datetime  # a message of the session
    others: datetime  # any other message; this is later


@dataclass(frozen=True, slots=True)
class TurnRule:
    """How fast messages leave for one chat, where the database keeps the turns: a burst, then one a gap."""

    burst: int
    gap: timedelta
    group_gap: timedelta


# Two processes read people's time at most so far apart, also where that time runs fast.
MOST_APART = timedelta(seconds=2)
NO_TURNS: Mapping[ChatId, Turn] = MappingProxyType({})  # every chat has places left


class Pace(Protocol):
    """How many messages may leave, to all chats together. All moments are steady time (see `Now`).

    A pace is a value: each change returns a new pace. A unit of work that fails leaves the pace as it was.
    """

    def free(self, now: datetime) -> Limits:
        """Return how many messages of each group may leave at `now`."""

    def next_at(self, now: datetime) -> datetime | None:
        """Return when a group that may send nothing at `now` may send again; None if there is none."""

    def taking(self, taken: Limits, now: datetime) -> Self:
        """Return the pace after `taken` messages of each group have been claimed at `now`."""

    def answered(self, moments: Sequence[datetime], now: datetime) -> Self:
        """Return the pace after calls were answered at `moments`, one moment for each claimed message."""

    def remembering(self, past: Sequence[PastCall], now: datetime) -> Self:
        """Return the pace of a bot that starts at `now`, given the calls that were made before."""


class Turns(Protocol):
    """When the next messages may leave for each chat. All moments are steady time (see `Now`)."""

    def leaves_for(self, chat: ChatId, now: datetime) -> None:
        """Note that a message leaves for `chat` at `now`."""

    def busy(self, now: datetime) -> Mapping[ChatId, Turn]:
        """Return the chats in which some messages must wait at `now`, each with its next turn."""

    def know(self, turns: Mapping[ChatId, Turn]) -> None:
        """Note the next turns of some chats, as the database has them."""

    def remember(self, past: Sequence[PastCall], now: datetime) -> None:
        """Note the calls that were made before a start at `now`, in their order."""


@dataclass(frozen=True, slots=True)
class Pacing:
    """The pace of all chats together and the turns of each chat."""

    pace: Pace
    turns: Turns
    shared: TurnRule | None = None  # the turns in the database, which several processes share; or None
