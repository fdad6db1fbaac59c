"""A server that answers in Telegram's place, over real HTTP, as a test tells it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId
from bot.domain.message import Document
from bot.ports import CannotWrite, MadeFile
from bot.reading.readers import Readers
from bot.telegram.context import Handling
from bot.telegram.rendering import Renderer
from bot.telegram.routing import App, build_application
from tests.conversations.stage import HandClock

TOKEN = "123456:Telegram_Tests-Only0123456789abcdef"
ME = {"id": 123456, "is_bot": True, "first_name": "Unknot", "username": "unknot_bot"}


class OneFile:
    """`ports.Documents`: every document is the same file, until there is none or the database is away."""

    def __init__(self) -> None:
        self.made: MadeFile | None = MadeFile("unknot.zip", b"PK data", "application/zip")
        self.is_away = False

    async def make(self, document: Document, chat: ChatId, words: str) -> MadeFile | None:
        if self.is_away:
            raise CannotWrite
        return self.made


def ok(result: Any) -> tuple[int, str]:
    return 200, json.dumps({"ok": True, "result": result})


def refusal(status: int, description: str) -> tuple[int, str]:
    return status, json.dumps({"ok": False, "error_code": status, "description": description})


@dataclass
class Other:
    """The server. A method without answers of its own gets `always`."""

    always: tuple[int, str] = (200, '{"ok": true, "result": true}')
    answers: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: {"getMe": [ok(ME)]})
    drips: bool = False
    hangs: set[str] = field(default_factory=set)  # methods that get no answer
    url: str = ""
    asked: list[str] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)  # with what, by call

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Give the method's answers one after the other, then repeat the last one."""
        method = request.path.rpartition("/")[2]
        self.asked.append(method)
        is_plain = request.content_type == "application/json"
        fields = await request.json() if is_plain else await request.post()
        self.told.append({name: _said(value) for name, value in fields.items()})
        if self.drips:
            return await _drip(request)
        if method in self.hangs:
            await asyncio.Event().wait()
        own = self.answers.get(method, [])
        status, body = own.pop(0) if len(own) > 1 else own[0] if own else self.always
        return web.Response(status=status, text=body, content_type="text/html")


def _said(value: Any) -> Any:
    """Return a field as text, as a form has it, and an uploaded file as its name, its type and its bytes."""
    if not isinstance(value, web.FileField):
        return value if isinstance(value, str) else json.dumps(value)
    with value.file:
        return value.filename, value.content_type, value.file.read()


async def _drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.02)


@pytest.fixture
async def other() -> AsyncIterator[Other]:
    other = Other()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", other.answer)
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    other.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield other
    await runner.cleanup()


@pytest.fixture
def handling(catalogue: Catalogue, readers: Readers) -> Handling:
    return Handling(clock=HandClock(), catalogue=catalogue, readers=readers)


@pytest.fixture
async def application(other: Other, handling: Handling) -> AsyncIterator[App]:
    """The bot's application with an open connection pool and no call made yet."""
    application = build_application(TOKEN, other.url, handling)
    await application.bot.request.initialize()
    yield application
    await application.bot.request.shutdown()


@pytest.fixture(scope="session")
def words(catalogue: Catalogue) -> Renderer:
    """The texts of the first language, put into words."""
    return Renderer(catalogue, catalogue.languages[0])
