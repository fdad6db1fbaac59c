"""A proxy between bot and playground that can lose answers, hold calls back and send invalid answers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web


@dataclass(eq=False)
class Hold:
    """A rule for calls: a call that matches it is never answered."""

    method: str
    words: str  # in the body
    forwards: bool  # hand the call on first, so that only its answer is lost
    caught: list[str] = field(default_factory=list)
    has_caught: asyncio.Event = field(default_factory=asyncio.Event)


class Proxy:
    """Hands calls on to `goal`, except those for which a test has set another answer."""

    def __init__(self, goal: str) -> None:
        self._goal = goal
        self._holds: list[Hold] = []
        self._rubbish: list[Callable[[web.Request], web.Response]] = []
        self._http: aiohttp.ClientSession | None = None
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self) -> None:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._pass_on)
        self._http = aiohttp.ClientSession()
        self._runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=0.2
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        if self._http is not None:
            await self._http.close()

    def hold(self, method: str, words: str = "", *, forwards: bool) -> Hold:
        """From now on never answer calls of `method` that have `words` in their body."""
        hold = Hold(method, words, forwards)
        self._holds.append(hold)
        return hold

    def release(self) -> None:
        """Hand on all calls from now on."""
        self._holds.clear()

    def answer_next_poll(self, rubbish: Callable[[web.Request], web.Response]) -> None:
        """Give the next getUpdates this answer."""
        self._rubbish.append(rubbish)

    @property
    def has_rubbish_left(self) -> bool:
        return bool(self._rubbish)

    async def _pass_on(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        body = await request.read()
        if method == "getUpdates" and self._rubbish:
            return self._rubbish.pop(0)(request)
        # HTML tags may stand between the words that people read.
        form = {key: str(value) for key, value in (await request.post()).items()}
        said = re.sub(r"</?\w+>", "", " ".join(form.values()))
        hold = next((each for each in self._holds if each.method == method and each.words in said), None)
        if hold is not None and not hold.forwards:
            await self._keep(hold, said)
        answer = await self._forward(request, body)
        if hold is not None:
            await self._keep(hold, said)
        return answer

    async def _keep(self, hold: Hold, said: str) -> None:
        hold.caught.append(said)
        hold.has_caught.set()
        await asyncio.Event().wait()

    async def _forward(self, request: web.Request, body: bytes) -> web.Response:
        assert self._http is not None
        headers = {"Content-Type": request.headers.get("Content-Type", "")} if body else {}
        url = f"{self._goal}{request.path_qs}"
        try:
            async with self._http.request(request.method, url, data=body or None, headers=headers) as answer:
                return web.Response(
                    status=answer.status, body=await answer.read(), content_type=answer.content_type
                )
        except aiohttp.ClientError:
            return web.Response(status=502, text="<html>Bad gateway</html>", content_type="text/html")
