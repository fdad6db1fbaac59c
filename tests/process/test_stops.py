"""A stop is quick, and leaves no row in `sending`."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from contextlib import closing

from tests.texts import button, texts

from .conftest import House
from .programs import Person, Program, Stage
from .proxy import Proxy


async def test_idle_it_stops_at_once(bot: Program) -> None:
    """In at most 10 seconds, when they are measured."""
    await bot.stops(signal.SIGINT)
    assert bot.err.count("Stopping: ") == 1


async def test_with_calls_in_flight_it_stops_and_calls_them_ambiguous(
    house: House, proxy: Proxy, stage: Stage, ann: Person, ben: Person
) -> None:
    """In at most 20 seconds, when they are measured."""
    bot = house.start("run")
    await stage.is_polled()
    await ann.begins_taster()
    prompt = proxy.hold("sendMessage", "1/3 Settle", forwards=True)
    reply = proxy.hold("sendMessage", texts.headline("help"), forwards=True)
    tap = proxy.hold("answerCallbackQuery", forwards=False)
    await ben.says("/help")
    await reply.has_caught.wait()
    await ann.presses(button.start_now)
    await asyncio.gather(prompt.has_caught.wait(), tap.has_caught.wait())
    assert rows(house, "sending") == [("prompt", 0), ("reply", 0)]

    await bot.stops(most=20)

    assert rows(house, "sending") == []
    assert rows(house, "unknown") == [("prompt", 1)]
    assert ("reply", 1) in rows(house, "pending")


def rows(house: House, state: str) -> list[tuple[str, int]]:
    """Return kind and number of sends of the outbox rows in `state`."""
    with closing(sqlite3.connect(house.database, timeout=10)) as database:
        query = "select kind, sends from outbox where state = ? order by kind"
        return list(database.execute(query, (state,)))
