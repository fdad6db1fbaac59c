"""A load balancer before the webhooks of several bots: it hands each request to the next that takes it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from socket import socket
from types import TracebackType

import aiohttp
from aiohttp import web

SECRET = "Only-for_tests-0123456789"
PATH = "/unknot"


class Balancer:
    """Each bot gets ports of its own; all have one address for Telegram."""

    def __init__(self) -> None:
        self.taken: Counter[int] = Counter()  # how many requests each bot has answered with 200; by its place
        self.loses = 0  # so many of these answers get lost on their way to Telegram
        self._ports: list[int] = []
        self._next = 0
        self._runner: web.AppRunner
        self._http: aiohttp.ClientSession
        self._url = ""

    async def __aenter__(self) -> Balancer:
        self._http = aiohttp.ClientSession()
        application = web.Application()
        application.router.add_post(PATH, self._pass_on)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._url = f"http://127.0.0.1:{self._runner.addresses[0][1]}{PATH}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()
        await self._http.close()

    def settings_of_next(self) -> dict[str, str]:
        """Return the settings of one more bot."""
        hook, health = free_ports(2)
        self._ports.append(hook)
        return {
            "WEBHOOK_URL": self._url,
            "WEBHOOK_SECRET": SECRET,
            "WEBHOOK_LISTEN": f"127.0.0.1:{hook}",
            "HEALTH_LISTEN": f"127.0.0.1:{health}",
        }

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, first = await request.read(), self._next
        names = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")
        headers = {name: request.headers[name] for name in names if name in request.headers}
        for step in range(len(self._ports)):
            place = (first + step) % len(self._ports)
            with suppress(aiohttp.ClientConnectorError):
                self._next = place + 1
                return await self._hand(place, body, headers)
        return web.Response(status=502)

    async def _hand(self, place: int, body: bytes, headers: dict[str, str]) -> web.Response:
        address = f"http://127.0.0.1:{self._ports[place]}{PATH}"
        try:
            async with self._http.post(address, data=body, headers=headers) as answer:
                status, said = answer.status, await answer.read()
        except aiohttp.ClientConnectorError:
            raise
        except aiohttp.ClientError:
            # The bot may have taken the update; Telegram brings it again, and its receipt is there.
            return web.Response(status=502)
        self.taken[place] += status == 200
        if status == 200 and self.loses:
            self.loses -= 1
            return web.Response(status=502)
        return web.Response(status=status, body=said)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on, each another one."""
    taken = [socket() for _ in range(count)]
    for each in taken:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in taken]
    for each in taken:
        each.close()
    return ports
