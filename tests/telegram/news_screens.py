"""News, the cards of a broadcast, and the numbers of `/stats`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.ids import BroadcastId, ChatId
from bot.domain.message import Message
from bot.domain.written import Look, Mark, Written
from bot.ports import Broadcast, ChatStats, Ended, OutboxStats, Program, SessionStats
from bot.screens import broadcasts, stats

WRITTEN = Written("8 < 9 & 10", (Mark(Look.bold, 4, 1),))
MANY = 1_234_567
BROADCAST = Broadcast(BroadcastId(10**7), ChatId(1), WRITTEN, is_on=True, total=MANY, ended=Ended(2, 1, 1))


def news_screens() -> Iterator[tuple[str, Message]]:
    """Yield each screen under the name of its function."""
    yield "news", broadcasts.news(WRITTEN)
    yield "ask", broadcasts.ask(BROADCAST, MANY)
    for broadcast in (BROADCAST, replace(BROADCAST, is_stopped=True)):
        yield "on_its_way", broadcasts.on_its_way(broadcast)
        yield "report", broadcasts.report(broadcast)
    chats, sessions = ChatStats(MANY, 3, 2, 2), SessionStats(2, 1, 9, 8)
    program = Program("1.2.3", "PostgreSQL", datetime(2026, 11, 29, tzinfo=UTC))
    yield "stats", stats.stats(chats, sessions, OutboxStats(5, 1, 0, 0, 0), program, timedelta(hours=30))
