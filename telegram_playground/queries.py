"""Taps on buttons that wait for the bot's answer: one answer for each tap, within 150 seconds."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from secrets import randbits

from telegram_playground.errors import Json

LIVES_S = 150.0


@dataclass(slots=True)
class Query:
    """One tap. `at` is in real Unix seconds, because the limit for the answer is counted in real time."""

    id: str
    person: int
    message_id: int
    at: float
    chat: int = 0


@dataclass(slots=True)
class Queries:
    """The taps that can still be answered."""

    open: dict[str, Query] = field(default_factory=dict)

    def add(self, person: int, message_id: int, now: float, chat: int) -> str:
        self._forget_old(now)
        query = Query(str(randbits(62)), person, message_id, now, chat)
        self.open[query.id] = query
        return query.id

    def take(self, query_id: str, now: float) -> Query | None:
        """Return a live query and close it; None for an unknown, answered or too old one."""
        self._forget_old(now)
        return self.open.pop(query_id, None)

    def _forget_old(self, now: float) -> None:
        while self.open:
            oldest = next(iter(self.open.values()))
            if now - oldest.at <= LIVES_S:
                return
            del self.open[oldest.id]

    def dump(self) -> list[Json]:
        return [asdict(query) for query in self.open.values()]

    def load(self, kept: list[Json]) -> None:
        self.open = {one["id"]: Query(**one) for one in kept}
