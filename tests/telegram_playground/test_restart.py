"""With a state file the playground goes on after a restart, also after it was killed."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from pathlib import Path

import pytest

from telegram_playground import FileInUse, Playground, PortTaken
from telegram_playground.people_clock import iso

from .conftest import ANN, GO, running


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


async def test_chats_outlive_a_kill(state_path: Path) -> None:
    async with running(Playground(state_path)) as client:
        await client.says("/start")
        [update] = await client.updates()
        await client.ok("setMyCommands", commands=[{"command": "a", "description": "A"}])
        await client.ok("sendMessage", chat_id=ANN, text="<b>a</b>", parse_mode="HTML", reply_markup=GO)
        pressed = await client.presses("Go")
        chat = await client.chat()
        await asyncio.sleep(0.3)
        as_killed = read(state_path)
    write(state_path, as_killed)

    async with running(Playground(state_path)) as client:
        assert await client.chat() == chat
        assert (await client.updates())[0]["update_id"] == update["update_id"]
        assert (await client.get("state"))["commands"] == [{"command": "a", "description": "A"}]
        await client.ok("answerCallbackQuery", callback_query_id=pressed["query_id"])
        await client.says("again")
        assert (await client.updates())[-1]["update_id"] > update["update_id"] + 100
        assert (await client.chat())[-1]["id"] > chat[-1]["id"]


@pytest.mark.parametrize(
    "rubbish", ["", "{", "[]", '{"version": 99}', '{"version": 1, "stopped": true, "chats": 5}']
)
async def test_a_damaged_file_is_set_aside_with_a_sentence(
    state_path: Path, rubbish: str, caplog: pytest.LogCaptureFixture
) -> None:
    write(state_path, rubbish)

    with caplog.at_level(logging.WARNING):
        async with running(Playground(state_path)) as client:
            people = (await client.get("people"))["people"]

    assert [one["first_name"] for one in people] == ["Ann", "Ben"]
    assert "damaged" in caplog.text
    [aside] = state_path.parent.glob("*.damaged-*")
    assert read(aside) == rubbish
    assert json.loads(read(state_path))["stopped"] is True


async def test_a_file_with_odd_contents_is_set_aside(state_path: Path) -> None:
    async with running(Playground(state_path)) as client:
        await client.says("hello")
    kept = json.loads(read(state_path))
    kept["chats"]["messages"][0]["at"] = "noon"
    write(state_path, json.dumps(kept))

    async with running(Playground(state_path)):
        assert len(list(state_path.parent.glob("*.damaged-*"))) == 1


async def test_peoples_time_goes_on_and_never_back(state_path: Path) -> None:
    wall = Wall()
    first = Playground(state_path, wall=wall, monotonic=wall)
    async with running(first) as client:
        await client.post(
            "clock", {"now": "2030-01-01T00:00:00Z", "speed": 60, "next_due": "2030-01-01T09:00:00Z"}
        )
    as_killed = read(state_path)
    wall.at += 5
    latest = first.clock.now()

    write(state_path, as_killed)
    second = Playground(state_path, wall=wall, monotonic=wall)
    async with running(second):
        assert second.clock.now() >= latest
        assert (second.clock.speed, iso(second.clock.now())[:16]) == (60, "2030-01-01T00:05")
        assert second.clock.snapshot()["next_due"] == "2030-01-01T09:00:00.000Z"


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


async def test_a_query_dies_after_150_seconds() -> None:
    wall = Wall()
    async with running(Playground(wall=wall)) as client:
        await client.says("/start")
        await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=GO)
        pressed = await client.presses("Go")

        wall.at += 151

        late = await client.refused("answerCallbackQuery", callback_query_id=pressed["query_id"])
        assert "too old" in late


async def test_a_second_playground_on_the_file_is_refused_until_the_first_has_ended(state_path: Path) -> None:
    second = Playground(state_path)
    async with running(Playground(state_path)) as client:
        await client.says("hello")
        with pytest.raises(FileInUse, match="Another playground is using"):
            await second.start()

    async with running(second) as client:
        assert (await client.chat())[-1]["text"] == "hello"


async def test_a_playground_without_a_port_lets_go_of_its_file(state_path: Path) -> None:
    async with running(Playground()) as other:
        port = int(other.url.rpartition(":")[2])
        with pytest.raises(PortTaken):
            await Playground(state_path).start(port)

    async with running(Playground(state_path)) as client:
        assert await client.chat() == []


async def test_only_the_owner_can_read_what_people_wrote(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        async with running(Playground(tmp_path / "kept" / "playground.json")) as client:
            await client.says("hello")
    finally:
        os.umask(before)

    made = [tmp_path / "kept", *(tmp_path / "kept").iterdir()]
    assert {path.name: path.stat().st_mode & 0o077 for path in made} == {path.name: 0 for path in made}
