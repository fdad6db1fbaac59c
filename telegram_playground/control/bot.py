"""The control API of the bot's own settings, which BotFather holds for real bots."""

from __future__ import annotations

from aiohttp import web

from telegram_playground.control.body import json_body
from telegram_playground.errors import ControlError
from telegram_playground.world import World


class BotControl:
    """Answers /control/bot."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/control/bot", self.read), web.post("/control/bot", self.set)]

    async def read(self, request: web.Request) -> web.Response:
        return web.json_response(self._world.profile.page())

    async def set(self, request: web.Request) -> web.Response:
        privacy = (await json_body(request, {"privacy"})).get("privacy", self._world.profile.privacy)
        if not isinstance(privacy, bool):
            raise ControlError(400, "privacy must be true or false.")
        self._world.set_privacy(privacy)
        return await self.read(request)
