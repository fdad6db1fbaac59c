"""A reminder for the next minute rings once, with a tip, even if the process is killed before it."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.domain.catalogue import Wording
from tests import once
from tests.texts import button, texts

from .conftest import House
from .programs import Person, Program, Stage, until

BEFORE = "2027-02-03T09:59:10Z"
OPENERS = once.catalogue().wordings[Wording.reminder_opener]


async def sets_ten_o_clock(person: Person) -> None:
    """Set an hour in a chat without a zone, and answer the question for the zone."""
    await person.says("/remind 10:00")
    await person.hears(texts.headline("zone"))
    await person.says("UTC")
    answer = await person.hears("Next reminder")
    assert "10:00" in answer["text"]


async def rings(person: Person) -> list[dict[str, Any]]:
    return [each for each in await person.chat() if button.not_today in str(each["buttons"])]


async def ring(person: Person) -> dict[str, Any]:
    """Wait for the first ring, and see that it is the only one."""
    await until(lambda: rings(person), "it never rang")
    await asyncio.sleep(1)
    [only] = await rings(person)
    return only


def has_tip(text: str) -> bool:
    return texts.opening("tip_posture") in text or texts.opening("tip_exercise") in text


async def test_it_rings_once_at_its_minute_with_a_tip(bot: Program, stage: Stage, ann: Person) -> None:
    await stage.clock(now=BEFORE)
    await sets_ten_o_clock(ann)
    await stage.expects("2027-02-03T10:00:00.000Z")
    await stage.clock(now="2027-02-03T09:59:58Z")
    await asyncio.sleep(1)
    assert await rings(ann) == []

    rung = await ring(ann)

    assert rung["at"].startswith("2027-02-03T10:00:00.")
    assert any(texts.are_in(rung["text"], opener) for opener in OPENERS)
    assert has_tip(rung["text"])
    await stage.clock(now="2027-02-03T10:05:00Z")
    await asyncio.sleep(0.5)
    assert len(await rings(ann)) == 1


async def test_after_a_kill_in_between_it_rings_once_all_the_same(
    house: House, bot: Program, stage: Stage, ann: Person
) -> None:
    await stage.clock(now=BEFORE)
    await sets_ten_o_clock(ann)
    bot.dies()
    await stage.is_left_alone()
    house.start("run")
    await stage.is_polled()
    await stage.clock(now="2027-02-03T09:59:59Z")

    rung = await ring(ann)

    assert rung["at"].startswith("2027-02-03T10:00:00.")
    assert has_tip(rung["text"])


async def test_two_minutes_late_it_rings_once_and_says_so(
    house: House, bot: Program, stage: Stage, ann: Person
) -> None:
    await stage.clock(now=BEFORE)
    await sets_ten_o_clock(ann)
    bot.dies()
    await stage.is_left_alone()
    await stage.clock(now="2027-02-03T10:02:00Z")
    assert await rings(ann) == []
    house.start("run")

    rung = await ring(ann)

    assert rung["at"].startswith("2027-02-03T10:02:0")
    assert texts.headline("late") in rung["text"]
    assert rung["silent"]
    assert has_tip(rung["text"])
    house.programs[-1].dies()
    await stage.is_left_alone()
    house.start("run")
    await stage.is_polled()
    await asyncio.sleep(1)
    assert len(await rings(ann)) == 1
