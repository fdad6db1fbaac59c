"""The stand-in for the Bot API: reads a call, runs its method, answers it and logs it."""

from __future__ import annotations

import re

from aiohttp import web

from telegram_playground.arguments import Arguments
from telegram_playground.bodies import Read, parameters
from telegram_playground.errors import ApiError, Json
from telegram_playground.files import LARGEST_FILE
from telegram_playground.guard import is_absolute
from telegram_playground.reading import TooLarge, Unreadable, body_of, failure
from telegram_playground.running import Call, begun, log
from telegram_playground.spec import method_named
from telegram_playground.striking import hang_up, outage_strikes, respond
from telegram_playground.world import World

# The largest file, and some room for the other fields of the form.
LARGEST_BODY = LARGEST_FILE + 256 * 1024
# The words of the official server, of Bot API 10.0.
ABSOLUTE = "Not Found: absolute URI is specified in the Request-Line"
MALFORMED = "Unauthorized: invalid token specified"
NO_SUCH_METHOD = "Not Found: method not found"
_TOKEN = re.compile(r"(\d{1,15}):[A-Za-z0-9_-]{35}", re.ASCII)


class BotApi:
    """Answers /bot<token>/<method>."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", r"/bot{token:[^/]*}/{method:.*}", self.answer)]

    async def answer(self, request: web.Request) -> web.Response:
        if is_absolute(request):
            return _response(failure(404, ABSOLUTE))
        token = _TOKEN.fullmatch(request.match_info["token"])
        if token is None:
            return _response(failure(401, MALFORMED))
        if request.method not in ("GET", "POST"):
            return _response(failure(405, "Method Not Allowed"))
        self._world.profile.id = int(token.group(1))
        method = method_named(request.match_info["method"])
        if method is None:
            return _response(failure(404, NO_SUCH_METHOD))
        call = begun(self._world, method)
        try:
            response = await self._respond(request, call)
        finally:
            # A call whose bot gave up waiting is logged as well, if a fault was the reason.
            if call.fault is not None or call.answer is not None:
                log(self._world, call)
        return hang_up(request) if response is None else response

    async def _respond(self, request: web.Request, call: Call) -> web.Response | None:
        if outage_strikes(self._world, call):
            return None
        try:
            call.arguments = Arguments(*await _read(request))
        except ApiError as refusal:
            call.answers(refusal.answer())
            return _response(refusal.answer())
        return await respond(self._world, call)


async def _read(request: web.Request) -> Read:
    try:
        body = await body_of(request, LARGEST_BODY)
    except TooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    except Unreadable:
        raise ApiError(400, "Bad Request: can't read the request body") from None
    return parameters(request.rel_url.raw_query_string, request.headers.get("Content-Type", ""), body)


def _response(answer: Json) -> web.Response:
    return web.json_response(answer, status=answer.get("error_code", 200))
