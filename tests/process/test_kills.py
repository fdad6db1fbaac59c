"""kill -9 and a new start: the session goes on where it was, and nothing is said twice."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from tests.texts import button, texts

from .conftest import House
from .programs import QUICK, Person, Program, Stage, until
from .proxy import Proxy
from .story import ALONE, ALONE_AT_THE_END, PARTNER, shown_to, story_of

NEARLY_STILL = 0.02  # speed of people's time
SETTLING = timedelta(seconds=10)  # the first step of the taster
SETTLED = 2.2  # seconds until an edit that a kill interrupted has been made again


async def restart(house: House, stage: Stage) -> None:
    """Start the bot again once the killed one's poll is gone, and wait until it polls.

    People's time nearly stands still meanwhile. So a slow start on a busy machine is no absence.
    """
    speed = (await stage.get("clock"))["speed"]
    await stage.clock(speed=NEARLY_STILL)
    await stage.is_left_alone()
    house.start("run")
    await stage.is_polled()
    await stage.clock(speed=speed)


def planned_start(house: House, person: Person, lasts: timedelta) -> str:
    """Return when the step that the person is at was to begin, if it `lasts` so long."""
    with closing(sqlite3.connect(house.database, timeout=10)) as database:
        [ends_at] = database.execute(
            "select ends_at from sessions where chat_id = ?", (person.number,)
        ).fetchone()
    return (datetime.fromisoformat(ends_at).replace(tzinfo=UTC) - lasts).isoformat()


async def test_a_kill_at_any_point_of_a_step_neither_skips_nor_repeats_one(
    house: House, bot: Program, stage: Stage
) -> None:
    names = ("in the get-ready count", "just after a prompt", "in the middle", "just before a prompt is due")
    getting_ready, just_after, in_the_middle, just_before = [await stage.someone(name) for name in names]
    people = (getting_ready, just_after, in_the_middle, just_before)
    await stage.clock(speed=4)
    await asyncio.gather(*(person.begins_taster(alone=False) for person in people))
    await just_before.presses(button.start_now)
    await just_before.hears("1/3")
    begun = planned_start(house, just_before, SETTLING)  # the prompt itself may have come late
    await stage.reaches(begun, 4.0)
    await in_the_middle.presses(button.start_now)
    await stage.reaches(begun, 8.0)
    await stage.clock(speed=1)
    await stage.reaches(begun, 9.3)
    await stage.clock(speed=NEARLY_STILL)
    await just_after.presses(button.start_now)
    await just_after.hears("1/3")

    bot.dies()

    assert await stage.seconds_since(begun) < SETTLING.total_seconds()
    await stage.clock(speed=1)
    stories = [await story_of(person) for person in people]
    assert stories == [["Ready"], *[["Ready", "1/3 Settle"]] * 3]
    await stage.reaches(begun, 10.2)  # a prompt falls due while nobody is there
    assert await just_before.heard("2/3") == []
    await restart(house, stage)
    await just_before.hears("2/3")
    await asyncio.sleep(SETTLED)
    await stage.clock(speed=QUICK)
    await asyncio.gather(*(person.hears(texts.done("taster", 60)) for person in people))
    assert [await story_of(person) for person in people] == [PARTNER] * 4


async def test_a_session_outlives_one_kill_after_another(
    house: House, bot: Program, stage: Stage, ann: Person
) -> None:
    await stage.clock(speed=5)
    await ann.begins_taster(alone=True)
    for line in ("1/3", "Other side"):
        await ann.hears(line)
        await stage.clock(speed=1)
        await asyncio.sleep(0.3)
        house.programs[-1].dies()
        await restart(house, stage)
        await stage.clock(speed=QUICK)

    await ann.hears(texts.done("taster", 60))

    assert (await story_of(ann), await shown_to(ann)) == (ALONE, ALONE_AT_THE_END)


async def test_away_for_too_long_it_asks_and_goes_on_or_stops_as_told(
    house: House, bot: Program, stage: Stage, ann: Person, ben: Person
) -> None:
    await stage.clock(speed=10)
    await asyncio.gather(ann.begins_taster(alone=False), ben.begins_taster(alone=False))
    await asyncio.gather(ann.presses(button.start_now), ben.presses(button.start_now))
    await asyncio.gather(ann.hears("1/3"), ben.hears("1/3"))
    await stage.clock(speed=1)
    await asyncio.sleep(0.3)
    bot.dies()
    await stage.clock(forward_s=10 + 0.3 * 40 + 5)

    await restart(house, stage)

    for person in (ann, ben):
        question = await person.hears(texts.opening("outage"))
        assert texts.are_in(question["text"], "outage", i=2, technique="Kneading")
        assert question["buttons"] == [[button("continue")], [button.stop]]
    await ben.presses(button.stop)
    await ben.hears(texts.opening("stopped"))
    await ann.presses(button("continue"))
    await ann.hears("2/3")
    await stage.clock(speed=QUICK)
    await ann.hears(texts.done("taster", 60))
    assert await story_of(ann) == [*PARTNER[:2], "Away", *PARTNER[2:]]
    assert await ben.heard("2/3") == []


async def test_a_prompt_in_mid_call_is_never_sent_twice_and_the_session_goes_on(
    house: House, proxy: Proxy, stage: Stage, ann: Person, ben: Person
) -> None:
    bot = house.start("run")
    await stage.is_polled()
    await stage.clock(speed=5)
    await asyncio.gather(ann.begins_taster(alone=False), ben.begins_taster(alone=False))
    await ann.presses(button.start_now)
    arrived = proxy.hold("sendMessage", "2/3 Kneading", forwards=True)
    await arrived.has_caught.wait()
    await stage.clock(speed=1)
    proxy.release()
    lost = proxy.hold("sendMessage", "1/3 Settle", forwards=False)
    await ben.presses(button.start_now)
    await lost.has_caught.wait()

    bot.dies()
    proxy.release()
    await restart(house, stage)
    await stage.clock(speed=QUICK)
    await asyncio.gather(ann.hears(texts.done("taster", 60)), ben.hears(texts.done("taster", 60)))
    assert (len(arrived.caught), len(lost.caught)) == (1, 1)
    assert await story_of(ann) == PARTNER
    assert await story_of(ben) == [line for line in PARTNER if line != "1/3 Settle"]


async def test_a_reminder_in_mid_call_is_delivered_at_least_once(
    house: House, proxy: Proxy, stage: Stage, ann: Person, ben: Person
) -> None:
    bot = house.start("run")
    await stage.is_polled()
    await stage.clock(now="2027-02-03T09:59:30Z")
    for person in (ann, ben):
        await person.says("/remind 10:00")
        await person.hears(texts.headline("zone"))
        await person.says("UTC")
        await person.hears("Next reminder")
    answer_lost = proxy.hold("sendMessage", f"{ann.number}", forwards=True)
    call_lost = proxy.hold("sendMessage", f"{ben.number}", forwards=False)
    await stage.clock(now="2027-02-03T09:59:59.500Z")
    await asyncio.gather(answer_lost.has_caught.wait(), call_lost.has_caught.wait())

    bot.dies()
    proxy.release()
    assert (len(await rings_of(ann)), len(await rings_of(ben))) == (1, 0)
    await restart(house, stage)
    assert (len(await rings_of(ann)), len(await rings_of(ben))) == (1, 0)
    # It waits a real minute before the next copy; here that minute passes in the database.
    with closing(sqlite3.connect(house.database, timeout=10)) as database, database:
        moved = database.execute(
            "update outbox set not_before = strftime('%Y-%m-%d %H:%M:%f000', not_before, '-61 seconds')"
            " where kind = 'reminder' and state = 'pending'"
        )
        assert moved.rowcount == 2

    await until(lambda: rings_of(ben), "the lost reminder never came")
    await asyncio.sleep(1)
    assert (len(await rings_of(ann)), len(await rings_of(ben))) == (2, 1)


async def rings_of(person: Person) -> list[str]:
    return [each["text"] for each in await person.chat() if button.not_today in str(each["buttons"])]
