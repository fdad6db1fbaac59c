"""A playground on a free port, and a small client that speaks to it over real HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from telegram_playground import Playground

TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
ANN, BEN = 1001, 1002
GROUP = -1001000000001
GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


class Client:
    """Calls the Bot API as a bot does, and the control API as the page does."""

    def __init__(self, playground: Playground, http: aiohttp.ClientSession) -> None:
        self.playground = playground
        self.http = http

    @property
    def url(self) -> str:
        return self.playground.url

    async def call(self, method: str, **given: Any) -> dict[str, Any]:
        async with self.http.post(f"{self.url}/bot{TOKEN}/{method}", json=given) as answer:
            body: dict[str, Any] = await answer.json()
            assert answer.status == body.get("error_code", 200)
            return body

    async def ok(self, method: str, **given: Any) -> Any:
        answer = await self.call(method, **given)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **given: Any) -> str:
        answer = await self.call(method, **given)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def get(self, path: str) -> Any:
        async with self.http.get(f"{self.url}/control/{path}") as answer:
            return await answer.json()

    async def post(self, path: str, body: Any, status: int = 200) -> Any:
        async with self.http.post(f"{self.url}/control/{path}", json=body) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()

    async def says(self, text: str, person: int = ANN) -> int:
        return int((await self.post(f"people/{person}/say", {"text": text}))["message_id"])

    async def presses(self, label: str, person: int = ANN) -> Any:
        return await self.post(f"people/{person}/press", {"label": label})

    async def chat(self, person: int = ANN) -> list[dict[str, Any]]:
        return list((await self.get(f"people/{person}/chat"))["messages"])

    async def updates(self, **given: Any) -> list[dict[str, Any]]:
        return list(await self.ok("getUpdates", **given))

    async def events(self) -> AsyncGenerator[tuple[str, dict[str, Any]], None]:
        async with self.http.get(f"{self.url}/control/events") as stream:
            name = ""
            async for raw in stream.content:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    yield name, json.loads(line[6:])


async def until(
    events: AsyncIterator[tuple[str, dict[str, Any]]], last: str
) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """Pass on events up to the first one called `last`."""
    async with asyncio.timeout(30):
        async for name, data in events:
            yield name, data
            if name == last:
                return


@asynccontextmanager
async def running(playground: Playground) -> AsyncIterator[Client]:
    """Start a playground, and stop it at the end; a test that restarts it does this twice."""
    await playground.start()
    try:
        async with aiohttp.ClientSession() as http:
            yield Client(playground, http)
    finally:
        await playground.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground()
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def client(playground: Playground, http: aiohttp.ClientSession) -> Client:
    """A client whose Ann has already said /start, and whose bot has read it."""
    client = Client(playground, http)
    await client.says("/start")
    [update] = await client.updates()
    assert await client.updates(offset=update["update_id"] + 1) == []
    return client


@pytest.fixture
def state_path(tmp_path: Path) -> Path:
    return tmp_path / "playground.json"
