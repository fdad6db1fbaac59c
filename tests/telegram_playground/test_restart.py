"""With a state file the playground goes on after a restart, also after one that nobody planned."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

import aiohttp
import pytest

from telegram_playground import Playground, PortTaken
from telegram_playground.people_clock import iso

from .conftest import ANN, Client


class Wall:
    """A wall clock and a monotonic clock that are moved by hand."""

    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


def read(path: Path) -> str:
    return path.read_text("utf-8")


def write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


async def test_chats_outlive_a_kill(state_path: Path, http: aiohttp.ClientSession) -> None:
    first = Playground(state_path)
    await first.start()
    client = Client(first, http)
    await client.says("/start")
    [update] = await client.updates()
    await client.ok("setMyCommands", commands=[{"command": "a", "description": "A"}])
    await client.ok(
        "sendMessage",
        chat_id=ANN,
        text="<b>a</b>",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]},
    )
    pressed = await client.presses("Go")
    chat = await client.chat()
    await asyncio.sleep(0.3)
    as_killed = read(state_path)
    await first.stop()
    write(state_path, as_killed)

    second = Playground(state_path)
    await second.start()
    client = Client(second, http)
    try:
        assert await client.chat() == chat
        assert (await client.updates())[0]["update_id"] == update["update_id"]
        assert (await client.get("state"))["commands"] == [{"command": "a", "description": "A"}]
        await client.ok("answerCallbackQuery", callback_query_id=pressed["query_id"])
        await client.says("again")
        assert (await client.updates())[-1]["update_id"] > update["update_id"] + 100
        assert (await client.chat())[-1]["id"] > chat[-1]["id"]
    finally:
        await second.stop()


@pytest.mark.parametrize(
    "rubbish", ["", "{", "[]", '{"version": 99}', '{"version": 1, "stopped": true, "chats": 5}']
)
async def test_a_damaged_file_is_set_aside_with_a_sentence(
    state_path: Path, rubbish: str, caplog: pytest.LogCaptureFixture
) -> None:
    write(state_path, rubbish)
    playground = Playground(state_path)

    with caplog.at_level(logging.WARNING):
        await playground.start()

    assert len(playground.world.chats.people) == 2
    assert "damaged" in caplog.text
    [aside] = state_path.parent.glob("*.damaged-*")
    assert read(aside) == rubbish
    await playground.stop()
    assert json.loads(read(state_path))["stopped"] is True


async def test_a_file_with_odd_contents_is_set_aside(state_path: Path) -> None:
    playground = Playground(state_path)
    await playground.start()
    playground.world.person_says(playground.world.chats.people[ANN], "hello")
    await playground.stop()
    kept = json.loads(read(state_path))
    kept["chats"]["messages"][0]["at"] = "noon"
    write(state_path, json.dumps(kept))

    await playground.start()

    assert len(list(state_path.parent.glob("*.damaged-*"))) == 1
    await playground.stop()


async def test_peoples_time_goes_on_and_never_back(state_path: Path) -> None:
    wall = Wall()
    first = Playground(state_path, wall=wall, monotonic=wall)
    await first.start()
    async with aiohttp.ClientSession() as http:
        client = Client(first, http)
        await client.post(
            "clock", {"now": "2030-01-01T00:00:00Z", "speed": 60, "next_due": "2030-01-01T09:00:00Z"}
        )
    await first.stop()
    as_killed = read(state_path)
    wall.at += 5
    latest = first.clock.now()

    write(state_path, as_killed)
    second = Playground(state_path, wall=wall, monotonic=wall)
    await second.start()
    assert second.clock.now() >= latest
    assert (second.clock.speed, iso(second.clock.now())[:16]) == (60, "2030-01-01T00:05")
    assert second.clock.snapshot()["next_due"] == "2030-01-01T09:00:00.000Z"
    await second.stop()


async def test_a_wall_clock_that_is_set_back_leaves_peoples_time_alone(state_path: Path) -> None:
    wall, monotonic = Wall(), Wall()
    playground = Playground(state_path, wall=wall, monotonic=monotonic)
    before = playground.clock.now()
    wall.at -= 3600
    monotonic.at += 1
    assert (playground.clock.now() - before).total_seconds() == 1


async def test_a_taken_port_is_named(playground: Playground) -> None:
    with pytest.raises(PortTaken, match=str(playground.port)):
        await Playground().start(playground.port)


async def test_a_query_dies_after_150_seconds(http: aiohttp.ClientSession) -> None:
    wall = Wall()
    playground = Playground(wall=wall)
    await playground.start()
    client = Client(playground, http)
    await client.says("/start")
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=markup)
    pressed = await client.presses("Go")

    wall.at += 151

    assert "too old" in await client.refused("answerCallbackQuery", callback_query_id=pressed["query_id"])
    await playground.stop()
