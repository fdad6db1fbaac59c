"""Serves the bytes of files: to bots at /file/bot<token>/<file_path>, to the page at /files/<key>."""

from __future__ import annotations

import re

from aiohttp import web

from telegram_playground.reading import failure
from telegram_playground.world import World

_TOKEN = re.compile(r"\d{1,15}:[A-Za-z0-9_-]{35}", re.ASCII)
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
# The browser saves files of other types instead of showing them: they come from the page's own origin, so a
# script in one could act as the page.
_SHOWN = re.compile(r"image/(png|jpeg|gif|webp)|(audio|video)/[a-z0-9]+", re.ASCII)
_HEADERS = {
    "Cache-Control": "private, max-age=3600",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Accept-Ranges": "bytes",
}


class Downloads:
    """Serves stored files and nothing else; a name is looked up, and never joined to a path."""

    def __init__(self, world: World) -> None:
        self._files = world.files

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(r"/file/bot{token:[^/]*}/{path:.*}", self.to_bot),
            web.get(r"/files/{key:[A-Za-z0-9_-]{1,64}}", self.to_page),
        ]

    async def to_bot(self, request: web.Request) -> web.Response:
        if not _TOKEN.fullmatch(request.match_info["token"]):
            return web.json_response(failure(401, "Unauthorized"), status=401)
        stored = self._files.by_path(request.match_info["path"])
        content = self._files.content(stored) if stored else None
        if content is None:
            return web.json_response(failure(404, "Not Found"), status=404)
        return web.Response(body=content, content_type="application/octet-stream")

    async def to_page(self, request: web.Request) -> web.Response:
        stored = self._files.by_key(request.match_info["key"])
        content = self._files.content(stored) if stored else None
        if stored is None or content is None:
            return web.json_response({"error": "This file is no longer kept."}, status=404)
        headers = {**_HEADERS, "Content-Type": stored.mime}
        if not _SHOWN.fullmatch(stored.mime):
            headers |= {"Content-Type": "application/octet-stream", "Content-Disposition": "attachment"}
        return _ranged(request, content, headers)


def _ranged(request: web.Request, content: bytes, headers: dict[str, str]) -> web.Response:
    """Answer with the bytes that the Range header asks for; browsers need this to seek in a recording."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked.group() == "bytes=-":
        return web.Response(body=content, headers=headers)
    first, last = asked.groups()
    size = len(content)
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    if start >= end:
        return web.Response(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return web.Response(status=206, body=content[start:end], headers=headers)
