"""The one-command demo: it prints its address, answers, keeps the messages, and ends without an error."""

from __future__ import annotations

import signal

import aiohttp
import pytest

from tests.texts import texts

from .conftest import House
from .programs import Person, Program, Stage

READY = "Unknot is ready: "


async def stage_of(demo: Program, house: House, http: aiohttp.ClientSession) -> Stage:
    line = await demo.prints(READY)
    address = line.removeprefix(READY)
    assert address.startswith("http://127.0.0.1:") and address.endswith("/")
    stage = Stage(address.rstrip("/"), http)
    house.stages.append(stage)
    return stage


async def test_the_demo_answers_and_goes_on_where_it_was(house: House, http: aiohttp.ClientSession) -> None:
    arguments = ("demo", "--no-browser", "--data", str(house.folder / "kept"))
    demo = house.start(*arguments, "--speed", "10", settings={}, is_new=True)
    stage = await stage_of(demo, house, http)
    assert (await stage.get("clock"))["speed"] == 10
    ann = Person(stage, 1001)
    await ann.says("/start")
    await ann.hears(texts.headline("start", name="Ann"))
    assert await page_of(stage, http) == 200

    await demo.stops(signal.SIGTERM)

    assert demo.out.splitlines() == [f"{READY}{stage.url}/"]
    assert demo.err == ""
    demo = house.start(*arguments, settings={}, is_new=True)
    stage = await stage_of(demo, house, http)
    ann = Person(stage, 1001)
    assert len(await ann.heard("I'm Unknot.")) == 1
    await ann.says("/help")
    await ann.hears(texts.headline("help"))
    await demo.stops(signal.SIGINT)


async def page_of(stage: Stage, http: aiohttp.ClientSession) -> int:
    async with http.get(f"{stage.url}/") as answer:
        return answer.status


@pytest.mark.parametrize("command", [("demo", "--no-browser"), ("playground",)], ids=["demo", "playground"])
async def test_a_taken_port_is_one_sentence(house: House, stage: Stage, command: tuple[str, ...]) -> None:
    port = stage.url.rpartition(":")[2]
    program = house.start(*command, "--port", port, settings={})

    assert await program.ends() == 2

    assert program.err == f"Port {port} is taken by another program.\n"
    assert program.out == ""


@pytest.mark.parametrize("command", [("demo", "--no-browser"), ("playground",)], ids=["demo", "playground"])
async def test_a_second_one_on_a_folder_is_one_sentence_and_changes_nothing(
    house: House, stage: Stage, command: tuple[str, ...]
) -> None:
    """The fixture's playground keeps its chats in this folder."""
    kept = house.folder / "playground.json"
    before = kept.read_bytes()
    program = house.start(*command, "--data", str(house.folder), settings={})

    assert await program.ends() == 2

    assert program.err.startswith(f"Another playground is using {kept}: ") and program.err.count("\n") == 1
    assert program.out == ""
    assert kept.read_bytes() == before
