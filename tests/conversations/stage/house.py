"""The whole bot over one database file."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import sqlite3
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.compose import build
from bot.domain.catalogue import Catalogue
from bot.house import House
from bot.ports import UNCOUNTED, Ambiguous, Figures, Kind, Outcome, Pacing, Sender
from bot.reading.readers import Readers, make_readers
from bot.settings import Settings, read_settings
from bot.storage.database import Database, open_database
from bot.telegram.context import SLOTS
from tests import kept, once
from tests.conversations.stage.at_once import AtOnce, ReadingAtOnce, keep_awake
from tests.conversations.stage.chats import EveryPicture, OfflineRequest, RecordingSender, Telegram
from tests.conversations.stage.clock import HandClock
from tests.conversations.stage.kept_open import KeptOpen
from tests.conversations.stage.people import Talk
from tests.pacing import unpaced
from tests.senders import ExchangeableSender, HangingSender

TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
A_TAP = timedelta(milliseconds=100)  # the least time between two actions of a person, also if time is moved

_made: dict[int, tuple[Catalogue, Readers]] = {}  # by the identity of the catalogue, which is kept alive


def readers_of(catalogue: Catalogue) -> Readers:
    """Return the Readers of `catalogue`; they never change, so all tests of a process share them."""
    if catalogue is once.catalogue():
        return once.readers()
    if id(catalogue) not in _made:
        _made[id(catalogue)] = (catalogue, make_readers(catalogue))
    return _made[id(catalogue)][1]


class Stage:
    """The whole bot over one database file; it can be closed and built anew at any moment."""

    def __init__(
        self,
        folder: Path,
        catalogue: Catalogue,
        empty: Path,
        *,
        clock: HandClock | None = None,
        pacing: Callable[[], Pacing] = unpaced,
        has_thread: bool = False,
        kept_open: KeptOpen | None = None,
    ) -> None:
        """`empty`: a database file with nothing but its tables, to begin with.

        `pacing`: makes the pace of each bot that is built. With `unpaced` a clock may stand still; with the
        real pace few messages would leave meanwhile. `has_thread`: the database has a thread of its own, as
        in the bot; several units of work can wait for it then. `kept_open`: the database of the first bot;
        a bot that is started again opens it anew.
        """
        self.catalogue = catalogue
        self.clock = clock or HandClock()
        self._pacing = pacing
        self._has_thread = has_thread
        self._kept_open = kept_open
        self._is_kept_open = kept_open is not None  # does the bot that is opened next have its connection?
        self.telegram = Telegram()
        self.settings: Settings = read_settings(bot_token=TOKEN, database_url=self._place(folder, empty))
        self.updates = itertools.count(1)
        self.figures: Figures = UNCOUNTED  # of the bot that is opened next
        self.house: House
        self.sender: ExchangeableSender  # takes the place of Telegram's Bot API
        self._drivers: list[Any]  # the bot's own connection, used in its thread only
        self._work: list[asyncio.Task[None]]

    def first_sender(self) -> Sender:
        """Return the sender that a newly built bot has."""
        return RecordingSender(self.telegram, self.catalogue, self.clock)

    async def open(self) -> None:
        """Build the bot on the file and let it work."""
        database = self._open_database()
        first = self.first_sender()
        self.sender = ExchangeableSender(first)
        self.house = build(
            self.settings,
            self.catalogue,
            readers_of(self.catalogue),
            database,
            self.clock,  # type: ignore[arg-type]  # a clock moved by hand stands in for the real one
            sender_of=lambda application: self.sender,
            request=OfflineRequest(self.telegram),
            pacing=self._pacing(),
            shelf=EveryPicture(),
            figures=self.figures,
        )
        if not self._has_thread:
            self.house.application.bot_data[SLOTS].reading = ReadingAtOnce()
            keep_awake(asyncio.get_running_loop())
        if isinstance(first, RecordingSender):
            first.pictures = self.house.pictures
            first.documents = self.house.files
        await self.house.application.initialize()
        await self.house.remember_files()
        await self.house.recorder.recover()
        self._work = [asyncio.create_task(each()) for each in (self.house.courier.run, self.house.beside.run)]

    def hangs(
        self,
        outcome: Outcome | None = Ambiguous(),  # noqa: B008 - frozen
        kinds: Collection[Kind] = tuple(Kind),
        *,
        arrives: bool = False,
    ) -> HangingSender:
        """Let calls hang from now on until the returned sender is told to `release` them."""
        hanging = HangingSender(self.sender.inner, outcome, kinds, arrives=arrives)
        self.sender.inner = hanging
        return hanging

    async def close(self) -> None:
        """End the bot as a kill does: it writes nothing more."""
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        self.house.beat.note_due(None)
        await self.house.application.shutdown()
        await self.house.database.close()

    async def restarts(self) -> None:
        """The process ends and another one begins on the same file."""
        await self.close()
        await self.open()
        await self.beats()

    async def takes(self, *updates: dict[str, Any]) -> int:
        """Let updates arrive in one batch; return how many the bot read."""
        if len(updates) == 1 and isinstance(self.clock, HandClock):
            self.clock.rest(A_TAP)
        taken = await self.house.taking.take(updates)
        await self.house.taking.answer_taps(taken)
        await self.settles()
        return len(taken.read)

    async def beats(self) -> None:
        """One beat, as often as more is due at once."""
        while await self.house.tick():
            pass
        await self.settles()

    async def settles(self) -> None:
        """Wait until nothing is on its way out."""
        await self.house.beside.emptied()
        await self.house.desk.emptied()

    async def waits(self, seconds: float = 0, until: datetime | None = None, **more: float) -> None:
        """Let time pass, with a beat at every due moment."""
        goal = until or self.clock.at + timedelta(seconds=seconds, **more)
        tried: datetime | None = None
        while True:
            due, _ = await self.house.database.run(lambda work: work.next_due())
            if due is None or due > goal:
                break
            # A due moment that has passed is taken by the next beat, a second later at most. One that no beat
            # takes is tried once a second, as in the bot.
            soon = timedelta(seconds=1) if due == tried else timedelta(milliseconds=100)
            self.clock.at, tried = max(due, min(self.clock.at + soon, goal)), due
            await self.beats()
            if self.clock.at >= goal:
                return
        self.clock.at = goal
        await self.beats()

    async def is_away(self, seconds: float = 0, **more: float) -> None:
        """Let time pass while the bot does nothing, then let it beat."""
        self.clock.forward(timedelta(seconds=seconds, **more))
        await self.beats()

    def private(self, name: str = "Anna", number: int = 1001) -> Talk:
        """A person's private chat with the bot."""
        return Talk(self, number, name, {"id": number, "type": "private", "first_name": name})

    def group(
        self, name: str = "Anna", number: int = 1001, chat: int = -1_001_234, topic: int | None = None
    ) -> Talk:
        """A person in a group with the bot; `topic`: in a topic of it."""
        group = {"id": chat, "type": "supergroup", "title": "Friends", "is_forum": topic is not None}
        return Talk(self, number, name, group, topic)

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table, as they lie on the disk."""

        return await self.house.database.run(lambda work: kept.rows_of(self._drivers[-1], table))

    async def writes(self, statement: str) -> None:
        """Change the database without the bot."""
        await self.house.database.run(lambda work: self._drivers[-1].execute(statement).close())

    @property
    def driver(self) -> sqlite3.Connection:
        """The bot's own connection to its file. It is used in the bot's thread only."""
        if kept.ON_SERVER:
            pytest.skip(kept.ONLY_A_FILE)
        if self._kept_open is not None:
            self._kept_open.is_given_away()
        driver: sqlite3.Connection = self._drivers[-1]
        return driver

    def _open_database(self) -> Database:
        self._drivers = []
        if self._kept_open is not None and self._is_kept_open:
            self._is_kept_open = False
            return Database(AtOnce(), self._kept_open.store(self._drivers))
        with kept.hasty_disk(self._drivers):
            url = self.settings.database_url.reveal()
            return open_database(url, thread=None if self._has_thread else AtOnce())

    def _place(self, folder: Path, empty: Path) -> str:
        """Return the URL of the database with which the bot begins."""
        if kept.ON_SERVER:
            kept.is_empty(empty)
            return kept.new_database()
        if self._kept_open is not None:
            return f"sqlite:///{self._kept_open.begins_anew()}"
        shutil.copyfile(empty, folder / "unknot.sqlite3")
        return f"sqlite:///{folder}/unknot.sqlite3"
