"""The bot keeps running when Telegram is away or sends invalid answers."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

import aiohttp
from aiohttp import web

from telegram_playground import Playground
from tests.texts import texts

from .conftest import House
from .programs import Person, Program, Stage, until
from .proxy import Proxy

DOWN_AT_START = "Telegram cannot be reached yet; I keep trying."
DOWN = "Telegram cannot be reached. I keep trying."


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_without_a_network_at_the_start_it_says_so_once_and_keeps_trying(
    house: House, http: aiohttp.ClientSession
) -> None:
    port = free_port()
    bot = house.start("run", settings=house.settings_for(f"http://127.0.0.1:{port}"))
    await bot.prints(DOWN_AT_START)
    await asyncio.sleep(1.5)  # time for a second attempt
    assert bot.is_running
    assert bot.err.count("cannot be reached") == 1
    playground = Playground()
    await playground.start(port)
    try:
        stage = Stage(playground.url, http)
        house.stages.append(stage)
        ann = await stage.someone("Ann")
        await ann.says("/start")
        await ann.hears(texts.headline("start", name="Ann"))
        assert bot.err.count("cannot be reached") == 1
        await bot.stops()
    finally:
        await playground.stop()


async def test_after_an_outage_in_the_middle_it_goes_on_having_said_so_once(
    bot: Program, playground: Playground, stage: Stage, ann: Person, tmp_path: Path
) -> None:
    await ann.says("/start")
    await ann.hears(texts.headline("start", name="Ann Process"))

    await playground.stop()
    await bot.prints(DOWN)
    await asyncio.sleep(2)  # time for a second attempt
    assert bot.is_running
    back = Playground(tmp_path / "playground.json")
    await back.start(playground.port)
    try:
        await ann.says("/help")
        await ann.hears(texts.headline("help"))
        assert len(await ann.heard("I'm Unknot.")) == 1
        assert bot.err.count("cannot be reached") == 1
        await bot.prints("Updates arrive again")
        # Its clock is followed again, too.
        await stage.clock(forward_s=3600)
        await bot.stops()
    finally:
        await back.stop()


def page(status: int) -> Callable[[web.Request], web.Response]:
    def answer(request: web.Request) -> web.Response:
        body = f"<html><h1>{status}</h1><p>The requested URL {request.path} is odd.</p></html>"
        return web.Response(status=status, text=body, content_type="text/html")

    return answer


def refusal(status: int, description: str) -> Callable[[web.Request], web.Response]:
    def answer(_request: web.Request) -> web.Response:
        body = {"ok": False, "error_code": status, "description": description}
        return web.json_response(body, status=status)

    return answer


def cut(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


RUBBISH = {
    "an HTML page with 200": page(200),
    "an HTML page with 404": page(404),
    "an HTML page with 502": page(502),
    "a cut connection": cut,
    "401": refusal(401, "Unauthorized"),
    "409": refusal(409, "Conflict: terminated by other getUpdates request"),
}


async def test_no_answer_to_a_poll_ends_the_loop(
    house: House, proxy: Proxy, stage: Stage, ann: Person
) -> None:
    bot = house.start("run")
    await stage.is_polled()
    for number, (name, rubbish) in enumerate(RUBBISH.items()):
        proxy.answer_next_poll(rubbish)
        await ann.says(f"/tip please, {name}")  # ends the poll that waits; the next one meets the rubbish

        async def is_met() -> bool:
            return not proxy.has_rubbish_left

        await until(is_met, f"{name} was never met")
        assert bot.is_running, name
        await ann.says(f"/help please, {name}")
        await ann.hears(texts.headline("help"), times=number + 1)
    assert bot.err.count("I keep trying") == len(RUBBISH)
    await bot.stops()
