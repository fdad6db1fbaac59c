"""Builds all parts of the bot and joins them, in this one place, and starts the bot."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import aiohttp

from bot.actions.playing.cards import stand_in
from bot.actions.playing.lead import ask_again
from bot.actions.scene import Visit
from bot.archive.brought import unpack_brought
from bot.archive.making import FileMaker
from bot.content.faults import ContentError
from bot.content.folder import content_folder
from bot.content.kept import catalogue_of
from bot.delivery.courier import Courier
from bot.delivery.desk import Desk
from bot.delivery.newest import NewestButtons
from bot.delivery.pacing import local_pacing as local_pacing
from bot.delivery.pacing import shared_pacing as shared_pacing
from bot.delivery.recorder import Recorder
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId
from bot.house import House
from bot.media.painter import ChartPainter
from bot.media.shelf import Shelf, media_folder
from bot.media.track.maker import TrackMaker
from bot.media.track.pieces import VOICE, read_pieces
from bot.ports import (
    UNCOUNTED,
    CannotWrite,
    Clock,
    Documents,
    Feeder,
    Figures,
    Kind,
    Now,
    Pacing,
    Program,
    Sender,
    Work,
)
from bot.ports.media import MediaShelf
from bot.reading.readers import Readers, make_readers
from bot.running import (
    CLOSE_MAY_TAKE,
    DISK_HANGS,
    live,
    plainly,
    set_aside_what_stays,
    unless_stopped,
)
from bot.running import CannotStart as CannotStart
from bot.running import StartAgain as StartAgain
from bot.settings import Settings, place_of
from bot.storage.database import Database
from bot.storage.guarded import Guarded
from bot.storage.intake import SharedIntake
from bot.storage.opening import open_patiently
from bot.storage.problems import DatabaseUnusable
from bot.storage.trouble import InTrouble, Trouble
from bot.telegram.beside import work_beside
from bot.telegram.context import Handling
from bot.telegram.languages import ChatLanguages
from bot.telegram.pictures import Pictures
from bot.telegram.polling import Polling
from bot.telegram.proxy import Proxy
from bot.telegram.reloading import Faulty, Reloading
from bot.telegram.routing import App, build_application
from bot.telegram.sender import TelegramSender
from bot.telegram.taking import Taking
from bot.telegram.webhook import Hook, Registration
from bot.timing.beat import Beat
from bot.timing.clock import MovedClock, SystemClock, clock_by
from bot.timing.follow import ClockFollower
from bot.timing.zones import use_packaged_zones
from bot.version import version

if TYPE_CHECKING:
    from bot.web.health import Health

CLOSE_MAY_TAKE_IN_TROUBLE = 1.0


def read_content() -> Catalogue:
    """Return the catalogue; CannotStart says what is wrong with the content."""
    try:
        return catalogue_of(content_folder())
    except ContentError as error:
        raise CannotStart(f"The content has faults (see `unknot check`): {error.faults[0]}") from None


def read_texts() -> tuple[Catalogue, Readers]:
    """Return the catalogue and its Readers; CannotStart says what is wrong with the content."""
    catalogue = read_content()
    return catalogue, make_readers(catalogue)


def read_anew() -> tuple[Catalogue, Readers] | Faulty:
    """Return the texts as they are now in the content folder, or what is wrong with them."""
    from bot.content.reader import read_catalogue

    try:
        catalogue = read_catalogue(content_folder())
    except ContentError as error:
        return Faulty(len(error.faults), str(error.faults[0]))
    readers = make_readers(catalogue)
    readers.prepare()
    return catalogue, readers


async def open_storage(url: str, *, alone: bool = True) -> Database:
    """Return the database, migrated. CannotStart: a person must change something. StartAgain: it may pass."""
    try:
        return await open_patiently(url, SystemClock(), alone=alone)
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
    figures: Figures = UNCOUNTED,
) -> House:
    """Build the parts and join them. Tests use `sender_of`, `request` and `pacing` instead of Telegram.

    `shelf`: the pictures; None: those that are shipped. `figures`: what counts.
    """
    program = Program(version(), settings.database_kind, clock.now().wire)
    newest = NewestButtons()
    handling = Handling(clock, catalogue, readers, settings.admins(), program=program, newest=newest)
    token = settings.bot_token.reveal()
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
    bot_id = int(token.partition(":")[0])
    files = FileMaker(storage, lambda: clock.now().people, bot_id)
    sender = sender_of(application) if sender_of else telegram_sender(application, catalogue, pictures, files)
    pacing = pacing or (shared_pacing() if database.is_shared else local_pacing())
    desk = Desk(storage, clock, pacing, owner, on_due, figures)
    recorder = Recorder(desk, storage, clock, on_lost, figures)
    courier = Courier(desk, recorder, sender, clock, figures, newest)
    beat = Beat(clock, lambda: holder[0].tick())
    taking = Taking(application, desk, handling, ChatLanguages(catalogue, storage), figures)
    intake = None
    if database.is_shared:
        fetches = not settings.webhook_url
        intake = SharedIntake(settings.database_url.reveal(), owner, clock, desk.hint, fetches=fetches)
    feeder = _feeder(settings, application, taking, clock, figures, intake)
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
        feeder,
        beat,
        application,
        catalogue,
        readers.prepare,
        pictures,
        files,
        reloading,
        beside,
        intake,
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


def _feeder(
    settings: Settings,
    application: App,
    taking: Taking,
    clock: Clock,
    figures: Figures,
    intake: SharedIntake | None,
) -> Feeder:
    if not settings.webhook_url:
        return Polling(application.bot, taking, clock, intake)
    from bot.web.webhook import WebhookFeeder  # not loaded by a bot that polls

    hook = Hook(settings.webhook_url, settings.webhook_secret.reveal())
    registration = Registration(application.bot, hook, figures)
    return WebhookFeeder(taking, registration, hook, place_of(settings.webhook_listen), clock, figures)


def proxy_of(settings: Settings) -> Proxy:
    """Return the proxy that the settings name, for calls of Telegram."""
    return Proxy(settings.https_proxy.reveal(), settings.no_proxy)


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
    if not settings.health_listen:
        await _run(settings, stop, on_ready, reload or asyncio.Event())
        return
    from bot.web.health import Health  # its library is not loaded by a bot at which nobody looks

    health = Health(place_of(settings.health_listen))
    with plainly():
        await health.open()
    try:
        await _run(settings, stop, on_ready, reload or asyncio.Event(), health)
    finally:
        await health.close()


async def _run(
    settings: Settings,
    stop: asyncio.Event,
    on_ready: Callable[[], None] | None,
    reload: asyncio.Event,
    health: Health | None = None,
) -> None:
    catalogue, readers = await asyncio.to_thread(read_texts)
    set_aside_what_stays()
    database = await unless_stopped(open_storage(settings.database_url.reveal(), alone=False), stop)
    if database is None:
        return
    clock = clock_by(database.wall, moved=bool(settings.clock_url))
    figures = health.metrics if health else UNCOUNTED
    house = build(settings, catalogue, readers, database, clock, figures=figures)
    if health:
        health.watch(house.storage, house.feeder, house.desk, clock)
    house.storage.on_replaced = stop.set
    try:
        if settings.clock_url and isinstance(clock, MovedClock):
            house.follower = await _follow(settings.clock_url, clock, house.beat)
        await live(house, stop, on_ready, reload)
        if house.storage.is_replaced:
            raise StartAgain(str(InTrouble(Trouble.replaced)))
    finally:
        if health:
            health.look_away()
        in_trouble = house.storage.condition.is_bad
        await close_storage(database, CLOSE_MAY_TAKE_IN_TROUBLE if in_trouble else CLOSE_MAY_TAKE)


async def _follow(url: str, clock: MovedClock, beat: Beat) -> ClockFollower:
    follower = ClockFollower(url, clock, beat.wake)
    try:
        await follower.read_once()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise CannotStart(
            f"CLOCK_URL does not answer as a clock: {url}. Leave it empty for real time."
        ) from None
    return follower
