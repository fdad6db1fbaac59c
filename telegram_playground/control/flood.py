"""The control API of the flood limits: switch them on or off, and set them."""

from __future__ import annotations

from aiohttp import web

from telegram_playground.control import fields
from telegram_playground.control.body import json_body
from telegram_playground.errors import ControlError
from telegram_playground.world import World

HIGHEST_LIMIT = 1_000_000.0
_LIMITS = ("per_chat", "per_group", "overall")


class FloodControl:
    """Answers /control/flood; GET /control/faults shows the limits as well."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/control/flood", self.set)]

    async def set(self, request: web.Request) -> web.Response:
        body = await json_body(request, {"on", *_LIMITS})
        flood = self._world.flood
        if not body:
            raise ControlError(400, "Give at least one of on, per_chat, per_group and overall.")
        on = fields.switch("on", body.get("on", flood.on))
        per_chat, per_group, overall = (self._limit(name, body.get(name)) for name in _LIMITS)
        flood.set(on, per_chat, per_group, overall)
        self._world.tell_faults()
        return web.json_response(flood.page())

    def _limit(self, name: str, given: object) -> float:
        now: float = getattr(self._world.flood, name)
        return now if given is None else fields.above_zero(name, given, HIGHEST_LIMIT)
