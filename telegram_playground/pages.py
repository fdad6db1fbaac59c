"""Serves the chat page: the files of its folder, and nothing else."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".txt": "text/plain; charset=utf-8",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
        "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}


def routes() -> list[web.RouteDef]:
    return [
        web.get("/", _index),
        web.get("/favicon.ico", _no_icon),
        web.get("/page/{file:.+}", _file),
    ]


def _served(name: str) -> web.Response:
    """Return a file of the folder; its name is looked up in a list, and never joined to a path."""
    files = {
        path.relative_to(FOLDER).as_posix(): path
        for path in FOLDER.rglob("*")
        if path.suffix in _TYPES and path.is_file() and not path.is_symlink()
    }
    if name not in files:
        return web.json_response({"error": f"The page has no file {name}."}, status=404)
    path = files[name]
    return web.Response(body=path.read_bytes(), headers={**_HEADERS, "Content-Type": _TYPES[path.suffix]})


async def _index(request: web.Request) -> web.Response:
    return _served("index.html")


async def _file(request: web.Request) -> web.Response:
    return _served(request.match_info["file"])


async def _no_icon(request: web.Request) -> web.Response:
    return web.Response(status=204)
