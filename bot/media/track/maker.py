"""Makes tracks in a process of its own, one at a time, so that the bot's loop never waits for one."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from bot.media.track.pieces import Pieces
from bot.media.track.recipe import Recipe, recipe
from bot.ports.tracks import CannotMake, Told

MAY_TAKE = 30.0  # seconds; it takes a tenth of one on an idle machine
COVER = "cover.jpg"
_ROOT = Path(__file__).resolve().parents[3]  # the folder that holds the package


class TrackMaker:
    """`ports.Tracks` from the pieces of a folder."""

    def __init__(self, pieces: Pieces, may_take: float = MAY_TAKE) -> None:
        self._pieces = pieces
        self._may_take = may_take
        self._one_at_a_time = asyncio.Lock()
        path = pieces.folder / COVER
        self._cover = path.read_bytes() if path.is_file() else None

    @property
    def cover(self) -> bytes | None:
        """The picture that a music player shows, as JPEG; None: there is none."""
        return self._cover

    def digest(self, told: Told) -> str:
        """Return the hash of the file that `make` would return."""
        return self._recipe(told).digest

    async def make(self, told: Told) -> bytes:
        """Return the M4A file of a track; NoVoice or CannotMake: there is none."""
        wanted = self._recipe(told)
        async with self._one_at_a_time:
            return await self._join(wanted)

    def _recipe(self, told: Told) -> Recipe:
        return recipe(told, self._pieces)

    async def _join(self, wanted: Recipe) -> bytes:
        parts = [(part.file, part.times) for part in wanted.parts]
        order = {"parts": parts, "title": wanted.title, "performer": wanted.performer}
        try:
            worker = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.media.track.worker", str(self._pieces.folder)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                cwd=_ROOT,
            )
        except OSError as error:
            raise CannotMake(f"no process can be started: {error.strerror}") from None
        return await self._result(worker, json.dumps(order).encode())

    async def _result(self, worker: Process, order: bytes) -> bytes:
        try:
            async with asyncio.timeout(self._may_take):
                made, said = await worker.communicate(order)
        except TimeoutError:
            raise CannotMake("its process took too long") from None
        finally:
            if worker.returncode is None:
                worker.kill()
                await worker.wait()
        if worker.returncode != 0 or not made:
            last = said.decode(errors="replace").strip().rpartition("\n")[2]
            raise CannotMake(f"its process ended with {worker.returncode}: {last}")
        return made
