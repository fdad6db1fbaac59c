"""The bot as a process leads people through a session, on time at any speed."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import aiohttp
import pytest

from tests.texts import button, texts
from tests.tries import holds_once

from .conftest import House
from .programs import Person, Program, Stage
from .story import ALONE, ALONE_AT_THE_END, PARTNER, shown_to, story_of

SECOND = timedelta(seconds=1)


async def test_the_taster_plays_to_its_end_alone_and_with_a_partner(
    bot: Program, stage: Stage, ann: Person, ben: Person
) -> None:
    await stage.clock(speed=10)
    await asyncio.gather(ann.begins_taster(alone=True), ben.begins_taster(alone=False))
    await asyncio.gather(ann.presses(button.start_now), ben.presses(button.start_now))
    begun = [datetime.fromisoformat((await person.hears("1/3"))["at"]) for person in (ann, ben)]

    ends = await asyncio.gather(ann.hears(texts.done("taster", 60)), ben.hears(texts.done("taster", 60)))

    assert (await story_of(ann), await shown_to(ann)) == (ALONE, ALONE_AT_THE_END)
    assert await story_of(ben) == await shown_to(ben) == PARTNER
    for at, end in zip(begun, ends, strict=True):
        lasted = datetime.fromisoformat(end["at"]) - at
        assert 58 * SECOND <= lasted <= 64 * SECOND


async def test_in_real_time_and_three_processes_no_prompt_is_half_a_second_late(
    house: House, http: aiohttp.ClientSession
) -> None:
    playground = house.start("playground", settings={})
    line = await playground.prints("The playground is ready: ")
    stage = Stage(line.split(": ")[1].rstrip("/"), http)
    house.stages.append(stage)
    house.start("run", settings=house.settings_for(stage.url, stage.url))
    await stage.is_polled()

    async def no_prompt_is_late(number: int) -> None:
        await stage.clock(speed=5)
        # Their prompts fall due within a few milliseconds of each other: one may wake up in another's commit.
        people = [await stage.someone(f"Person {number}.{place}") for place in range(4)]
        await asyncio.gather(*(person.begins_taster() for person in people))
        await asyncio.sleep(1.2)  # they have tapped faster than people do: let their chats' pace recover
        await stage.clock(speed=1)
        late: list[float] = []

        async def play(person: Person) -> None:
            pressed = datetime.fromisoformat((await stage.get("clock"))["now"])
            await person.presses(button.start_now)
            await asyncio.sleep(10.5)
            for heading, plan in (("1/3", 0 * SECOND), ("2/3", 10 * SECOND)):
                prompt = await person.hears(heading)
                late.append((datetime.fromisoformat(prompt["at"]) - pressed - plan) / SECOND)

        await asyncio.gather(*(play(person) for person in people))

        assert len(late) == 8
        assert max(late) < 0.5, sorted(late)
        assert min(late) >= 0, sorted(late)

    await holds_once(no_prompt_is_late)
    assert await playground.stops() < 10


async def test_at_full_speed_no_step_is_asked_about_skipped_or_doubled(
    bot: Program, stage: Stage, ann: Person, ben: Person
) -> None:
    await stage.clock(speed=10)
    await asyncio.gather(ann.begins_taster(alone=True), ben.begins_taster(alone=False))
    await stage.clock(speed=60)

    for played in (1, 2, 3):
        ends = (
            ann.hears(texts.opening("end", routine="Taster"), times=played),
            ben.hears(texts.opening("end", routine="Taster"), times=played),
        )
        await asyncio.gather(*ends)
        assert (await story_of(ann), await shown_to(ann)) == (ALONE * played, ALONE_AT_THE_END * played)
        assert await story_of(ben) == await shown_to(ben) == PARTNER * played
        if played < 3:
            await asyncio.gather(
                ann.begins_taster(alone=True, again=True), ben.begins_taster(alone=False, again=True)
            )


@pytest.mark.parametrize("way", ["tap", "word"])
async def test_stop_is_seen_within_two_seconds_however_many_answers_wait(
    bot: Program, stage: Stage, ann: Person, way: str
) -> None:
    """Stop overtakes the answers; the answers follow."""
    await ann.begins_taster(alone=True)
    # Two seconds of people's time are now eight real ones: a busy machine is fast enough.
    await stage.clock(speed=0.25)
    for _ in range(10):
        await ann.says("/tip")

    began = (await stage.get("clock"))["now"]
    await (ann.presses(button.stop) if way == "tap" else ann.says("stop"))
    await ann.hears(texts.opening("stopped"))

    assert await stage.seconds_since(began) < 2
    seen = await ann.chat()
    place = next(number for number, each in enumerate(seen) if texts.opening("stopped") in each["text"])
    if way == "word":
        assert sum(each["from"] == "bot" for each in seen[:place]) < 10  # it has overtaken some
