"""The control API of the log of calls: read it, or what is newer than one of them."""

from __future__ import annotations

import re

from aiohttp import web

from telegram_playground.errors import ControlError
from telegram_playground.world import World


class CallControl:
    """Answers /control/calls."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/control/calls", self.calls)]

    async def calls(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        if not re.fullmatch(r"\d{1,15}", after, re.ASCII):
            raise ControlError(400, "after must be the id of a call, a whole number.")
        return web.json_response({"calls": self._world.calls.after(int(after))})
