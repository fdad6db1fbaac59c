"""Desk, courier and recorder with a real database and a sender that does as it is told."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.delivery.courier import Courier
from bot.delivery.desk import Desk
from bot.delivery.recorder import Recorder
from bot.domain.catalogue import Language
from bot.domain.ids import ChatId
from bot.domain.message import message, phrase
from bot.ports import Chat, Kind, Lane, Outgoing, Pacing, Work
from bot.storage.database import Database
from tests.delivery.world import Flaky, JumpingClock, ObedientSender
from tests.pacing import paced_by_chat

LANES = {
    Kind.prompt: Lane.session,
    Kind.reminder: Lane.reminder,
    Kind.track: Lane.slow,
    Kind.news: Lane.news,
}


class Post:
    """A delivery at work, and what its test needs to know."""

    def __init__(
        self,
        database: Database,
        file: Path,
        *,
        owner: str = "one",
        clock: JumpingClock | None = None,
        pacing: Pacing | None = None,
    ) -> None:
        """`file`: of the database, to look at it from outside."""
        self._file = file
        self.storage, self.sender = Flaky(database), ObedientSender()
        self.clock = clock or JumpingClock()
        self.lost: list[ChatId] = []
        self.on_lost: Callable[[Work, ChatId], None] = lambda work, chat: self.lost.append(chat)
        self.dues: list[tuple[datetime | None, datetime | None]] = []
        self.desk = Desk(self.storage, self.clock, pacing or paced_by_chat(), owner, self._due)
        self.recorder = Recorder(
            self.desk, self.storage, self.clock, lambda work, chat, kind, now: self.on_lost(work, chat)
        )
        self.courier = Courier(self.desk, self.recorder, self.sender, self.clock)
        self._running = asyncio.create_task(self.courier.run())

    async def put(self, *keys: str, chat: int = 1, kind: Kind = Kind.reply, **more: Any) -> None:
        """Write rows in one commit."""

        def unit(work: Work) -> None:
            if work.chats.get(ChatId(chat)) is None:
                work.chats.put(Chat(ChatId(chat), Language("en")))
            for key in keys:
                work.outbox.put(self.outgoing(key, chat, kind, **more))

        await self.desk.commit(unit)

    def outgoing(self, key: str, chat: int, kind: Kind = Kind.reply, **more: Any) -> Outgoing:
        """Return a message whose only words are its key."""
        words = message(phrase(key))
        lane = more.pop("lane", LANES.get(kind, Lane.reply))
        return Outgoing(ChatId(chat), kind, key, words, lane, self.clock.at, **more)

    async def settles(self) -> None:
        """Wait until nothing is in flight."""
        async with asyncio.timeout(30):
            await self.desk.emptied()

    async def beats(self, seconds: float = 0) -> None:
        """Let time pass and make a commit, as the beat does."""
        self.clock.at += timedelta(seconds=seconds)
        await self.desk.commit(lambda work: None)
        await self.settles()

    async def until(self, number: int) -> None:
        """Wait until `number` calls are in flight."""
        async with asyncio.timeout(30), self.sender.news:
            await self.sender.news.wait_for(lambda: len(self.sender.in_flight) >= number)

    async def calls(self, number: int) -> None:
        """Wait until `number` calls have been made."""
        async with asyncio.timeout(30), self.sender.news:
            await self.sender.news.wait_for(lambda: len(self.sender.rows) >= number)

    async def cancel(self) -> None:
        """End the courier's work at once, as a kill does."""
        self._running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._running

    def sent(self) -> list[str]:
        """Return the keys of the rows that were sent, in order."""
        return [str(row.message.parts[0].id) for row in self.sender.rows]

    def states(self) -> dict[str, str]:
        """Return the states of all rows, by key."""
        with closing(sqlite3.connect(self._file)) as looking:
            return dict(looking.execute("SELECT dedup_key, state FROM outbox ORDER BY id"))

    def _due(self, due: datetime | None, rings: datetime | None) -> None:
        self.dues.append((due, rings))


Begin = Callable[..., Post]
