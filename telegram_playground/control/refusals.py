"""Turns every refusal of a control call into JSON with one plain sentence."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from telegram_playground.errors import ControlError
from telegram_playground.reading import failure


@web.middleware
async def plain_sentences(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a ControlError, or a refusal of aiohttp itself, in JSON; below /bot in the Bot API's form."""
    try:
        return await handler(request)
    except ControlError as refusal:
        return web.json_response(refusal.answer(), status=refusal.status)
    except web.HTTPClientError as error:
        if request.path.startswith("/bot"):
            return web.json_response(failure(error.status, error.reason), status=error.status)
        return web.json_response({"error": f"{error.reason}."}, status=error.status)
