"""/healthz, /readyz and /metrics, on a port of their own, which only whoever runs the bot should reach."""

from __future__ import annotations

from aiohttp import web

from bot.delivery.desk import Desk
from bot.ports import Clock, Feeder
from bot.storage.guarded import Guarded
from bot.version import version
from bot.web.listener import Listener
from bot.web.metrics import Metrics
from bot.web.readiness import Look, Readiness

STARTING = "The bot is starting: it opens its database and signs in at Telegram."
STOPPING = "The bot is stopping."


class Health:
    """Answers from the start of the process to its end."""

    def __init__(self, place: tuple[str, int]) -> None:
        self.metrics = Metrics(version())
        self._readiness: Readiness | None = None  # while there is a bot to look at
        self._why_none = STARTING
        self._listener = Listener(place, self._answer, "HEALTH_LISTEN")

    async def open(self) -> None:
        """Listen. CannotOpen: the port cannot be used."""
        await self._listener.open()

    def watch(self, storage: Guarded, feeder: Feeder, desk: Desk, clock: Clock) -> None:
        """Look at these parts from now on."""
        self._readiness = Readiness(storage, feeder, clock)
        self.metrics.ask("calls_in_flight", "Calls that send and have no result yet.", lambda: desk.out)
        says = "For how long the pace lets nothing leave."
        self.metrics.ask("pace_wait_seconds", says, lambda: desk.held_for().total_seconds())

    def look_away(self) -> None:
        """Look at the parts no more: their database is about to be closed."""
        self._readiness, self._why_none = None, STOPPING

    async def close(self) -> None:
        """Listen no more."""
        await self._listener.close()

    async def _answer(self, request: web.Request) -> web.Response:
        if request.method not in ("GET", "HEAD"):
            return web.Response(status=405, headers={"Allow": "GET, HEAD"})
        match request.path:
            case "/healthz":
                return web.Response(text="The event loop answers.\n")
            case "/readyz":
                look = await self._look()
                reasons = look.reasons if look else (self._why_none,)
                said = "\n".join(reasons) or "Ready."
                return web.Response(status=503 if reasons else 200, text=f"{said}\n")
            case "/metrics":
                look = await self._look()
                load, is_ready = (look.load, not look.reasons) if look else (None, False)
                accept = request.headers.get("Accept", "")
                body, content_type = self.metrics.page(accept, load, is_ready=is_ready)
                return web.Response(body=body, headers={"Content-Type": content_type})
        return web.Response(status=404)

    async def _look(self) -> Look | None:
        return None if self._readiness is None else await self._readiness.look()
