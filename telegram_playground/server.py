"""The playground as a whole: state, Bot API, control API and page behind one loopback port."""

from __future__ import annotations

import asyncio
import errno
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from aiohttp import web

from telegram_playground import pages
from telegram_playground.bot_api import BotApi
from telegram_playground.control.bot import BotControl
from telegram_playground.control.calls import CallControl
from telegram_playground.control.chatting import ChatControl
from telegram_playground.control.clock import ClockControl
from telegram_playground.control.events import EventControl
from telegram_playground.control.faults import FaultControl
from telegram_playground.control.flood import FloodControl
from telegram_playground.control.groups import GroupControl
from telegram_playground.control.people import PeopleControl
from telegram_playground.control.refusals import plain_sentences
from telegram_playground.control.sending import SendingControl
from telegram_playground.control.topics import TopicControl
from telegram_playground.deliveries import Deliveries
from telegram_playground.downloads import Downloads
from telegram_playground.errors import PortTaken
from telegram_playground.guard import guard
from telegram_playground.people_clock import HEARTBEAT, PeopleClock
from telegram_playground.store import Store
from telegram_playground.striking import cut_downloads
from telegram_playground.updates import Updates
from telegram_playground.view import Alts
from telegram_playground.world import World

FIRST_PEOPLE = (("Ann", "en"), ("Ben", "en"))
FIRST_GROUP_TITLE = "Sunday stretch"
GOODBYE_S = 0.5


class Playground:
    """A pretend Telegram; with a state path it keeps its chats over a restart.

    `alts`: what the bot's pictures show, for the page: by SHA-256, then by language code; "": others.
    """

    def __init__(
        self,
        state_path: Path | None = None,
        *,
        alts: Alts = MappingProxyType({}),
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = PeopleClock(wall, monotonic)
        self.world = World(clock=self.clock, updates=Updates(int(wall())), alts=alts)
        self.port = 0
        self._host = "127.0.0.1"
        self._store = Store(state_path, self.world) if state_path else None
        self._deliveries = Deliveries(self.world)
        self._runner: web.AppRunner | None = None
        self._heart: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self.port}"

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> None:
        """Open the port (0 takes a free one); PortTaken, or FileInUse, when another program has it."""
        if self._store:
            self._store.take()
        try:
            await self._start(port, host)
        except BaseException:
            self._release()
            raise

    async def _start(self, port: int, host: str) -> None:
        if not (self._store and self._store.load()):
            for name, language in FIRST_PEOPLE:
                self.world.chats.add_person(name, language)
        if not self.world.chats.groups:
            first = list(self.world.chats.people)[:2]
            self.world.chats.add_group(FIRST_GROUP_TITLE, first, first[:1])
        runner = web.AppRunner(
            self._application(), access_log=None, handler_cancellation=True, shutdown_timeout=GOODBYE_S
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise PortTaken(f"Port {port} is taken by another program.") from error
            raise
        self._runner, self._host, self.port = runner, host, runner.addresses[0][1]
        self._connect()

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[guard, plain_sentences, cut_downloads(self.world)])
        parts = (
            Downloads,
            BotApi,
            PeopleControl,
            ChatControl,
            SendingControl,
            GroupControl,
            TopicControl,
            BotControl,
            FaultControl,
            FloodControl,
            CallControl,
            EventControl,
        )
        for part in parts:
            application.add_routes(part(self.world).routes())
        application.add_routes(ClockControl(self.clock).routes())
        application.add_routes(pages.routes())
        return application

    def _connect(self) -> None:
        """Connect the state with the store and the pages, so that they get every change."""
        self.world.updates.on_waiting = self.world.tell_polling
        self.world.updates.on_added = self._deliveries.take_up
        self.world.webhook_changed = self._deliveries.restart
        if self.world.webhook.url:
            self.world.set_webhook(self.world.webhook)
        self.clock.listeners.append(self._clock_set)
        if self._store:
            self.world.changed = self._store.save_soon
            self._store.save()
            self._heart = asyncio.create_task(self._beat(self._store))

    def _clock_set(self) -> None:
        self.world.events.send("clock", self.clock.snapshot())
        self.world.changed()

    async def _beat(self, store: Store) -> None:
        """While time runs fast, save people's time every HEARTBEAT seconds."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            if self.clock.speed != 1:
                store.save()

    async def stop(self) -> None:
        """End all calls that wait, close the port and save."""
        if self._heart is not None:
            self._heart.cancel()
            self._heart = None
        self.world.updates.on_waiting = lambda waiting: None
        self.world.faults.end_all()
        await self._deliveries.stop()
        self.world.updates.release()
        self.clock.release()
        self.world.events.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
            if self._store:
                self._store.save(stopped=True)
        self._release()

    def _release(self) -> None:
        if self._store:
            self._store.release()

    async def wait_until_polled(self) -> None:
        """Return once a bot has called getUpdates since the start."""
        await self.world.updates.polled.wait()
