"""A proxy before the stand-in that can refuse calls, repeat or add updates, and cut connections."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web

Json = dict[str, Any]
EMPTY = b'{"ok": true, "result": []}'
LOOK_EVERY = 0.1  # seconds
_CHAT = re.compile(rb'(?:^|&)chat_id=(-?\d+)|name="chat_id"\r\n\r\n(-?\d+)')


@dataclass(slots=True)
class Reply:
    """An answer in the stand-in's place, to so many calls of a method for a chat."""

    method: str
    chat: int | None
    status: int
    body: str
    left: int
    forwards: bool  # let the call do its work first
    used: int = 0

    def fits(self, method: str, chat: str | None) -> bool:
        return self.left > 0 and method == self.method and self.chat in (None, chat and int(chat))


def refusal(status: int, description: str, **parameters: int) -> str:
    """Return the Bot API's words for a refusal."""
    answer: Json = {"ok": False, "error_code": status, "description": description}
    return json.dumps(answer | ({"parameters": parameters} if parameters else {}))


class Wire:
    """Hands calls on, except those for which a test has set another answer."""

    def __init__(self, goal: str) -> None:
        self._goal = goal
        self._replies: list[Reply] = []
        self._runner: web.AppRunner | None = None
        self._http: aiohttp.ClientSession
        self._port = 0
        self.mangle: Callable[[list[Json]], list[Json]] | None = None  # what a fetch brings
        self.is_behind: Callable[[], bool] = lambda: False  # has `mangle` more, without a new fetch?
        self.numbers_anew = False  # `mangle` gives out its own update ids
        self._confirmed = 0  # the stand-in's next update, where they are numbered anew

    async def __aenter__(self) -> Wire:
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        await self.mend()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.cut()
        await self._http.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def mend(self) -> None:
        """Listen (again), on the same port."""
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._pass_on)
        runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self._port, reuse_address=True).start()
        self._port = runner.addresses[0][1]
        self._runner = runner

    async def cut(self) -> None:
        """Close every connection; from now on new ones are refused."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def reply(
        self, method: str, chat: int | None, status: int, body: str, times: int = 1, *, forwards: bool = False
    ) -> Reply:
        """Answer the next calls of `method` for `chat` in the stand-in's place."""
        reply = Reply(method, chat, status, body, times, forwards)
        self._replies.append(reply)
        return reply

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        body = await request.read()
        chat = _chat_in(body) if self._replies else None
        reply = next((each for each in self._replies if each.fits(method, chat)), None)
        if reply is not None:
            reply.left -= 1
            reply.used += 1
            if reply.forwards:
                await self._forward(request, body)
            kind = "application/json" if reply.body.startswith("{") else "text/html"
            return web.Response(status=reply.status, text=reply.body, content_type=kind)
        if method == "getUpdates" and self.mangle is not None:
            return await self._fetch(request, body)
        status, answer = await self._forward(request, body)
        return web.Response(status=status, body=answer, content_type="application/json")

    async def _fetch(self, request: web.Request, body: bytes) -> web.Response:
        assert self.mangle is not None
        brought: list[Json] = []
        if not self.is_behind():
            status, answer = await (
                self._forward_own(request) if self.numbers_anew else self._forward(request, body)
            )
            if status != 200:
                return web.Response(status=status, body=answer, content_type="application/json")
            brought = json.loads(answer)["result"]
        if brought:
            self._confirmed = brought[-1]["update_id"] + 1
        return web.json_response({"ok": True, "result": self.mangle(brought)})

    async def _forward_own(self, request: web.Request) -> tuple[int, bytes]:
        """Fetch with an offset of our own, and wait only briefly, because this proxy may add more updates."""
        query = {"offset": self._confirmed, "limit": 100, "timeout": 0}
        async with self._http.get(f"{self._goal}{request.path}", params=query) as answer:
            status, body = answer.status, await answer.read()
        if body == EMPTY:
            await asyncio.sleep(0.01)
        return status, body

    async def _forward(self, request: web.Request, body: bytes) -> tuple[int, bytes]:
        headers = {"Content-Type": request.headers.get("Content-Type", "")} if body else {}
        url = f"{self._goal}{request.path_qs}"
        try:
            async with self._http.request(request.method, url, data=body or None, headers=headers) as answer:
                return answer.status, await answer.read()
        except aiohttp.ClientError:
            if request.transport is not None:
                request.transport.abort()
            return 502, b""


def _chat_in(body: bytes) -> str | None:
    """Return the chat of a call, whose body is urlencoded, or has parts if it uploads a file."""
    found = _CHAT.search(body)
    return None if found is None else (found[1] or found[2]).decode()


class Repeater:
    """Lets every update arrive `times` times, later copies shuffled among newer updates."""

    def __init__(self, times: int, dice: random.Random) -> None:
        self._times = times
        self._dice = dice
        self._seen: dict[int, Json] = {}
        self.arrivals: Counter[int] = Counter()

    def is_behind(self) -> bool:
        """Is there anything that has not arrived often enough?"""
        return any(count < self._times for count in self.arrivals.values())

    def mangle(self, brought: list[Json]) -> list[Json]:
        """Return the updates in order, with some repeats in between."""
        fresh = [update for update in brought if update["update_id"] not in self._seen]
        again = [number for number, count in self.arrivals.items() if count < self._times]
        for update in fresh:
            self._seen[update["update_id"]] = update
        batch = list(fresh)
        for number in self._dice.sample(again, min(len(again), 60)):
            batch.insert(self._dice.randint(0, len(batch)), self._seen[number])
        self.arrivals.update(update["update_id"] for update in batch)
        return batch[:100]


Speech = Callable[[int], Json]  # the update, without its id, that a person sends as the n-th


class Flood:
    """One person who sends at a steady rate. The updates are mixed by time with those of the others.

    Also when the bot is behind, the others' updates are looked for every `LOOK_EVERY` seconds.
    """

    def __init__(self, speech: Speech, rate: float, seconds: float, first: int = 1) -> None:
        self._speech = speech
        self._rate = rate
        self._total = round(rate * seconds)
        self._began = time.monotonic()
        self._looked_at = self._began
        self._queue: deque[Json] = deque()
        self._others: dict[int, int] = {}  # by update: who wrote it
        self._fetched_before: dict[int, int] = {}
        self.next_number = first
        self.written = 0
        self.fetched = 0

    def _numbered(self, update: Json) -> Json:
        self.next_number += 1
        return {**update, "update_id": self.next_number - 1}

    @property
    def is_over(self) -> bool:
        return self.written == self._total and not self._queue

    def is_behind(self) -> bool:
        """Is there something to bring without asking the stand-in?"""
        self._write()
        if len(self._queue) >= 100 and time.monotonic() - self._looked_at < LOOK_EVERY:
            return True
        self._looked_at = time.monotonic()
        return False

    def mangle(self, brought: list[Json]) -> list[Json]:
        """Return the next hundred updates of the bot's single queue."""
        self._write()
        for update in brought:
            if (message := update.get("message")) is not None:
                self._others[self.next_number] = message["from"]["id"]
            self._queue.append(self._numbered(update))
        batch = [self._queue.popleft() for _ in range(min(100, len(self._queue)))]
        self.fetched += len(batch)
        for update in batch:
            if (person := self._others.pop(update["update_id"], None)) is not None:
                self._fetched_before[person] = self.fetched
        return batch

    def fetched_since(self, person: int) -> int:
        """Return how many updates the bot has fetched since the last line of one of the others."""
        return self.fetched - self._fetched_before[person]

    def _write(self) -> None:
        goal = min(self._total, int((time.monotonic() - self._began) * self._rate))
        for number in range(self.written, goal):
            self._queue.append(self._numbered(self._speech(number)))
        self.written = goal
