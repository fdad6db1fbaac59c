"""Reads the body of a control call: a small JSON object with known fields."""

from __future__ import annotations

from aiohttp import web

from telegram_playground.arguments import loads
from telegram_playground.errors import ControlError, Json
from telegram_playground.reading import TooLarge, Unreadable, body_of

LARGEST_BODY = 256 * 1024


async def json_body(request: web.Request, known: set[str], largest: int = LARGEST_BODY) -> Json:
    """Return the object; ControlError with a plain sentence when it is anything else."""
    if request.content_type != "application/json":
        raise ControlError(415, "Send the body as application/json.")
    try:
        body = loads((await body_of(request, largest)).decode("utf-8"))
    except TooLarge:
        raise ControlError(413, f"The body is larger than {largest} bytes.") from None
    except (Unreadable, ValueError):
        raise ControlError(400, "The body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise ControlError(400, "The body must be a JSON object.")
    if unknown := sorted(set(body) - known):
        raise ControlError(400, f"Unknown field {unknown[0][:40]!r}; known: {', '.join(sorted(known))}.")
    return body
