"""Faults on demand: which calls they strike, how often, and when; not what they do to a call."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile

from telegram_playground.errors import Json
from telegram_playground.people_clock import iso

KINDS = (
    "retry_after",
    "forbidden",
    "server_error",
    "html",
    "empty_404",
    "hang",
    "drop_before",
    "drop_after",
    "slow",
    "outage",
)
MOST_FAULTS = 200


@dataclass(slots=True)
class Fault:
    """One fault; None in `method`, `chat`, `left`, `begins` and `ends` sets no limit."""

    id: int
    kind: str
    method: str | None
    chat: int | None
    count: int | None
    probability: float
    seed: int
    seconds: float | None
    retry_after: int
    begins: datetime | None
    ends: datetime | None
    used: int = 0
    dice: random.Random = field(init=False)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - a repeatable die, not a secret

    @property
    def left(self) -> int | None:
        return None if self.count is None else self.count - self.used

    def is_live(self, now: datetime) -> bool:
        begun = self.begins is None or self.begins <= now
        return begun and (self.ends is None or now < self.ends) and self.left != 0

    def strikes(self, method: str, chat: int | None, now: datetime) -> bool:
        """Whether the fault strikes a call; each call that fits draws one random number."""
        if not self.is_live(now) or self.method not in (None, method) or self.chat not in (None, chat):
            return False
        return self.dice.random() < self.probability

    def page(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "method": self.method,
            "chat": self.chat,
            "count": self.count,
            "left": self.left,
            "probability": self.probability,
            "seed": self.seed,
            "seconds": self.seconds,
            "retry_after": self.retry_after,
            "from": self.begins and iso(self.begins),
            "to": self.ends and iso(self.ends),
            "used": self.used,
        }


class Faults:
    """All faults by id, oldest first; used-up faults stay in the list until there are too many."""

    def __init__(self) -> None:
        self.known: dict[int, Fault] = {}
        self.next_id = 1

    def add(self, fault: Fault) -> None:
        self.next_id = fault.id + 1
        self.known[fault.id] = fault
        spent = (one.id for one in list(self.known.values()) if one.left == 0)
        for fault_id in takewhile(lambda _: len(self.known) > MOST_FAULTS, spent):
            self.end(fault_id)

    def end(self, fault_id: int) -> None:
        """Remove a fault, and release the calls that hang because of it."""
        self.known.pop(fault_id).over.set()

    def end_all(self) -> None:
        for fault_id in list(self.known):
            self.end(fault_id)

    def strike(self, method: str, chat: int | None, now: datetime) -> Fault | None:
        """Return the fault that strikes this call, and count it; None when no fault does."""
        for fault in self.known.values():
            if fault.kind != "outage" and fault.strikes(method, chat, now):
                fault.used += 1
                return fault
        return None

    def outage(self, now: datetime) -> Fault | None:
        """Return the outage that lasts at `now`, or None; the caller counts the struck call."""
        live = (one for one in self.known.values() if one.kind == "outage" and one.is_live(now))
        return next(live, None)

    def page(self) -> list[Json]:
        return [fault.page() for fault in self.known.values()]
