"""The bot as a process leads people through a session, on time at any speed."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta

import aiohttp
import pytest

from tests.measured import in_time
from tests.texts import button, texts
from tests.tries import holds_once

from .conftest import House
from .programs import QUICK, Person, Program, Stage
from .story import ALONE, ALONE_AT_THE_END, PARTNER, changes_of, shown_to, story_of, words_of

SECOND = timedelta(seconds=1)


async def test_the_taster_plays_to_its_end_alone_and_with_a_partner(
    bot: Program, stage: Stage, ann: Person, ben: Person
) -> None:
    await stage.clock(speed=QUICK)
    await asyncio.gather(ann.begins_taster(alone=True), ben.begins_taster(alone=False))
    pressed = datetime.fromisoformat((await stage.get("clock"))["now"])
    await asyncio.gather(ann.presses(button.start_now), ben.presses(button.start_now))

    ends = await asyncio.gather(ann.hears(texts.done("taster", 60)), ben.hears(texts.done("taster", 60)))

    assert (await story_of(ann), await shown_to(ann)) == (ALONE, ALONE_AT_THE_END)
    assert await story_of(ben) == await shown_to(ben) == PARTNER
    lasted = [(datetime.fromisoformat(end["at"]) - pressed) / SECOND for end in ends]
    assert min(lasted) >= 60
    assert in_time(max(lasted), 66)


async def test_in_real_time_and_three_processes_no_prompt_is_early_or_lost(
    house: House, http: aiohttp.ClientSession
) -> None:
    """Nor is one half a second late, when that is measured."""
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
        assert in_time(max(late), 0.5), sorted(late)
        assert min(late) >= 0, sorted(late)

    await holds_once(no_prompt_is_late)
    await playground.stops()


async def test_at_full_speed_no_step_is_asked_about_skipped_or_doubled(bot: Program, stage: Stage) -> None:
    """A step of ten seconds lasts a sixth of a real one. A busy machine may miss it, not in three tries."""

    async def plays_on(number: int) -> None:
        ann, ben = [await stage.someone(f"{name} {number}") for name in ("Ann", "Ben")]
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

    await holds_once(plays_on, tries=3)


@pytest.mark.parametrize("way", ["tap", "word"])
async def test_stop_is_seen_before_answers_that_wait(
    bot: Program, stage: Stage, ann: Person, way: str
) -> None:
    """Stop overtakes the answers; the answers follow. It is seen in two seconds, when they are measured."""
    await ann.begins_taster(alone=True)
    # Each answer is now held back for four real seconds. So Stop overtakes some even on a busy machine.
    await stage.clock(speed=0.25)
    before = len(await _changes(ann))
    for _ in range(10):
        await ann.says("/tip")

    began = (await stage.get("clock"))["now"]
    await (ann.presses(button.stop) if way == "tap" else ann.says("stop"))
    await ann.hears(texts.opening("stopped"))

    assert in_time(await stage.seconds_since(began), 2)
    changes = (await _changes(ann))[before:]
    place = next(place for place, words in enumerate(changes) if texts.opening("stopped") in words)
    assert place < 10  # it has overtaken some


async def _changes(person: Person) -> list[str]:
    """Return the words of all calls that changed the person's chat, in order."""
    return [re.sub(r"</?b>", "", words_of(call)) for _, call in await changes_of(person)]
