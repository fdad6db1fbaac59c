"""The whole bot on a stage, with its webhook open on a port of this machine."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import aiohttp
import pytest

from bot.ports.figures import Uncounted
from bot.telegram.webhook import Hook
from bot.timing.clock import SystemClock
from bot.web.webhook import SECRET as SECRET_HEADER
from bot.web.webhook import WebhookFeeder
from tests.conversations.conftest import chat, empty, kept_open, nothing_is_logged_as_an_error, stage
from tests.conversations.stage import Stage

__all__ = ["chat", "empty", "kept_open", "nothing_is_logged_as_an_error", "stage"]

SECRET = "Only-for_tests-0123456789"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Accepted:
    """A `Registration` that Telegram has accepted."""

    is_set = True

    async def begin(self) -> None:
        """It is set already."""

    async def look(self) -> float:
        return 60.0


class Counted(Uncounted):
    """Counts the requests that were not taken, by their reason."""

    def __init__(self) -> None:
        self.reasons: Counter[str] = Counter()

    def refused(self, reason: str) -> None:
        self.reasons[reason] += 1


class Door:
    """The open webhook of a bot, as whoever reaches it sees it."""

    def __init__(self, stage: Stage, http: aiohttp.ClientSession) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/a%20hook"
        self.figures = Counted()
        accepted: Any = Accepted()
        hook = Hook("https://bot.example.org/a%20hook", SECRET)
        self.feeder = WebhookFeeder(
            stage.house.taking, accepted, hook, ("127.0.0.1", self.port), SystemClock(), self.figures
        )
        self._http = http
        self._running: asyncio.Task[None]

    async def opens(self) -> None:
        await self.feeder.open()
        self._running = asyncio.create_task(self.feeder.run())

    async def closes(self) -> None:
        """Stop as the bot does: finish what was taken."""
        self.feeder.stop()
        await self._running

    async def brings(self, update: Any, **more: Any) -> tuple[int, dict[str, str]]:
        """Post an update as Telegram does; return the status and the head of the answer."""
        given: dict[str, Any] = {"json": update, "headers": {SECRET_HEADER: SECRET}, **more}
        return await self.asks("POST", **given)

    async def asks(self, method: str, path: str = "", **given: Any) -> tuple[int, dict[str, str]]:
        url = f"http://127.0.0.1:{self.port}{path}" if path else self.url
        async with self._http.request(method, url, **given) as answer:
            await answer.read()
            return answer.status, dict(answer.headers)

    async def reads(self, sent: bytes, *, within: float = 30.0) -> bytes:
        """Send these bytes and nothing more; return what comes back until the connection is closed."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(sent)
            async with asyncio.timeout(within):
                return await reader.read()
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


@pytest.fixture
async def door(stage: Stage) -> AsyncIterator[Door]:
    async with aiohttp.ClientSession() as http:
        door = Door(stage, http)
        await door.opens()
        yield door
        await door.closes()
