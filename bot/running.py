"""The bot at work: all its long-running parts, and how they stop."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable

from bot.domain.catalogue import Catalogue
from bot.domain.zones import read_all_zones
from bot.house import House
from bot.ports import CannotWrite
from bot.reading.places import read_all_places
from bot.telegram.menu import publish_menu
from bot.telegram.polling import Polling

log = logging.getLogger(__name__)

# New objects after which young objects are looked at. What a hundred updates in flight are made of is needed:
# with Python's own 700 the collector would find nothing, again and again.
COLLECT_AFTER = (10_000, 20, 20)
CALLS_MAY_TAKE = 12.0  # seconds that a stop waits for calls in flight
CALLS_MAY_TAKE_IN_TROUBLE = 8.0  # the same, while their results cannot be written
BATCH_MAY_TAKE = 5.0  # seconds that a stop waits for the updates and the beat under way
LAST_WRITES_MAY_TAKE = 4.0  # seconds that a stop waits for the results of the last calls; more than one rest


async def work(
    house: House, stop: asyncio.Event, on_ready: Callable[[], None] | None, reload: asyncio.Event
) -> None:
    """Let all parts work until `stop` is set; then end what is under way, one part after the other.

    Each time `reload` is set, the texts are read anew.
    """
    async with asyncio.TaskGroup() as tasks:
        courier = tasks.create_task(house.courier.run())
        beat = tasks.create_task(house.beat.run())
        polling = tasks.create_task(house.polling.run())
        others = [
            tasks.create_task(publish_menu(house.application.bot, house.catalogue)),
            tasks.create_task(_prepare(house)),
            tasks.create_task(house.reloading.reload_at(reload)),
        ]
        if house.follower is not None:
            others.append(tasks.create_task(house.follower.run()))
        if on_ready is not None:
            others.append(tasks.create_task(_say_ready(house.polling, on_ready)))
        await stop.wait()
        log.info("Stopping: nothing new is taken, calls in flight may end.")
        house.polling.stop()
        house.beat.stop()
        for task in others:
            task.cancel()
        _, late = await asyncio.wait({polling, beat}, timeout=BATCH_MAY_TAKE)
        for task in late:
            task.cancel()
        in_trouble = house.storage.condition.is_bad
        await house.courier.stop(CALLS_MAY_TAKE_IN_TROUBLE if in_trouble else CALLS_MAY_TAKE)
        courier.cancel()
        await asyncio.wait({courier})
        try:
            async with asyncio.timeout(LAST_WRITES_MAY_TAKE):
                await house.courier.finish()
        except (CannotWrite, TimeoutError):
            log.warning(
                "Results of calls could not be written; the next start takes these calls as ambiguous."
            )


def set_aside_what_stays() -> None:
    """Let the garbage collector pass over what is loaded by now: modules and texts, which stay.

    Otherwise each full collection looks at all of it. That takes up to 0.1 s, in which everybody waits. The
    little garbage among it stays too: to find it would take as long.
    """
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()


async def _prepare(house: House) -> None:
    """Once updates are fetched, make ready what the first lines need, before anybody waits for it."""
    await house.polling.has_begun.wait()
    await asyncio.to_thread(_make_ready, house.prepare, house.catalogue)


def _make_ready(prepare: Callable[[], None], catalogue: Catalogue) -> None:
    prepare()
    read_all_zones(catalogue.populous)
    read_all_places()
    set_aside_what_stays()


async def _say_ready(polling: Polling, on_ready: Callable[[], None]) -> None:
    await polling.has_begun.wait()
    on_ready()
