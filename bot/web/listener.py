"""An HTTP server on one port, built for callers who may mean harm."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.ports import CannotOpen

Handle = Callable[[web.Request], Awaitable[web.Response]]
log = logging.getLogger(__name__)

# A connection on which no whole head of a request has come for so long is closed. Most proxies close theirs
# after 60 seconds.
IDLE = 75.0  # seconds
LINGER = 2.0  # seconds in which the rest of a refused body is dropped, so that the answer arrives
ANSWERS_MAY_TAKE = 1.0  # seconds that a stop waits for answers that are being written
# The library would log each request that is no HTTP, with what was sent. Strangers could fill the log.
_SILENT = logging.Logger("bot.web.library", logging.CRITICAL + 1)


class Listener:
    """Answers each request with `handle`; an error of `handle` is logged, and answered with 500."""

    def __init__(self, place: tuple[str, int], handle: Handle, setting: str, most_bytes: int = 0) -> None:
        """`setting`: the name of the setting that has the place. `most_bytes`: of a body."""
        self._place = place
        self._handle = handle
        self._setting = setting
        self._most_bytes = most_bytes
        self._runner: web.AppRunner | None = None

    async def open(self) -> None:
        """Listen. CannotOpen: this is not possible."""
        application = web.Application(client_max_size=self._most_bytes, logger=_SILENT)
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(
            application,
            access_log=None,
            logger=_SILENT,
            keepalive_timeout=IDLE,
            lingering_time=LINGER,
            shutdown_timeout=ANSWERS_MAY_TAKE,
            auto_decompress=False,  # a small body could become a very large one
        )
        await self._runner.setup()
        host, port = self._place
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.close()
            said = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
            raise CannotOpen(f"{self._setting} cannot be used: {host}, port {port}: {said}.") from None

    async def close(self) -> None:
        """Listen no more; answers that are being written may end."""
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self._handle(request)
        except (web.HTTPException, ConnectionError, asyncio.CancelledError):
            raise
        except Exception:
            log.exception("A request could not be answered: our bug.")
            return web.Response(status=500)
