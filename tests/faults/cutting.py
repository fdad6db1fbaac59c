"""Ways to the PostgreSQL server that reset connections at COMMIT."""

from __future__ import annotations

import asyncio
import random
import shutil
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.postgres import Server

SOCKET = ".s.PGSQL.5432"
COMMIT = b"COMMIT"


class Cutter:
    """Listens in a folder of its own; hands everything on to the server, and back."""

    def __init__(self, server: Path, dice: random.Random, share: float) -> None:
        """`share`: of the commits that are cut, half of them before they arrive."""
        self.folder = server.parent / "cut"
        self.cuts = False
        self.before = self.after = 0  # commits that did not arrive; those of which the answer did not
        self._server, self._dice, self._share = server, dice, share
        self._listening: asyncio.Server
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self.folder.mkdir()
        self._listening = await asyncio.start_unix_server(self._connected, self.folder / SOCKET)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            to, back = await asyncio.open_unix_connection(self._server / SOCKET)
        except OSError:  # the server is away
            writer.transport.abort()
            return
        answers = asyncio.create_task(_hand_on(to, writer))
        try:
            with suppress(ConnectionError):
                await self._requests(reader, back, answers)
        finally:
            answers.cancel()
            for each in (writer, back):
                each.transport.abort()
            self._tasks.discard(task)

    async def _requests(
        self, reader: asyncio.StreamReader, back: asyncio.StreamWriter, answers: asyncio.Task[None]
    ) -> None:
        while asked := await reader.read(65536):
            if self.cuts and COMMIT in asked and self._dice.random() < self._share:
                if self._dice.random() < 0.5:
                    self.before += 1
                    return
                self.after += 1
                answers.cancel()
                back.write(asked)
                await back.drain()
                await asyncio.sleep(0.05)  # the server commits
                return
            back.write(asked)
            await back.drain()


class Crasher(Cutter):
    """Lets the server crash once: at the COMMIT of a transaction that says `words`. It does not arrive."""

    def __init__(self, server: Server, words: bytes) -> None:
        super().__init__(server.folder, random.Random(1), 0)
        self.is_back = asyncio.Event()  # has the server crashed, and been started again?
        self._process, self._words = server, words
        self._has_begun = False

    async def _requests(
        self, reader: asyncio.StreamReader, back: asyncio.StreamWriter, answers: asyncio.Task[None]
    ) -> None:
        has_said = False
        while asked := await reader.read(65536):
            has_said |= self._words in asked
            if has_said and COMMIT in asked and not self._has_begun:
                self._has_begun = True
                await asyncio.to_thread(self._process.stop)
                await asyncio.to_thread(self._process.start)
                self.is_back.set()
                return
            back.write(asked)
            await back.drain()


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while answer := await reader.read(65536):
            writer.write(answer)
            await writer.drain()
    writer.close()
