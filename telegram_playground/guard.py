"""Refuses requests for other host names, and requests of other sites' pages in the same browser."""

from __future__ import annotations

import re

from aiohttp import web
from aiohttp.typedefs import Handler

from telegram_playground.reading import failure

OTHER_HOST = "The playground answers only to 127.0.0.1 and localhost."
_HOST = re.compile(r"(127\.0\.0\.1|localhost)(:\d{1,5})?", re.IGNORECASE | re.ASCII)
# A request line with a whole address in it, as clients send it to a proxy.
_WHOLE = re.compile(r"http://([^/?#]*)", re.IGNORECASE | re.ASCII)


def is_absolute(request: web.Request) -> bool:
    """Does the request line name a whole address instead of a path?"""
    return not request.raw_path.startswith("/")


def _forbidden_because(request: web.Request) -> str | None:
    hosts = request.headers.getall("Host", [])
    if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):
        return OTHER_HOST
    # The host of a whole address counts more than the Host header (RFC 9112, 3.2.2).
    if is_absolute(request):
        whole = _WHOLE.match(request.raw_path)
        if whole is None or not _HOST.fullmatch(whole[1]):
            return OTHER_HOST
    if _is_of_other_page(request, hosts[0]):
        return "The playground answers its own page only, no other site."
    return None


def _is_of_other_page(request: web.Request, host: str) -> bool:
    """Does a page of another site make the request?"""
    origins = request.headers.getall("Origin", [])
    if any(origin.lower() != f"http://{host.lower()}" for origin in origins):
        return True
    # A plain GET of another page has no Origin header, but the browser sets Sec-Fetch-Site.
    calls = request.path.startswith(("/bot", "/control", "/file"))
    return calls and request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 403 when the host name or the origin of a request is not the playground's own."""
    reason = _forbidden_because(request)
    if reason is None:
        return await handler(request)
    if request.path.startswith("/bot"):
        return web.json_response(failure(403, f"Forbidden: {reason}"), status=403)
    return web.json_response({"error": reason}, status=403)
