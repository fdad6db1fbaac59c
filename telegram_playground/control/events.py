"""The control API of the state as a whole: a snapshot once, or a snapshot and then every event."""

from __future__ import annotations

import asyncio

from aiohttp import web

from telegram_playground import view
from telegram_playground.events import Listener, encoded
from telegram_playground.world import World

KEEP_ALIVE_S = 15.0
_HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}


class EventControl:
    """Answers /control/state and /control/events."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/control/state", self.state), web.get("/control/events", self.stream)]

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(view.snapshot(self._world))

    async def stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=_HEADERS)
        # Joined before the snapshot is taken: nothing can fall between the two.
        listener = self._world.events.join()
        hello = encoded("hello", view.snapshot(self._world))
        pump = asyncio.ensure_future(_pump(request, response, listener, hello))
        dropped = asyncio.ensure_future(listener.dropped.wait())
        try:
            await asyncio.wait({pump, dropped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._world.events.drop(listener)
            for task in (pump, dropped):
                task.cancel()
            await asyncio.gather(pump, dropped, return_exceptions=True)
            # A page that does not read would keep a polite goodbye waiting.
            if request.transport is not None:
                request.transport.abort()
        return response


async def _pump(request: web.Request, response: web.StreamResponse, listener: Listener, hello: bytes) -> None:
    await response.prepare(request)
    await response.write(hello)
    while True:
        try:
            event = await asyncio.wait_for(listener.queue.get(), KEEP_ALIVE_S)
        except TimeoutError:
            event = b": still here\n\n"
        await response.write(event)
