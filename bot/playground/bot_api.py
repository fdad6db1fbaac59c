"""The stand-in Bot API: takes a call off the wire, runs its method, answers and logs it."""

from __future__ import annotations

import re
import time
from typing import Any

from aiohttp import web

from bot.playground.arguments import Arguments
from bot.playground.bodies import parameters
from bot.playground.errors import ApiError, Json
from bot.playground.methods import METHODS
from bot.playground.people_clock import iso
from bot.playground.reading import TooLarge, Unreadable, body_of, failure
from bot.playground.spec import method_named, readable
from bot.playground.world import World

LARGEST_BODY = 50 * 1024 * 1024
_TOKEN = re.compile(r"(\d{1,15}):[A-Za-z0-9_-]{35}", re.ASCII)


class BotApi:
    """Answers /bot<token>/<method>."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", r"/bot{token:[^/]*}/{method:.*}", self.answer)]

    async def answer(self, request: web.Request) -> web.Response:
        token = _TOKEN.fullmatch(request.match_info["token"])
        if token is None:
            return _response(failure(401, "Unauthorized"))
        if request.method not in ("GET", "POST"):
            return _response(failure(405, "Method Not Allowed"))
        self._world.profile.id = int(token.group(1))
        method = method_named(request.match_info["method"])
        if method is None:
            return _response(failure(404, "Not Found"))
        began, request_time = time.perf_counter(), iso(self._world.clock.now())
        given: dict[str, str] = {}
        try:
            given = await _read(request)
            answer = {"ok": True, "result": await self._run(method, given)}
        except ApiError as refusal:
            answer = refusal.answer()
        self._log(method, request_time, (time.perf_counter() - began) * 1000, given, answer)
        return _response(answer)

    async def _run(self, method: str, given: dict[str, str]) -> Any:
        run = METHODS.get(method)
        if run is None:
            raise ApiError(501, f"Not Implemented: the playground does not know {method} yet")
        return await run(self._world, Arguments(given))

    def _log(self, method: str, at: str, ms: float, given: dict[str, str], answer: Json) -> None:
        """Keep the call for the inspector; a poll that brought nothing is not worth a line."""
        if method == "getUpdates" and answer.get("result") == []:
            return
        status = answer.get("error_code", 200)
        call = self._world.calls.add(method, at, ms, status, readable(method, given), answer)
        self._world.events.send("call", call)


async def _read(request: web.Request) -> dict[str, str]:
    try:
        body = await body_of(request, LARGEST_BODY)
    except TooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    except Unreadable:
        raise ApiError(400, "Bad Request: can't read the request body") from None
    return parameters(request.rel_url.raw_query_string, request.headers.get("Content-Type", ""), body)


def _response(answer: Json) -> web.Response:
    return web.json_response(answer, status=answer.get("error_code", 200))
