"""The bot of a story, as a process that can stop, die, and begin again on the same database."""

from __future__ import annotations

import asyncio
import signal
from datetime import datetime
from pathlib import Path

from telegram_playground.client import Stage
from tests.process.programs import start
from tests.process.warm import Run

TOKEN = "10001:" + "S" * 35
STOPS_WITHIN_S = 60.0


class Bot:
    """`unknot run` in a folder of its own, on the playground at `url`."""

    def __init__(self, folder: Path, url: str, stage: Stage) -> None:
        self.database = folder / "unknot.sqlite3"
        self._folder, self._stage = folder, stage
        self._printed = folder / "printed"
        self._settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": url,
            "CLOCK_URL": f"{url}/control/clock",
            "DATABASE_URL": f"sqlite:///{self.database}",
        }
        self._process: Run | None = None

    @property
    def printed(self) -> str:
        """Everything that its processes have printed."""
        return self._printed.read_text("utf-8")

    async def starts(self) -> None:
        """Begin, and wait until it polls and has done what is due now."""
        before = (await self._stage.get("clock"))["serial"]
        self._process = start(("run",), self._folder, self._settings, out=self._printed, err=self._printed)

        async def look() -> bool | None:
            told = await self._stage.get("clock")
            due = told["next_due"] and datetime.fromisoformat(told["next_due"])
            return (
                told["serial"] > before and (not due or due > datetime.fromisoformat(told["now"]))
            ) or None

        await self._stage.until(look, lambda: f"the bot does not keep time; it printed: {self.printed}")
        await self._stage.is_listened_to()

    async def stops(self) -> None:
        """Ask it to end, as the system does that is shut down; if it has ended already, that is fine."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(self._process.wait, STOPS_WITHIN_S)

    async def dies(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.kill()
        await asyncio.to_thread(self._process.wait, STOPS_WITHIN_S)
