"""getUpdates waits, answers at once when there is an update, keeps updates until they are confirmed."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime

from .conftest import ANN, GO, Client, until


async def test_updates_stay_until_an_offset_confirms_them(client: Client) -> None:
    await client.says("a")
    await client.says("b")

    first, second = await client.updates()

    assert await client.updates() == [first, second]
    assert await client.updates(limit=1) == [first]
    assert await client.updates(offset=first["update_id"] + 1) == [second]
    assert await client.updates() == [second]
    assert (await client.ok("getWebhookInfo"))["pending_update_count"] == 1


async def test_a_negative_offset_forgets_all_but_the_newest(client: Client) -> None:
    for text in "abc":
        await client.says(text)

    kept = await client.updates(offset=-2)

    assert [update["message"]["text"] for update in kept] == ["b", "c"]
    assert len(await client.updates()) == 2


async def test_limit_is_forced_between_1_and_100(client: Client) -> None:
    for _ in range(102):
        await client.says("a")

    assert [len(await client.updates(limit=limit)) for limit in (0, 1, 500)] == [1, 1, 100]


async def test_a_poll_waits_its_time_and_wakes_at_once(client: Client) -> None:
    began = time.monotonic()
    assert await client.updates(timeout=1) == []
    assert time.monotonic() - began > 0.9

    poll = asyncio.ensure_future(client.updates(timeout=50))
    await client.playground.wait_until_polled()
    assert not poll.done()
    await client.says("a")
    async with asyncio.timeout(30):
        assert len(await poll) == 1


async def test_a_second_poller_ends_the_first(client: Client) -> None:
    first = asyncio.ensure_future(client.call("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.ensure_future(client.call("getUpdates", timeout=20))

    refused = await first
    await client.says("a")

    assert refused == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    assert len((await second)["result"]) == 1


async def test_allowed_updates_stick(client: Client) -> None:
    await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=GO)
    await client.updates(allowed_updates=["message"])
    await client.presses("Go")
    assert await client.updates() == []

    await client.updates(allowed_updates=[])
    await client.presses("Go")
    assert len(await client.updates()) == 1


async def test_dropping_pending_updates(client: Client) -> None:
    await client.says("a")
    assert await client.ok("deleteWebhook", drop_pending_updates=True) is True
    assert await client.updates() == []


async def test_what_the_bot_has_fetched_is_ticked(client: Client) -> None:
    await client.says("a")
    assert [one["fetched"] for one in await client.chat()] == [True, False]
    await client.updates()
    assert [one["fetched"] for one in await client.chat()] == [True, True]


async def test_a_poller_that_hangs_up_is_no_longer_waiting(client: Client) -> None:
    poll = asyncio.ensure_future(client.updates(timeout=20))
    await client.playground.wait_until_polled()
    await asyncio.sleep(0.1)
    assert (await client.get("state"))["polling"]["waiting"] is True

    poll.cancel()
    async with asyncio.timeout(30):
        while (await client.get("state"))["polling"]["waiting"]:  # noqa: ASYNC110 - HTTP tells no event
            await asyncio.sleep(0.02)
    assert (await client.get("state"))["polling"] == {"waiting": False, "since": None}


async def test_how_long_a_poll_waits_begins_anew_with_each_poll(client: Client) -> None:
    """The page and the snapshot count from the last getUpdates, also if polls follow each other at once."""
    wall = client.playground.clock.wall
    later = iter(range(0, 10_000, 50))
    client.playground.clock.wall = lambda: wall() + next(later)
    events = client.events()
    started = []
    for _ in range(3):
        poll = asyncio.ensure_future(client.updates(timeout=20))
        told = [data["since"] async for name, data in until(events, "polling") if name == "polling"]
        assert (await client.get("state"))["polling"]["since"] == told[-1]
        started.append(datetime.fromisoformat(told[-1]))
        await client.says("Again")
        [update] = await poll
        await client.updates(offset=update["update_id"] + 1)

    first, second, third = started
    assert min((second - first).total_seconds(), (third - second).total_seconds()) >= 50


async def test_many_short_polls_are_told_once_a_second(client: Client) -> None:
    """A bot that polls hundreds of times a second does not flood the pages."""
    wall = client.playground.clock.wall()
    client.playground.clock.wall = lambda: wall
    events = client.events()
    assert (await anext(events))[0] == "hello"
    told = 0
    for _ in range(20):
        client.playground.world.tell_polling(True)
    await client.says("Enough")
    async for name, _ in until(events, "message"):
        told += name == "polling"
    assert told == 1


async def test_a_stop_lets_pollers_and_pages_go_quickly(client: Client) -> None:
    poll = asyncio.ensure_future(client.call("getUpdates", timeout=50))
    events = client.events()
    await anext(events)
    await asyncio.sleep(0.1)

    async with asyncio.timeout(30):
        await client.playground.stop()

    assert (await poll)["result"] == []
    await events.aclose()
