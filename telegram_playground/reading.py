"""Reads request bodies up to a limit of bytes."""

from __future__ import annotations

from aiohttp import web

from telegram_playground.errors import Json

_CHUNK = 65536


class TooLarge(Exception):
    """The body is larger than the playground takes."""


class Unreadable(Exception):
    """The body ended too early, or is not encoded as its headers say."""


async def body_of(request: web.Request, limit: int) -> bytes:
    """Return the whole body; TooLarge beyond `limit` bytes, Unreadable when it cannot be decoded."""
    if (request.content_length or 0) > limit:
        raise TooLarge
    body = bytearray()
    try:
        async for chunk in request.content.iter_chunked(_CHUNK):
            body += chunk
            if len(body) > limit:
                raise TooLarge
    except (web.RequestPayloadError, ValueError) as error:
        raise Unreadable from error
    return bytes(body)


def failure(status: int, description: str) -> Json:
    """Return a refusal in the Bot API's form."""
    return {"ok": False, "error_code": status, "description": description}
