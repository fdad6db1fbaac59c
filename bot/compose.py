"""Builds all parts of the bot and joins them, in this one place; starts the bot and stops it."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp

from bot.actions.keep_time import keep_time, sweep_up
from bot.actions.move_back import fit_to, move_back
from bot.actions.playing.cards import stand_in
from bot.actions.playing.lead import ask_again
from bot.actions.scene import Visit
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
from bot.domain.reminder import ON_TIME
from bot.domain.zones import read_all_zones
from bot.ports import Kind, Now, Pacing, Sender, Work
from bot.reading.places import read_all_places
from bot.reading.readers import make_readers
from bot.settings import Settings
from bot.storage.database import Database, open_database
from bot.storage.problems import DatabaseUnusable
from bot.telegram.connection import TokenRefused, connect, leave_webhook
from bot.telegram.context import Handling
from bot.telegram.languages import ChatLanguages
from bot.telegram.menu import publish_menu
from bot.telegram.polling import Polling
from bot.telegram.routing import App, build_application
from bot.telegram.sender import TelegramSender
from bot.telegram.taking import Taking
from bot.timing.beat import Beat
from bot.timing.clock import MovedClock, SystemClock
from bot.timing.follow import ClockFollower
from bot.timing.zones import use_packaged_zones

log = logging.getLogger(__name__)

CALLS_MAY_TAKE = 12.0  # seconds that a stop waits for calls in flight
BATCH_MAY_TAKE = 5.0  # seconds that a stop waits for the updates and the beat under way
SWEEP_EVERY = timedelta(hours=1)
OVERWRITE_EVERY = timedelta(seconds=0.9)  # beats are a second apart, and may come a little early


class CannotStart(Exception):
    """The bot cannot start; the text is one plain sentence that says what to do."""


@dataclass(slots=True)
class House:
    """The bot's parts, joined together."""

    clock: SystemClock | MovedClock
    database: Database
    desk: Desk
    recorder: Recorder
    courier: Courier
    taking: Taking
    polling: Polling
    beat: Beat
    application: App
    catalogue: Catalogue
    follower: ClockFollower | None = None
    swept_at: datetime | None = None
    has_fitted: bool = False  # has a beat compared what is stored with the clock?
    overwrote_at: datetime | None = None
    chain: tuple[datetime, datetime] | None = None  # first and last beat of the current unbroken backlog

    async def tick(self) -> bool:
        """Do what is due; once an hour delete what is stored only for some time. True: more is due."""
        chain, self.chain = self.chain, None
        set_back = timedelta(0)

        def unit(work: Work) -> tuple[bool, Now, datetime]:
            nonlocal set_back
            # The clock is asked on the storage's thread: the next unit of work finds both people's time and
            # the sessions moved, and the one before found neither.
            set_back = self.clock.set_back_by()
            now = self.clock.now()
            if set_back:
                move_back(work, set_back, now)
            if not self.has_fitted:
                fit_to(work, now)
            since = _busy_since(now, chain, set_back)
            return keep_time(work, self.catalogue, now, since), now, since

        try:
            more, now, since = await self.desk.commit(unit)
        except Exception:
            self.clock.undo_set_back(set_back)  # nothing has moved; the next beat tries again
            raise
        self.has_fitted = True
        self.chain = (since, now.people) if more else None
        await self._overwrite(now)
        if self.swept_at is None or now.wire - self.swept_at > SWEEP_EVERY:
            self.swept_at = now.wire
            await self.desk.commit(lambda work: sweep_up(work, now))
        return more

    async def _overwrite(self, now: Now) -> None:
        """Once a second, go on with overwriting what was deleted; then what says so may leave."""
        if self.overwrote_at is None or abs(now.wire - self.overwrote_at) >= OVERWRITE_EVERY:
            self.overwrote_at = now.wire
            if await self.database.overwrite_deleted():
                await self.desk.claim_more()

    def note_due(self, due: datetime | None, rings: datetime | None) -> None:
        """Tell the beat and the playground when something is due next."""
        self.beat.note_due(due)
        if self.follower is not None:
            self.follower.note_due(rings)


def _busy_since(now: Now, chain: tuple[datetime, datetime] | None, set_back: timedelta) -> datetime:
    """Return the start of the current unbroken backlog: since then each beat has left more to do.

    A long gap between two beats ends a backlog: the machine slept, or the clock was set forward. A step back
    does not: the start moves with the clock, so that no reminder that waits becomes late.
    """
    if chain is None:
        return now.people
    first, last = (moment - set_back for moment in chain)
    return first if now.people - last <= max(ON_TIME, now.jitter) else now.people


def read_texts() -> Catalogue:
    """Return the catalogue; CannotStart lists what is wrong with the content."""
    try:
        return read_catalogue(content_folder())
    except ContentError as error:
        raise CannotStart(f"The content has faults (see `unknot check`): {error.faults[0]}") from None


def _set_aside_what_stays() -> None:
    """Let the garbage collector pass over what is loaded by now: modules and texts, which stay.

    Otherwise each full collection looks at all of it. That takes up to 0.1 s, in which everybody waits.
    """
    gc.collect()
    gc.freeze()


async def open_storage(url: str) -> Database:
    """Return the database, migrated; CannotStart if it cannot be used."""
    try:
        database = await asyncio.to_thread(open_database, url)
    except DatabaseUnusable as problem:
        raise CannotStart(str(problem)) from None
    try:
        await database.migrate()
    except DatabaseUnusable as problem:
        await database.close()
        raise CannotStart(str(problem)) from None
    return database


def local_pacing() -> Pacing:
    """Return the pace of a bot that is one process."""
    return Pacing(LocalPace(), LocalTurns())


def build(
    settings: Settings,
    catalogue: Catalogue,
    database: Database,
    clock: SystemClock | MovedClock,
    sender_of: Callable[[App], Sender] | None = None,
    request: object = None,
    pacing: Pacing | None = None,
) -> House:
    """Build the parts and join them. Tests use `sender_of`, `request` and `pacing` instead of Telegram."""
    handling = Handling(clock=clock, catalogue=catalogue, readers=make_readers(catalogue))
    token = settings.bot_token.get_secret_value()
    application = build_application(token, settings.bot_api_url, handling, request)
    sender = sender_of(application) if sender_of else TelegramSender(application.bot, catalogue)
    holder: list[House] = []

    def on_due(due: datetime | None, rings: datetime | None) -> None:
        holder[0].note_due(due, rings)

    def on_lost(work: Work, chat: ChatId, kind: Kind, now: Now) -> None:
        make_up = ask_again if kind is Kind.notice else stand_in
        make_up(Visit(work, catalogue, chat, now))

    owner = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
    desk = Desk(database, clock, pacing or local_pacing(), owner, on_due)
    recorder = Recorder(desk, database, clock, on_lost)
    courier = Courier(desk, recorder, sender, clock)
    beat = Beat(clock, lambda: holder[0].tick())
    taking = Taking(application, desk, handling, ChatLanguages(catalogue, database))
    polling = Polling(application.bot, taking, clock)
    house = House(clock, database, desk, recorder, courier, taking, polling, beat, application, catalogue)
    holder.append(house)
    return house


async def run_bot(
    settings: Settings, stop: asyncio.Event, on_ready: Callable[[], None] | None = None
) -> None:
    """Run the bot until `stop` is set; CannotStart says why it cannot."""
    use_packaged_zones()
    catalogue = await asyncio.to_thread(read_texts)
    await asyncio.to_thread(_set_aside_what_stays)
    database = await open_storage(settings.database_url)
    try:
        clock = MovedClock() if settings.clock_url else SystemClock()
        house = build(settings, catalogue, database, clock)
        if settings.clock_url and isinstance(clock, MovedClock):
            house.follower = await _follow(settings.clock_url, clock, house.beat)
        await _live(house, stop, on_ready)
    finally:
        await database.close()


async def _follow(url: str, clock: MovedClock, beat: Beat) -> ClockFollower:
    follower = ClockFollower(url, clock, beat.wake)
    try:
        await follower.read_once()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise CannotStart(
            f"CLOCK_URL does not answer as a clock: {url}. Leave it empty for real time."
        ) from None
    return follower


async def _live(house: House, stop: asyncio.Event, on_ready: Callable[[], None] | None) -> None:
    application = house.application
    try:
        if not await _connect(application, stop):
            return
        await leave_webhook(application.bot)
        stuck = await house.recorder.recover()
        if stuck:
            log.info("%d messages were in mid-call when the last run ended.", stuck)
        await _work(house, stop, on_ready)
    finally:
        await application.shutdown()
        await application.bot.request.shutdown()


async def _connect(application: App, stop: asyncio.Event) -> bool:
    """Sign in, even if the network is away for long; False: the bot was told to stop before."""
    connecting = asyncio.create_task(connect(application, asyncio.sleep))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({connecting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not connecting.done():
        connecting.cancel()
        await asyncio.wait({connecting})
        return False
    try:
        connecting.result()
    except TokenRefused as problem:
        raise CannotStart(str(problem)) from None
    return True


async def _work(house: House, stop: asyncio.Event, on_ready: Callable[[], None] | None) -> None:
    async with asyncio.TaskGroup() as tasks:
        courier = tasks.create_task(house.courier.run())
        beat = tasks.create_task(house.beat.run())
        polling = tasks.create_task(house.polling.run())
        others = [
            tasks.create_task(publish_menu(house.application.bot, house.catalogue)),
            tasks.create_task(asyncio.to_thread(read_all_zones, house.catalogue.populous)),
            tasks.create_task(asyncio.to_thread(read_all_places)),
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
        await house.courier.stop(CALLS_MAY_TAKE)
        courier.cancel()
        await asyncio.wait({courier})
        await house.courier.finish()


async def _say_ready(polling: Polling, on_ready: Callable[[], None]) -> None:
    await polling.has_begun.wait()
    on_ready()
