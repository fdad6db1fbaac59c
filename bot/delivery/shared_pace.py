"""The pace of all messages together, where several processes share a database: one row that each locks.

The row holds what `LocalPace` holds, in people's time, which all processes have. A unit of work asks for it
only if it claims or records something; until the commit the other processes wait with theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.budget import Budget
from bot.delivery.holds import LIMITS_TOGETHER, Limited
from bot.delivery.outcomes import Result
from bot.delivery.pace import AHEAD, LONG_AGO, LocalPace, Rate
from bot.domain.ids import ChatId
from bot.ports import Commons, Limits, Now, Row
from bot.ports.pace import MOST_APART


@dataclass(frozen=True, slots=True)
class Kept:
    """What the row says."""

    pace: LocalPace
    away: Mapping[str, int]  # how many messages each living process has claimed and not recorded
    limited: Mapping[ChatId, Limited]  # chats that got a 429 of late
    at: datetime = LONG_AGO  # the newest reading of people's time
    processes: int = 1  # that are alive
    bulk: datetime = LONG_AGO  # until when no bulk may leave, since several chats got a 429; wire time


class Account:
    """The pace inside one unit of work."""

    def __init__(self, commons: Commons, budget: Budget, owner: str, now: Now) -> None:
        self.budget = budget
        self._commons = commons
        self._owner = owner
        self._now = now
        self._kept: Kept | None = None

    def free(self) -> Limits:
        """Return how many rows of each group may be claimed."""
        kept = self._open()
        limits = self.budget.free(kept.at)
        if self._now.wire < kept.bulk:
            limits = replace(limits, bulk=0, slow=0, news=0)
        return limits

    def recorded(self, results: Sequence[Result]) -> None:
        """Count the calls of `results` as answered."""
        if results:
            kept = self._open()
            ahead = kept.at - self._now.steady
            told = [replace(result, answered_at=result.answered_at + ahead) for result in results]
            recorded = self.budget.recorded(told, kept.at)
            # If the others took this process for dead, its calls are not counted any more: subtract nothing.
            uncounted = max(len(results) - kept.away.get(self._owner, 0), 0)
            pace = replace(_local(recorded), on_the_way=_local(recorded).on_the_way + uncounted)
            self.budget = replace(recorded, pace=pace)

    def close(self, claimed: Sequence[Row], limited: Mapping[ChatId, Limited]) -> datetime | None:
        """Count `claimed` and keep the row; return in steady time when the pace allows what it holds back."""
        if self._kept is None:
            return None
        at = self._kept.at
        self.budget = self.budget.taking(claimed, at)
        pace = _local(self.budget)
        away = {**self._kept.away, self._owner: self._own_away(pace)}
        recent = _recent({**self._kept.limited, **limited}, self._now)
        holds = [each.until for each in recent.values()] if len(recent) > 1 else []
        bulk = max([self._kept.bulk, *holds])
        self._commons.keep_pace(_pack(Kept(pace, away, recent, at, bulk=bulk)))
        next_at = self._next_at(pace, at)
        return None if next_at is None else next_at + (self._now.steady - at)

    def _next_at(self, pace: LocalPace, at: datetime) -> datetime | None:
        """Return when this process asks again: later if there are more processes, in larger batches."""
        next_at, free = pace.next_at(at), pace.free(at)
        if next_at is None or self._kept is None or not (free.replies and free.session):
            return next_at
        return max(next_at, at + pace.rate.gaps[-1] * self._kept.processes)

    def _open(self) -> Kept:
        if self._kept is None:
            value, living = self._commons.pace()
            self._kept = _unpack(value, living, _local(self.budget).rate, self._now)
            self.budget = replace(self.budget, pace=self._kept.pace)
        return self._kept

    def _own_away(self, pace: LocalPace) -> int:
        before = self._kept.pace.on_the_way if self._kept else 0
        of_this = self._kept.away.get(self._owner, 0) if self._kept else 0
        return max(of_this + pace.on_the_way - before, 0)


def _local(budget: Budget) -> LocalPace:
    assert isinstance(budget.pace, LocalPace)  # noqa: S101 - what is shared is of this kind
    return budget.pace


def _pack(kept: Kept) -> Mapping[str, Any]:
    return {
        "at": kept.at.isoformat(),
        "next": [moment.isoformat() for moment in kept.pace.next],
        "counted": [moment.isoformat() for moment in kept.pace.counted],
        "away": {owner: number for owner, number in kept.away.items() if number},
        "limited": {
            str(chat): [each.at.isoformat(), each.until.isoformat()] for chat, each in kept.limited.items()
        },
        "bulk": kept.bulk.isoformat(),
    }


def _recent(limited: Mapping[ChatId, Limited], now: Now) -> Mapping[ChatId, Limited]:
    return {chat: each for chat, each in limited.items() if now.wire - each.at < LIMITS_TOGETHER}


def _unpack(value: Mapping[str, Any], living: Collection[str], rate: Rate, now: Now) -> Kept:
    if not value:
        return Kept(LocalPace(rate), {}, {}, now.people)
    ahead = datetime.fromisoformat(value["at"]) - now.people
    # If it is further ahead, people's time was set back since: all moments are moved back by as much.
    ahead = ahead if ahead > MOST_APART else timedelta(0)
    away = {owner: number for owner, number in value["away"].items() if owner in living}
    rate = replace(rate, ahead=AHEAD * max(len(living), 1))
    soonest, *later = (_moment(text, ahead) for text in value["next"])
    pace = LocalPace(
        rate,
        next=(soonest, later[0], later[1]),
        on_the_way=sum(away.values()),
        counted=tuple(_moment(text, ahead) for text in value["counted"]),
    )
    limited = {
        ChatId(int(chat)): Limited(datetime.fromisoformat(at), datetime.fromisoformat(until))
        for chat, (at, until) in value["limited"].items()
    }
    at = max(now.people, _moment(value["at"], ahead))
    bulk = datetime.fromisoformat(value["bulk"])
    return Kept(pace, away, limited, at, max(len(living), 1), bulk)


def _moment(text: str, ahead: timedelta) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.year == 1 else moment - ahead
