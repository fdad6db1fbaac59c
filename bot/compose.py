"""Builds all parts of the bot and joins them, in this one place; starts the bot and stops it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import uuid
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, TypeVar

import aiohttp

from bot.actions.playing.cards import stand_in
from bot.actions.playing.lead import ask_again
from bot.actions.scene import Visit
from bot.archive.brought import unpack_brought
from bot.archive.making import FileMaker
from bot.content.faults import ContentError
from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.delivery.courier import Courier
from bot.delivery.desk import Desk
from bot.delivery.pace import LocalPace
from bot.delivery.recorder import Recorder
from bot.delivery.turns import LocalTurns
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId
from bot.domain.zones import read_all_zones
from bot.house import House
from bot.media.painter import ChartPainter
from bot.media.shelf import Shelf, media_folder
from bot.media.track.maker import TrackMaker
from bot.media.track.pieces import VOICE, read_pieces
from bot.ports import CannotWrite, Documents, Kind, Now, Pacing, Sender, Work
from bot.ports.media import MediaShelf
from bot.reading.places import read_all_places
from bot.reading.readers import Readers, make_readers
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.guarded import Guarded
from bot.storage.opening import open_patiently
from bot.storage.problems import DatabaseUnusable
from bot.storage.trouble import InTrouble, Trouble
from bot.telegram.beside import work_beside
from bot.telegram.connection import TokenRefused, connect, leave_webhook
from bot.telegram.context import Handling
from bot.telegram.languages import ChatLanguages
from bot.telegram.menu import publish_menu
from bot.telegram.pictures import Pictures
from bot.telegram.polling import Polling
from bot.telegram.proxy import Proxy
from bot.telegram.reloading import Faulty, Reloading
from bot.telegram.routing import App, build_application
from bot.telegram.sender import TelegramSender
from bot.telegram.taking import Taking
from bot.timing.beat import Beat
from bot.timing.clock import MovedClock, SystemClock
from bot.timing.follow import ClockFollower
from bot.timing.zones import use_packaged_zones

T = TypeVar("T")
log = logging.getLogger(__name__)

CALLS_MAY_TAKE = 12.0  # seconds that a stop waits for calls in flight
CALLS_MAY_TAKE_IN_TROUBLE = 8.0  # the same, while their results cannot be written
BATCH_MAY_TAKE = 5.0  # seconds that a stop waits for the updates and the beat under way
LAST_WRITES_MAY_TAKE = 4.0  # seconds that a stop waits for the results of the last calls; more than one rest
CLOSE_MAY_TAKE = 5.0  # seconds that a stop waits for the database file
CLOSE_MAY_TAKE_IN_TROUBLE = 1.0
DISK_HANGS = "The disk does not answer: the database could not be closed."


class CannotStart(Exception):
    """The bot cannot start; the text is one plain sentence that says what to do."""


class StartAgain(Exception):
    """The process must end now, and a new start may help; the text is one plain sentence."""


def read_texts() -> tuple[Catalogue, Readers]:
    """Return the catalogue and its Readers; CannotStart says what is wrong with the content."""
    try:
        catalogue = read_catalogue(content_folder())
    except ContentError as error:
        raise CannotStart(f"The content has faults (see `unknot check`): {error.faults[0]}") from None
    return catalogue, make_readers(catalogue)


def read_anew() -> tuple[Catalogue, Readers] | Faulty:
    """Return the texts as they are now in the content folder, or what is wrong with them."""
    try:
        catalogue = read_catalogue(content_folder())
    except ContentError as error:
        return Faulty(len(error.faults), str(error.faults[0]))
    return catalogue, make_readers(catalogue)


def _set_aside_what_stays() -> None:
    """Let the garbage collector pass over what is loaded by now: modules and texts, which stay.

    Otherwise each full collection looks at all of it. That takes up to 0.1 s, in which everybody waits.
    """
    gc.collect()
    gc.freeze()


async def open_storage(url: str) -> Database:
    """Return the database, migrated. CannotStart: a person must change something. StartAgain: it may pass."""
    try:
        return await open_patiently(url, SystemClock())
    except DatabaseUnusable as problem:
        raise CannotStart(str(problem)) from None
    except CannotWrite as problem:
        raise StartAgain(str(problem)) from None


async def close_storage(database: Database, within: float = CLOSE_MAY_TAKE) -> None:
    """Close the database; StartAgain if the disk does not answer `within` so many seconds."""
    try:
        async with asyncio.timeout(within):
            await database.close()
    except TimeoutError:
        raise StartAgain(DISK_HANGS) from None


def local_pacing() -> Pacing:
    """Return the pace of a bot that is one process."""
    return Pacing(LocalPace(), LocalTurns())


def build(
    settings: Settings,
    catalogue: Catalogue,
    readers: Readers,
    database: Database,
    clock: SystemClock | MovedClock,
    sender_of: Callable[[App], Sender] | None = None,
    request: object = None,
    pacing: Pacing | None = None,
    shelf: MediaShelf | None = None,
) -> House:
    """Build the parts and join them. Tests use `sender_of`, `request` and `pacing` instead of Telegram.

    `shelf`: the pictures; None: those that are shipped.
    """
    handling = Handling(clock, catalogue, readers, settings.admins())
    token = settings.bot_token.get_secret_value()
    application = build_application(token, settings.bot_api_url, handling, request, proxy_of(settings))
    pictures = Pictures(shelf or Shelf(media_folder()), clock)
    holder: list[House] = []

    def on_due(due: datetime | None, rings: datetime | None) -> None:
        holder[0].note_due(due, rings)

    def on_lost(work: Work, chat: ChatId, kind: Kind, now: Now) -> None:
        make_up = ask_again if kind is Kind.notice else stand_in
        make_up(Visit(work, handling.catalogue, chat, now))

    owner = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
    database.retention = settings.retention
    storage = Guarded(database, clock)
    files = FileMaker(storage, lambda: clock.now().people)
    sender = sender_of(application) if sender_of else telegram_sender(application, catalogue, pictures, files)
    desk = Desk(storage, clock, pacing or local_pacing(), owner, on_due)
    recorder = Recorder(desk, storage, clock, on_lost)
    courier = Courier(desk, recorder, sender, clock)
    beat = Beat(clock, lambda: holder[0].tick())
    taking = Taking(application, desk, handling, ChatLanguages(catalogue, storage))
    polling = Polling(application.bot, taking, clock)
    beside = work_beside(application.bot, desk, clock, lambda: handling.catalogue, unpack_brought)
    reloading = Reloading(read_anew, handling.take_texts, [taking, sender, beside])
    handling.reload, handling.beside = reloading.reload, beside
    house = House(
        clock,
        database,
        storage,
        desk,
        recorder,
        courier,
        taking,
        polling,
        beat,
        application,
        catalogue,
        pictures,
        files,
        reloading,
        beside,
    )
    holder.append(house)
    reloading.also(house)
    return house


def telegram_sender(
    application: App, catalogue: Catalogue, pictures: Pictures, documents: Documents
) -> TelegramSender:
    """Return what sends to Telegram, with what it needs to make audio files and charts."""
    tracks = TrackMaker(read_pieces(media_folder() / VOICE))
    return TelegramSender(application.bot, catalogue, pictures, tracks, documents, ChartPainter())


def proxy_of(settings: Settings) -> Proxy:
    """Return the proxy that the settings name, for calls of Telegram."""
    return Proxy(settings.https_proxy.get_secret_value(), settings.no_proxy)


async def run_bot(
    settings: Settings,
    stop: asyncio.Event,
    on_ready: Callable[[], None] | None = None,
    reload: asyncio.Event | None = None,
) -> None:
    """Run the bot until `stop` is set; CannotStart and StartAgain say why it cannot.

    Each time `reload` is set, the texts are read anew.
    """
    use_packaged_zones()
    catalogue, readers = await asyncio.to_thread(read_texts)
    await asyncio.to_thread(_set_aside_what_stays)
    database = await _unless_stopped(open_storage(settings.database_url), stop)
    if database is None:
        return
    clock = MovedClock() if settings.clock_url else SystemClock()
    house = build(settings, catalogue, readers, database, clock)
    house.storage.on_replaced = stop.set
    try:
        if settings.clock_url and isinstance(clock, MovedClock):
            house.follower = await _follow(settings.clock_url, clock, house.beat)
        await _live(house, stop, on_ready, reload or asyncio.Event())
        if house.storage.is_replaced:
            raise StartAgain(str(InTrouble(Trouble.replaced)))
    finally:
        in_trouble = house.storage.condition.is_bad
        await close_storage(database, CLOSE_MAY_TAKE_IN_TROUBLE if in_trouble else CLOSE_MAY_TAKE)


async def _unless_stopped(work: Coroutine[Any, Any, T], stop: asyncio.Event) -> T | None:
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


async def _follow(url: str, clock: MovedClock, beat: Beat) -> ClockFollower:
    follower = ClockFollower(url, clock, beat.wake)
    try:
        await follower.read_once()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise CannotStart(
            f"CLOCK_URL does not answer as a clock: {url}. Leave it empty for real time."
        ) from None
    return follower


async def _live(
    house: House, stop: asyncio.Event, on_ready: Callable[[], None] | None, reload: asyncio.Event
) -> None:
    application = house.application
    try:
        if not await _connect(application, stop):
            return
        await leave_webhook(application.bot)
        stuck = await _unless_stopped(_recover(house), stop)
        if stuck:
            log.info("%d messages were in mid-call when the last run ended.", stuck)
        await _work(house, stop, on_ready, reload)
    finally:
        await application.shutdown()
        await application.bot.request.shutdown()


async def _connect(application: App, stop: asyncio.Event) -> bool:
    """Sign in, even if the network is away for long; False: the bot was told to stop before."""

    async def signed_in() -> bool:
        await connect(application, asyncio.sleep)
        return True

    try:
        return bool(await _unless_stopped(signed_in(), stop))
    except TokenRefused as problem:
        raise CannotStart(str(problem)) from None


async def _recover(house: House) -> int:
    """Settle what the last run has left, as soon as the database can be written; know what is uploaded."""
    while True:
        with contextlib.suppress(CannotWrite):
            await house.remember_files()
            return await house.recorder.recover()


async def _work(
    house: House, stop: asyncio.Event, on_ready: Callable[[], None] | None, reload: asyncio.Event
) -> None:
    async with asyncio.TaskGroup() as tasks:
        courier = tasks.create_task(house.courier.run())
        beat = tasks.create_task(house.beat.run())
        polling = tasks.create_task(house.polling.run())
        others = [
            tasks.create_task(publish_menu(house.application.bot, house.catalogue)),
            tasks.create_task(asyncio.to_thread(read_all_zones, house.catalogue.populous)),
            tasks.create_task(asyncio.to_thread(read_all_places)),
            tasks.create_task(house.reloading.reload_at(reload)),
            tasks.create_task(house.beside.run()),
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
            log.warning("Results of calls could not be written; at the next start they are ambiguous.")


async def _say_ready(polling: Polling, on_ready: Callable[[], None]) -> None:
    await polling.has_begun.wait()
    on_ready()
