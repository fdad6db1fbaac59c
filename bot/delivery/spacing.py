"""How far apart the calls of one chat are, once its burst is used up.

A turn is counted from the claim of a message. But Telegram counts a message when it arrives, and that is
between the beginning of the call and its answer. So a call that begins or ends late moves the next turns of
its chat. A chat with places left is not looked at: its first answers wait for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.outcomes import Result
from bot.domain.ids import ChatId, OutboxId
from bot.ports import Now, Row, Turn, Turns

SLACK = timedelta(milliseconds=50)  # a call that is answered within this time moves nothing
LEAST = timedelta(milliseconds=10)  # moves that are smaller are left out


@dataclass(frozen=True, slots=True)
class _Begun:
    """A call on its way."""

    turn: Turn  # the next one of its chat, as its claim left it
    claimed_at: datetime  # steady time
    late: timedelta  # after its claim


class Spacing:
    """Moves the turns of chats whose calls are late. It is used in the event loop only."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._begun: dict[OutboxId, _Begun] = {}
        self._moved: dict[OutboxId, Turn] = {}  # until the result of the call is written

    def begins(self, row: Row, late: timedelta, now: Now) -> None:
        """Note that a call begins, so long after its claim."""
        if (turn := self._turns.busy(now.steady).get(row.chat)) is not None:
            self._begun[row.id] = _Begun(turn, now.steady - late, late)

    def ends(self, row: Row, now: Now) -> None:
        """Note that a call has its answer."""
        begun = self._begun.pop(row.id, None)
        if begun is None:
            return
        late = max(begun.late, now.steady - begun.claimed_at - SLACK)
        if late < LEAST:
            return
        moved = Turn(begun.turn.session + late, begun.turn.others + late)
        self._moved[row.id] = moved
        # While a slow file was on its way, other messages may have had later turns.
        other = self._turns.busy(now.steady).get(row.chat, moved)
        self._turns.know({row.chat: _the_later(moved, other)})

    def moved(self, results: Sequence[Result]) -> Mapping[ChatId, Turn]:
        """Return the turns that the calls of `results` have moved."""
        turns: dict[ChatId, Turn] = {}
        for result in results:
            if (moved := self._moved.get(result.row.id)) is not None:
                turns[result.row.chat] = _the_later(moved, turns.get(result.row.chat, moved))
        return turns

    def are_recorded(self, results: Sequence[Result]) -> None:
        """Forget the calls of `results`."""
        for result in results:
            self._moved.pop(result.row.id, None)


def _the_later(one: Turn, other: Turn) -> Turn:
    return Turn(max(one.session, other.session), max(one.others, other.others))
