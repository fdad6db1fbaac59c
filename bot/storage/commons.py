"""What equal processes share, in the database of a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from bot.ports import News, NotTheIntake, RowState
from bot.storage.common_tables import CLOCK, COMMITS, INTAKE, PACE, processes, shared
from bot.storage.tables import outbox
from bot.storage.upserts import insert

HINTS = "unknot"  # the channel of NOTIFY
# Two steps of the clock of about the same length, in so short a time, are one step that two processes see.
SAME_STEP_WITHIN = timedelta(seconds=30)
ABOUT = timedelta(seconds=3)
NOTICED_WITHIN = timedelta(seconds=5)  # after a step; a process that has not seen it by then has begun later

_owner = processes.c.owner == bindparam("b_owner")
_until = func.clock_timestamp() + bindparam("b_length")
_NEW = insert(processes).values(owner=bindparam("b_owner"), lease_until=_until)
_RENEW = _NEW.on_conflict_do_update(
    index_elements=[processes.c.owner], set_={"lease_until": _NEW.excluded.lease_until}
)
_LEAVE = delete(processes).where(_owner)
_is_dead = processes.c.lease_until <= func.clock_timestamp()
_NEWS = select(
    select(processes.c.owner).where(_is_dead).exists(),
    select(shared.c.value).where(shared.c.name == CLOCK).scalar_subquery(),
)
_BURY = delete(processes).where(
    _is_dead,
    ~select(outbox.c.id)
    .where(outbox.c.owner == processes.c.owner, outbox.c.state == RowState.sending.value)
    .exists(),
)
_BURY_COMMITS = delete(shared).where(
    shared.c.name.startswith(COMMITS), shared.c.lease_until <= func.clock_timestamp()
)
_LIVING = select(processes.c.owner).where(~_is_dead)
_VALUE = select(shared.c.value).where(shared.c.name == bindparam("b_name")).with_for_update(key_share=True)
_KEEP = update(shared).where(shared.c.name == bindparam("b_name")).values(value=bindparam("b_value"))
_HINT = text(f"SELECT pg_notify('{HINTS}', :owner)")
# A process that takes over locks the row for itself, so it waits for this lock. Renewing a lease does not.
_IS_INTAKE = (
    select(shared.c.term)
    .where(
        shared.c.name == INTAKE, shared.c.owner == bindparam("b_owner"), shared.c.term == bindparam("b_term")
    )
    .with_for_update(read=True, key_share=True)
)


class StoredCommons:
    """`ports.Commons` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def renew(self, owner: str, length: timedelta) -> None:
        """Say that the process `owner` lives, for `length` from now on."""
        self._connection.execute(_RENEW, {"b_owner": owner, "b_length": length})

    def leave(self, owner: str) -> None:
        """Say that the process `owner` has ended; it has no message on its way."""
        self._connection.execute(_LEAVE, {"b_owner": owner})

    def news(self, owner: str, wire: datetime) -> News:
        """Return what `owner` must know before it does what is due."""
        are_some_dead, step = self._connection.execute(_NEWS).one()
        has_moved = (
            step is not None
            and owner not in step["seen_by"]
            and abs(wire - datetime.fromisoformat(step["at"])) <= NOTICED_WITHIN
        )
        return News(are_some_dead, has_moved)

    def bury(self) -> None:
        """Forget the processes whose lease has run out and that have no message on its way."""
        self._connection.execute(_BURY)
        self._connection.execute(_BURY_COMMITS)

    def pace(self) -> tuple[Mapping[str, Any], Collection[str]]:
        """Return what was kept last, and who is alive; lock it until the commit."""
        return self._locked(PACE), set(self._connection.execute(_LIVING).scalars())

    def keep_pace(self, value: Mapping[str, Any]) -> None:
        """Keep the state of the pace."""
        self._connection.execute(_KEEP, {"b_name": PACE, "b_value": dict(value)})

    def is_first_to_move(self, owner: str, by: timedelta, wire: datetime) -> bool:
        """Is `owner` the first process that has seen people's time set back by `by`?

        Each process sees each step once. So whoever has seen the last step already sees a new one now.
        """
        last = self._locked(CLOCK)
        if last and owner not in last["seen_by"]:
            is_same = abs(timedelta(seconds=last["by"]) - by) <= ABOUT
            if is_same and abs(wire - datetime.fromisoformat(last["at"])) <= SAME_STEP_WITHIN:
                self._keep_step(last, owner)
                return False
        self._keep_step({"by": by.total_seconds(), "at": wire.isoformat(), "seen_by": []}, owner)
        return True

    def hint(self, owner: str) -> None:
        """After the commit, tell the other processes that messages wait which `owner` cannot send."""
        self._connection.execute(_HINT, {"owner": owner})

    def check_intake(self, owner: str, term: int) -> None:
        """NotTheIntake: it is not `owner`, with this term, that fetches updates."""
        asked = {"b_owner": owner, "b_term": term}
        if self._connection.execute(_IS_INTAKE, asked).one_or_none() is None:
            raise NotTheIntake

    def _locked(self, name: str) -> dict[str, Any]:
        return self._connection.execute(_VALUE, {"b_name": name}).scalar_one() or {}

    def _keep_step(self, step: Mapping[str, Any], owner: str) -> None:
        value = {**step, "seen_by": [*step["seen_by"], owner]}
        self._connection.execute(_KEEP, {"b_name": CLOCK, "b_value": value})
