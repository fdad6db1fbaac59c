"""The control API of the bot's own settings, which BotFather holds for real bots."""

from __future__ import annotations

from aiohttp import web

from telegram_playground.control import fields
from telegram_playground.control.body import json_body
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
        body = await json_body(request, {"privacy"})
        self._world.set_privacy(fields.switch("privacy", body.get("privacy", self._world.profile.privacy)))
        return await self.read(request)
