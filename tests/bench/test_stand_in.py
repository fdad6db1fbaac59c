"""The benches' stand-in hands out updates until they are confirmed, and sees each message of any client."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bench.stand_in.server import Connection, Stage, control

BOT = "bot1:x"


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
async def url(stage: Stage) -> AsyncIterator[str]:
    server = await asyncio.get_running_loop().create_server(lambda: Connection(stage), "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def call(http: aiohttp.ClientSession, url: str, method: str, **how: Any) -> Any:
    async with http.post(f"{url}/{BOT}/{method}", **how) as answer:
        return (await answer.json())["result"]


async def test_updates_come_again_until_a_fetch_confirms_them(
    stage: Stage, url: str, http: aiohttp.ClientSession
) -> None:
    control(stage, "load", {"count": 3, "chats": 2, "first": 10, "text": "/start"})

    first = await call(http, url, "getUpdates", data={"offset": 0, "limit": 2})
    again = await call(http, url, "getUpdates", data={"offset": 0, "limit": 2})
    rest = await call(http, url, "getUpdates", data={"offset": first[-1]["update_id"] + 1})

    assert first == again
    assert [update["message"]["chat"]["id"] for update in first + rest] == [10, 11, 10]
    assert first[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_fetch_that_waits_gets_an_update_as_soon_as_there_is_one(
    stage: Stage, url: str, http: aiohttp.ClientSession
) -> None:
    fetch = asyncio.create_task(call(http, url, "getUpdates", data={"timeout": 60}))
    while not control(stage, "state", {})["fetching"]:  # noqa: ASYNC110 - the stand-in tells nobody
        await asyncio.sleep(0)

    control(stage, "load", {"count": 1, "chats": 1, "first": 5, "text": "hello"})

    assert [update["message"]["text"] for update in await fetch] == ["hello"]


def parts() -> aiohttp.MultipartWriter:
    writer = aiohttp.MultipartWriter("form-data")
    for name, value in (("text", "Hi"), ("chat_id", "7")):
        part = writer.append(value)
        part.set_content_disposition("form-data", name=name)
    return writer


@pytest.mark.parametrize(
    "how",
    [
        lambda: {"data": {"chat_id": 7, "text": "Hi & bye"}},
        lambda: {"json": {"text": "Hi", "chat_id": 7}},
        lambda: {"data": parts()},
        lambda: {"data": parts(), "chunked": True},
        lambda: {"params": {"chat_id": 7, "text": "Hi"}},
    ],
    ids=["form", "json", "parts", "chunks", "query"],
)
async def test_it_knows_the_chat_of_a_message_however_it_is_written(
    stage: Stage, url: str, http: aiohttp.ClientSession, how: Any
) -> None:
    sent = await call(http, url, "sendMessage", **how())

    assert sent["chat"]["id"] == 7
    assert [(chat, method) for _, chat, method, _ in stage.traffic.messages] == [(7, "sendMessage")]


async def test_calls_wait_at_a_closed_gate_and_are_counted_there(
    stage: Stage, url: str, http: aiohttp.ClientSession
) -> None:
    control(stage, "gate", {"open": False})
    calls = [
        asyncio.create_task(call(http, url, "sendMessage", data={"chat_id": chat, "text": "Hi"}))
        for chat in (1, 2)
    ]
    while control(stage, "state", {})["held"] < 2:  # noqa: ASYNC110 - the stand-in tells nobody
        await asyncio.sleep(0)
    assert not any(each.done() for each in calls)

    control(stage, "gate", {"open": True})

    assert {sent["chat"]["id"] for sent in await asyncio.gather(*calls)} == {1, 2}


async def test_who_talks_writes_again_after_the_answer_and_each_wait_is_noted(
    stage: Stage, url: str, http: aiohttp.ClientSession
) -> None:
    control(stage, "talk", {"chats": 1, "first": 9, "text": "hello", "gap": 0.001, "seconds": 60})
    offset = 0

    for _ in range(3):
        [update] = await call(http, url, "getUpdates", data={"offset": offset, "timeout": 60})
        offset = update["update_id"] + 1
        await call(http, url, "sendMessage", data={"chat_id": 9, "text": "Hi"})

    waits = control(stage, "waits", {})
    assert len(waits) == 3
    assert all(wait >= 0 for wait in waits)
    assert json.loads(json.dumps(control(stage, "messages", {})))[0][1:] == [9, "sendMessage", "Hi"]


async def test_the_cpu_of_a_process_is_noted_when_it_fetches_for_the_first_time(
    stage: Stage, url: str, http: aiohttp.ClientSession
) -> None:
    control(stage, "forget", {"watched": os.getpid()})
    stage.traffic.load(1, 1, 5, "hello")

    await call(http, url, "getUpdates")

    assert control(stage, "state", {})["first_cpu"] > 0
