"""Unknot's commands as processes of their own, with everything they print kept to be looked at."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from tests.measured import in_time
from tests.process.warm import CAN_FORK, Run, Start, run_forked, run_new
from tests.texts import button, texts

T = TypeVar("T")

TOKEN = "123456:Process_Tests-Only0123456789abcdefg"
# Real seconds until something that should come has failed to. A start takes many on a busy machine; where the
# thing comes sooner, nobody waits for them.
PATIENCE = 120.0
LOOK_EVERY = 0.03
STOPS_WITHIN = 10.0  # seconds
# People's seconds a second for tests that expect every prompt. The shortest step lasts ten of them: two real
# seconds, in which a busy machine gets its prompt out. When a step is over, its prompt is not sent any more.
QUICK = 5
SETTINGS = ("BOT_TOKEN", "BOT_API_URL", "CLOCK_URL", "DATABASE_URL", "LOG_LEVEL")


async def until(look: Callable[[], Awaitable[T | None]], what: str, within: float = PATIENCE) -> T:
    """Return the first result of `look`; AssertionError, with the missing thing in words, if none comes."""
    ends = time.monotonic() + within
    while True:
        seen = await look()
        if seen:
            return seen
        assert time.monotonic() < ends, what
        await asyncio.sleep(LOOK_EVERY)


def start(
    arguments: tuple[str, ...],
    folder: Path,
    settings: Mapping[str, str],
    *,
    out: Path,
    err: Path,
    is_new: bool = False,
    command: str = "bot.cli",
) -> Run:
    """Start a command with `settings` in `folder`.

    It is forked where the system can do that. `is_new` starts a new Python process, as a person does.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    out.touch()
    err.touch()
    run = run_new if is_new or not CAN_FORK else run_forked
    return run(Start(command, arguments, folder, inherited | dict(settings), out, err))


class Program:
    """One run of a command."""

    def __init__(
        self,
        folder: Path,
        arguments: tuple[str, ...],
        settings: Mapping[str, str],
        is_new: bool = False,
        command: str = "bot.cli",
    ) -> None:
        self.started_at = time.monotonic()
        self._out, self._err = folder / "stdout", folder / "stderr"
        self._process = start(
            arguments, folder.parent, settings, out=self._out, err=self._err, is_new=is_new, command=command
        )

    @property
    def out(self) -> str:
        return self._out.read_text("utf-8")

    @property
    def err(self) -> str:
        return self._err.read_text("utf-8")

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    async def prints(self, words: str, within: float = PATIENCE) -> str:
        """Wait until a line with `words` is printed, and return that line."""

        async def look() -> str | None:
            lines = (self.out + self.err).splitlines()
            return next((line for line in lines if words in line), None)

        return await until(look, f"nothing printed {words!r}; stderr was: {self.err}", within)

    async def ends(self, within: float = PATIENCE) -> int:
        """Wait for the end, and return the exit code."""

        async def look() -> tuple[int] | None:
            code = self._process.poll()
            return None if code is None else (code,)

        [code] = await until(look, f"still running after {within} s; stderr was: {self.err}", within)
        return code

    async def stops(self, by: signal.Signals = signal.SIGTERM, most: float = STOPS_WITHIN) -> None:
        """Ask it to end, and check that it ends without an error; and in at most so many seconds."""
        asked = time.monotonic()
        self._process.send_signal(by)
        assert await self.ends() == 0, self.err
        assert in_time(time.monotonic() - asked, most)

    def dies(self) -> None:
        """kill -9."""
        assert self.is_running, self.err
        self._process.kill()
        assert self._process.wait() == -signal.SIGKILL

    def clear_away(self) -> None:
        """Make sure that nothing is left of it."""
        if self.is_running:
            self._process.kill()
        self._process.wait()


class Stage:
    """A playground somewhere, over HTTP: its clock, its log of calls, its people."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url = url
        self._http = http
        self.said: list[str] = []  # everything that anybody typed

    async def get(self, path: str) -> Any:
        async with self._http.get(f"{self.url}/control/{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self._http.post(f"{self.url}/control/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def clock(self, **setting: Any) -> None:
        await self.post("clock", **setting)

    async def seconds_since(self, moment: str) -> float:
        """Return how much of people's time has passed since `moment`."""
        now = datetime.fromisoformat((await self.get("clock"))["now"])
        return (now - datetime.fromisoformat(moment)).total_seconds()

    async def reaches(self, moment: str, seconds: float) -> None:
        """Wait until people's time is `seconds` after `moment`."""

        async def look() -> bool:
            return await self.seconds_since(moment) >= seconds

        await until(look, "people's time stands still")

    async def expects(self, due: str) -> None:
        """Wait until the bot has told that `due` is the next moment at which it has something to do."""

        async def look() -> bool:
            return bool((await self.get("clock"))["next_due"] == due)

        await until(look, f"the bot never told that something is due at {due}")

    async def calls(self, method: str) -> list[dict[str, Any]]:
        return [call for call in (await self.get("calls"))["calls"] if call["method"] == method]

    async def is_polled(self) -> None:
        """Wait until a bot waits for updates."""

        async def look() -> bool:
            return bool((await self.get("state"))["polling"]["waiting"])

        await until(look, "no bot came to poll")

    async def is_left_alone(self) -> None:
        """Wait until nobody waits for updates."""

        async def look() -> bool:
            return not (await self.get("state"))["polling"]["waiting"]

        await until(look, "a bot still polls")

    async def someone(self, name: str) -> Person:
        """Let a new person come."""
        return Person(self, (await self.post("people", first_name=name))["id"])


class Person:
    """Somebody who chats with the bot."""

    def __init__(self, stage: Stage, number: int) -> None:
        self.stage = stage
        self.number = number

    async def chat(self) -> list[dict[str, Any]]:
        return list((await self.stage.get(f"people/{self.number}/chat"))["messages"])

    async def heard(self, words: str) -> list[dict[str, Any]]:
        """Return the bot's messages that hold `words`, oldest first."""
        return [each for each in await self.chat() if each["from"] == "bot" and words in each["text"]]

    async def says(self, text: str) -> None:
        self.stage.said.append(text)
        await self.stage.post(f"people/{self.number}/say", text=text)

    async def hears(self, words: str, within: float = PATIENCE, times: int = 1) -> dict[str, Any]:
        """Wait until `times` messages hold `words`, and return the newest of them."""

        async def look() -> dict[str, Any] | None:
            heard = await self.heard(words)
            return heard[-1] if len(heard) >= times else None

        return await until(look, f"{self.number} never heard {words!r}", within)

    async def presses(self, label: str) -> None:
        """Wait for a button with exactly this label, and press it."""

        async def look() -> bool:
            rows = [row for each in await self.chat() if each["from"] == "bot" for row in each["buttons"]]
            return any(label in row for row in rows)

        await until(look, f"{self.number} never saw the button {label!r}")
        await self.stage.post(f"people/{self.number}/press", label=label)

    async def sees(self, words: str, within: float = PATIENCE) -> dict[str, Any]:
        """Wait until the newest message of the chat is the bot's and holds `words`."""

        async def look() -> dict[str, Any] | None:
            newest = (await self.chat())[-1]
            return newest if newest["from"] == "bot" and words in newest["text"] else None

        return await until(look, f"{self.number} never saw {words!r} as the newest message", within)

    async def begins_taster(self, alone: bool = True, again: bool = False) -> None:
        """Go to the get-ready count of the taster; the first time, answer the safety question."""
        await self.says("/routine taster")
        await self.sees(texts.plan("taster", 1))
        if alone:
            await self.presses(button.on_my_own)
            await self.sees(texts.plan("taster", 1, "alone"))
        await self.presses(button.start)
        if not again:
            await self.presses(button.yes_all_clear)
            await self.sees(texts.opening("ready"))
