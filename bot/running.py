"""The bot at work: how it signs in, all its long-running parts, and how they stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

from bot.domain.catalogue import Catalogue
from bot.domain.zones import read_all_zones
from bot.house import House
from bot.ports import CannotOpen, CannotWrite, Feeder
from bot.telegram.connection import TokenRefused, connect
from bot.telegram.menu import publish_menu
from bot.telegram.routing import App

T = TypeVar("T")
log = logging.getLogger(__name__)

# New objects after which young objects are looked at. What a hundred updates in flight are made of is needed:
# with Python's own 700 the collector would find nothing, again and again.
COLLECT_AFTER = (10_000, 20, 20)
CALLS_MAY_TAKE = 12.0  # seconds that a stop waits for calls in flight
CALLS_MAY_TAKE_IN_TROUBLE = 8.0  # the same, while their results cannot be written
BATCH_MAY_TAKE = 5.0  # seconds that a stop waits for the updates and the beat under way
LAST_WRITES_MAY_TAKE = 4.0  # seconds that a stop waits for the results of the last calls; more than one rest
CLOSE_MAY_TAKE = 5.0  # seconds that a stop waits for the database file
READY_WITHIN = 10.0  # seconds in which the first fetch comes first
DISK_HANGS = "The disk does not answer: the database could not be closed."


class CannotStart(Exception):
    """The bot cannot start; the text is one plain sentence that says what to do."""


class StartAgain(Exception):
    """The process must end now, and a new start may help; the text is one plain sentence."""


@contextlib.contextmanager
def plainly() -> Iterator[None]:
    """Raise CannotStart in the place of CannotOpen."""
    try:
        yield
    except CannotOpen as problem:
        raise CannotStart(str(problem)) from None


async def unless_stopped(work: Coroutine[Any, Any, T], stop: asyncio.Event) -> T | None:
    """Return the result of `work`, or None if the bot is told to stop before it is there.

    StartAgain: `work` does not end, because it waits for a disk that does not answer.
    """
    working = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        return working.result()
    working.cancel()
    if not (await asyncio.wait({working}, timeout=CLOSE_MAY_TAKE))[0]:
        raise StartAgain(DISK_HANGS)
    return None


async def live(
    house: House, stop: asyncio.Event, on_ready: Callable[[], None] | None, reload: asyncio.Event
) -> None:
    """Sign in, settle what the last run has left, and work until `stop` is set."""
    application = house.application
    try:
        if not await _connect(application, stop):
            return
        stuck = await unless_stopped(_recover(house), stop)
        if stuck:
            log.info("%d messages were in mid-call when the last run ended.", stuck)
        with plainly():
            await unless_stopped(house.feeder.open(), stop)
        await work(house, stop, on_ready, reload)
    finally:
        await house.feeder.close()
        await application.shutdown()
        await application.bot.request.shutdown()


async def _connect(application: App, stop: asyncio.Event) -> bool:
    """Sign in, even if the network is away for long; False: the bot was told to stop before."""

    async def signed_in() -> bool:
        await connect(application, asyncio.sleep)
        return True

    try:
        return bool(await unless_stopped(signed_in(), stop))
    except TokenRefused as problem:
        raise CannotStart(str(problem)) from None


async def _recover(house: House) -> int:
    """Settle what the last run has left, as soon as the database can be written; know what is uploaded."""
    while True:
        with contextlib.suppress(CannotWrite):
            await house.remember_files()
            return await house.recorder.recover()


async def work(
    house: House, stop: asyncio.Event, on_ready: Callable[[], None] | None, reload: asyncio.Event
) -> None:
    """Let all parts work until `stop` is set; then end what is under way, one part after the other.

    Each time `reload` is set, the texts are read anew.
    """
    async with asyncio.TaskGroup() as tasks:
        courier = tasks.create_task(house.courier.run())
        beat = tasks.create_task(house.beat.run())
        feeder = tasks.create_task(house.feeder.run())
        intake = [tasks.create_task(house.intake.run())] if house.intake is not None else []
        others = [
            tasks.create_task(publish_menu(house.application.bot, house.catalogue)),
            tasks.create_task(_prepare(house)),
            tasks.create_task(house.reloading.reload_at(reload)),
            tasks.create_task(house.beside.run()),
        ]
        if house.follower is not None:
            others.append(tasks.create_task(house.follower.run()))
        if on_ready is not None:
            others.append(tasks.create_task(_say_ready(house.feeder, on_ready)))
        await stop.wait()
        log.info("Stopping: nothing new is taken, calls in flight may end.")
        house.feeder.stop()
        house.beat.stop()
        for task in others:
            task.cancel()
        _, late = await asyncio.wait({feeder, beat}, timeout=BATCH_MAY_TAKE)
        for task in (*late, *intake):  # when the intake ends, another process begins to fetch
            task.cancel()
        in_trouble = house.storage.condition.is_bad
        await house.courier.stop(CALLS_MAY_TAKE_IN_TROUBLE if in_trouble else CALLS_MAY_TAKE)
        courier.cancel()
        await asyncio.wait({courier})
        try:
            async with asyncio.timeout(LAST_WRITES_MAY_TAKE):
                await house.courier.finish()
                await house.desk.leave()
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
    """Once updates are fetched, make ready what the first lines need, before anybody waits for it.

    A process that stands by, or does not reach Telegram, gets ready all the same: it may have to begin any
    moment, and the garbage collector has been off since the start.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(READY_WITHIN):
            await house.feeder.has_begun.wait()
    await asyncio.to_thread(_make_ready, house.prepare, house.catalogue)


def _make_ready(prepare: Callable[[], None], catalogue: Catalogue) -> None:
    from bot.reading.places import read_all_places

    prepare()
    read_all_zones(catalogue.populous)
    read_all_places()
    set_aside_what_stays()


async def _say_ready(feeder: Feeder, on_ready: Callable[[], None]) -> None:
    await feeder.has_begun.wait()
    on_ready()
