"""A load balancer before the webhooks of several bots: it hands each connection to any that takes it."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from types import TracebackType

from tests.process.test_outages import free_port

SECRET = "Only-for_tests-0123456789"


class Balancer:
    """Each bot gets a port of its own; all have one address for Telegram."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._port = free_port()
        self._ports: list[int] = []
        self._listening: asyncio.Server

    async def __aenter__(self) -> Balancer:
        self._listening = await asyncio.start_server(self._connected, "127.0.0.1", self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.close()

    def settings_of_next(self) -> dict[str, str]:
        """Return the settings of one more bot."""
        self._ports.append(free_port())
        return {
            "WEBHOOK_URL": f"http://127.0.0.1:{self._port}/unknot",
            "WEBHOOK_SECRET": SECRET,
            "WEBHOOK_LISTEN": f"127.0.0.1:{self._ports[-1]}",
            "HEALTH_LISTEN": f"127.0.0.1:{free_port()}",
        }

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for port in self._dice.sample(self._ports, len(self._ports)):
            with suppress(OSError):
                answers, back = await asyncio.open_connection("127.0.0.1", port)
                await asyncio.gather(_hand_on(reader, back), _hand_on(answers, writer))
                break
        writer.close()


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while some := await reader.read(65536):
            writer.write(some)
            await writer.drain()
    writer.close()
