"""Draws charts in a process of its own, one at a time, so that the bot's loop never waits for one.

The process is kept between pictures, since its start takes longer than a picture. It ends by itself with
the bot, and when nothing is drawn for some minutes.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

from bot.domain.chart import Chart
from bot.media.draw.progress import progress
from bot.ports.charts import CannotDraw, ChartWords

WIDTH = 960  # pixels
MAY_TAKE = 5.0  # seconds, with the start of the process. A picture takes 0.05 s on an idle machine
_HEAD = 4
_ROOT = Path(__file__).resolve().parents[2]  # the folder that holds the package


class ChartPainter:
    """`ports.Painter` with a process that draws."""

    def __init__(self, worker: str = "bot.media.raster_worker", may_take: float = MAY_TAKE) -> None:
        self._module = worker
        self._may_take = may_take
        self._worker: Process | None = None
        self._was_used = False  # the process has drawn before
        self._one_at_a_time = asyncio.Lock()

    async def paint(self, chart: Chart, words: ChartWords) -> bytes:
        """Return the picture as PNG; CannotDraw: there is none now."""
        svg = progress(chart, words).encode()
        async with self._one_at_a_time:
            try:
                async with asyncio.timeout(self._may_take):
                    drawn = await self._draw(svg)
            except BaseException as error:
                await self.close()  # what it would still write is no answer to the next picture
                if isinstance(error, TimeoutError):
                    raise CannotDraw("its process took too long") from None
                if isinstance(error, OSError | asyncio.IncompleteReadError):
                    raise CannotDraw(f"its process has ended ({type(error).__name__})") from None
                raise
        if not drawn:
            raise CannotDraw("the drawing is not understood")
        return drawn

    async def close(self) -> None:
        """End the process, if there is one."""
        worker, self._worker = self._worker, None
        if worker is not None and worker.returncode is None:
            worker.kill()
            await worker.wait()

    async def _draw(self, svg: bytes) -> bytes:
        """Let the process draw. One that has just ended by itself is started once more."""
        try:
            return await self._ask(await self._started(), svg)
        except (OSError, asyncio.IncompleteReadError):
            if self._worker is None or not self._was_used:
                raise
            await self.close()
            return await self._ask(await self._started(), svg)

    async def _started(self) -> Process:
        worker = self._worker
        self._was_used = worker is not None
        if worker is None or worker.returncode is not None:
            worker = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", self._module, str(WIDTH)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                cwd=_ROOT,
                start_new_session=True,  # Ctrl-C in a terminal ends the bot, and the bot ends this
            )
            self._worker, self._was_used = worker, False
        return worker

    async def _ask(self, worker: Process, svg: bytes) -> bytes:
        if worker.stdin is None or worker.stdout is None:
            raise OSError("it has no pipes")
        worker.stdin.write(len(svg).to_bytes(_HEAD) + svg)
        await worker.stdin.drain()
        size = int.from_bytes(await worker.stdout.readexactly(_HEAD))
        return await worker.stdout.readexactly(size)
