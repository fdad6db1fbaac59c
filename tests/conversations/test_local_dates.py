"""The local date on which a session ended: kept with the session, in the zone that the chat had then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.conversations.stage import Stage, Talk, begins
from tests.texts import button

EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


async def ends_on(stage: Stage) -> list[object]:
    return [row["ended_on"] for row in await stage.rows("sessions")]


async def plays_to_the_end(chat: Talk) -> None:
    await chat.presses(button.start_now)
    await chat.waits(seconds=70)


async def stops(chat: Talk) -> None:
    await chat.says("/stop")


async def is_never_resumed(chat: Talk) -> None:
    await chat.presses(button.start_now)
    await chat.presses(button.pause)
    await chat.waits(hours=25)


async def skips_to_the_end(chat: Talk) -> None:
    await chat.presses(button.start_now)
    for _ in range(3):
        await chat.says("/skip")


async def blocks_the_bot(chat: Talk) -> None:
    await chat.membership("member", "kicked")


WAYS = {
    plays_to_the_end: "2026-11-24",
    stops: "2026-11-24",
    is_never_resumed: "2026-11-25",
    skips_to_the_end: "2026-11-24",
    blocks_the_bot: "2026-11-24",
}


@pytest.mark.parametrize(("way", "day"), WAYS.items(), ids=[way.__name__ for way in WAYS])
async def test_however_a_session_ends_it_has_the_date_that_it_is_there(
    chat: Talk, stage: Stage, way: Callable[[Talk], Awaitable[None]], day: str
) -> None:
    """The date is local: the evening of the 23rd in UTC is the morning of the 24th in Tokyo."""
    stage.clock.at = EVENING
    await chat.says("/timezone Tokyo")
    await begins(chat)
    assert await ends_on(stage) == [None]

    await way(chat)

    assert await ends_on(stage) == [day]


async def test_another_zone_later_moves_no_session_to_another_day(chat: Talk, stage: Stage) -> None:
    stage.clock.at = EVENING
    await chat.says("/timezone Tokyo")
    await begins(chat)
    await plays_to_the_end(chat)

    await chat.says("/timezone Los Angeles")
    session = (await stage.rows("sessions"))[0]["id"]
    await chat.presses_data(f"felt:{session}:looser")

    assert await ends_on(stage) == ["2026-11-24"]


async def test_without_a_zone_there_is_no_date_also_not_later(chat: Talk, stage: Stage) -> None:
    await begins(chat)
    await plays_to_the_end(chat)
    await chat.says("/timezone Tokyo")

    session = (await stage.rows("sessions"))[0]["id"]
    await chat.presses_data(f"felt:{session}:looser")

    [row] = await stage.rows("sessions")
    assert (row["feels"], row["ended_on"]) == ("looser", None)


async def test_a_session_that_the_clock_ends_has_the_date_of_its_plan(chat: Talk, stage: Stage) -> None:
    """The beat that comes after midnight ends it where its last step ended: before midnight."""
    stage.clock.at = datetime(2026, 11, 23, 14, 58, 45, tzinfo=UTC)
    await chat.says("/timezone Tokyo")
    await begins(chat)
    await chat.presses(button.start_now)
    await chat.waits(seconds=55)

    stage.clock.forward(timedelta(seconds=30))
    await stage.beats()

    assert await ends_on(stage) == ["2026-11-23"]
