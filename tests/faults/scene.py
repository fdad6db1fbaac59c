"""A stand-in with its whole log, a database that tests fill and read, and the bot as processes."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import aiohttp

from telegram_playground import Playground
from telegram_playground.people_clock import Setting
from tests.faults.ledger import new_ledger
from tests.process.programs import LOOK_EVERY, PATIENCE, Program, Stage, start, until

RUNNER = "tests.faults.runner"
TOKEN = "123456:Fault_Tests-Only-0123456789-abcdefg"
TEN = datetime(2027, 2, 3, 10, 0, tzinfo=UTC)
POLLING = "Unknot is polling."
LONG_ENOUGH = 8  # characters; shorter texts may stand in a log line by chance
STANDS_IN_LOGS = ("Unknot",)

# Shorter waits for quick tests, in seconds.
AGAIN_SOON = (
    "bot.delivery.outcomes.AMBIGUOUS_WAIT=1",
    "bot.delivery.outcomes.MISCONFIGURED_WAIT=1",
    "bot.delivery.holds.MISCONFIGURED_WAIT=1",
)
# For calls that hang. Without them a test keeps the usual patience: where a busy machine lets the stand-in
# stand still for three seconds, messages come twice, and the log of calls shows no reason.
IMPATIENT = ("bot.telegram.request.READ=3", *AGAIN_SOON)


class Bot(Program):
    """One run of the bot; with `changes`, of the runner that makes them first."""

    def __init__(self, folder: Path, settings: dict[str, str], changes: Iterable[str] = ()) -> None:
        folder.mkdir()
        self.started_at = time.monotonic()
        self._out, self._err = folder / "stdout", folder / "stderr"
        command = RUNNER if changes else "bot.cli"
        arguments = tuple(changes) if changes else ("run",)
        self._process = start(arguments, folder, settings, out=self._out, err=self._err, command=command)

    def asked_to_end(self) -> None:
        """SIGTERM, without waiting."""
        self._process.send_signal(signal.SIGTERM)

    def freezes(self) -> None:
        """SIGSTOP: the process stands still until it `thaws`."""
        self._process.send_signal(signal.SIGSTOP)

    def thaws(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    @property
    def state(self) -> str:
        """The process state as the system's letter; T means stopped."""
        return self._proc("stat").rpartition(")")[2].split()[0]

    @property
    def memory(self) -> int:
        """Its resident memory in bytes."""
        return int(self._proc("statm").split()[1]) * os.sysconf("SC_PAGE_SIZE")

    @property
    def cpu(self) -> float:
        """The seconds of processor time that it has used."""
        user, system = self._proc("stat").rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text("ascii", errors="replace")


B = TypeVar("B", bound=Bot)


class Scene:
    """Everything that a test of the whole bot needs.

    At the end of a test the scene searches the output for secrets.
    """

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.folder = folder
        self.dice = random.Random(seed)
        self.playground = Playground()
        # The log that the control API shows ends at 2,000 calls; a judge needs all of them.
        self.playground.world.calls.kept = deque()
        self.ledger = new_ledger(folder)
        self.runs: list[Bot] = []
        self.api_url = ""  # empty: the stand-in's own
        self.texts: set[str] = set()  # what people wrote
        self.settings: dict[str, str] = {}  # of the bot, besides those that every test needs
        self.may_print: tuple[str, ...] = ()
        self.stage: Stage
        self._http: aiohttp.ClientSession

    async def __aenter__(self) -> Scene:
        await self.playground.start()
        self._http = aiohttp.ClientSession()
        self.stage = Stage(self.playground.url, self._http)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for run in self.runs:
            with suppress(ProcessLookupError):
                run.thaws()
            run.clear_away()
        await self._http.close()
        await self.playground.stop()
        if error is None:
            self.search_logs()

    @property
    def database_url(self) -> str:
        return self.ledger.url

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The stand-in's log, whole."""
        return list(self.playground.world.calls.kept)

    @property
    def messages_sent(self) -> int:
        return sum(call["method"] == "sendMessage" for call in self.playground.world.calls.kept)

    def sets_clock(self, now: datetime | None = None, speed: float | None = None) -> None:
        self.playground.clock.set(Setting(now=now, speed=speed))

    def crowd(self, number: int) -> list[int]:
        """Add `number` people who have written before; return their chats."""
        people = [self.playground.world.chats.add_person(f"Person {each}", "en") for each in range(number)]
        for person in people:
            person.started = True
        return [person.id for person in people]

    def groups(self, number: int, person: int) -> list[int]:
        """Add `number` groups of `person` with the bot in them; return their chats."""
        chats = self.playground.world.chats
        groups = [chats.add_group(f"Group {each}", [person], [person]) for each in range(number)]
        for group in groups:
            group.bot = "member"
        return [group.id for group in groups]

    def start(self, *changes: str) -> Bot:
        """Start the bot, as `unknot run` does, or with some constants altered."""
        return self.start_with(partial(Bot, changes=changes))

    def start_with(self, make: Callable[[Path, dict[str, str]], B]) -> B:
        """Start the bot by what makes a run from a folder and settings."""
        settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.api_url or self.playground.url,
            "CLOCK_URL": f"{self.playground.url}/control/clock",
            "DATABASE_URL": self.database_url,
            **self.settings,
        }
        run = make(self.folder / f"run-{len(self.runs)}", settings)
        self.runs.append(run)
        return run

    async def fault(self, kind: str, **more: Any) -> int:
        """Ask the stand-in for a fault; return its number."""
        return int((await self.stage.post("faults", kind=kind, **more))["id"])

    async def strikes(self) -> dict[int, int]:
        """Return how often each fault has struck."""
        return {fault["id"]: fault["used"] for fault in (await self.stage.get("faults"))["faults"]}

    async def says(self, chat: int, text: str) -> None:
        """Let a person write."""
        self.texts.add(text)
        await self.stage.post(f"people/{chat}/say", text=text)

    async def presses(self, chat: int, label: str) -> None:
        await self.stage.post(f"people/{chat}/press", label=label)

    async def hears(self, chat: int, words: str, within: float = 60.0) -> None:
        """Wait until a message of the bot in a chat holds `words`."""

        async def look() -> bool:
            return any(words in said for said in self.shown(chat))

        await until(look, f"chat {chat} never heard {words!r}", within)

    async def waits(self, moment: datetime) -> None:
        """Wait for a moment of people's time."""
        while self.playground.clock.now() < moment:  # noqa: ASYNC110 - the clock of a stand-in tells nobody
            await asyncio.sleep(0.02)

    def shown(self, chat: int) -> list[str]:
        """Return what the bot's messages in a chat say now, oldest first."""
        log = self.playground.world.chats.messages[chat]
        return [message.text for message in log.values() if message.sender is None]

    def newest(self, chat: int) -> int:
        """Return the number of the bot's newest message in a chat, 0 if there is none."""
        log = self.playground.world.chats.messages[chat]
        return next((message.id for message in reversed(log.values()) if message.sender is None), 0)

    async def sends(self, number: int, within: float = 60.0) -> None:
        """Wait until the bot has made `number` calls of sendMessage in all."""
        ends = time.monotonic() + within
        while self.messages_sent < number:
            assert time.monotonic() < ends, f"only {self.messages_sent} of {number} messages left"
            await asyncio.sleep(0.005)

    async def settles(self, within: float = 60.0, **rows: int) -> None:
        """Wait until so many `rows` of each kind are in the database, and none on its way; the bot runs."""

        async def look() -> bool:
            kinds = Counter(row["kind"] for row in self.ledger.ask("select kind from outbox"))
            are_there = all(kinds[kind] >= number for kind, number in rows.items())
            return are_there and self.ledger.open_rows() == 0

        await until(look, f"rows are still on their way: {self.ledger.states()}", within)

    async def rests(self, is_done: Callable[[], Awaitable[bool]]) -> None:
        """Wait until all is done, for as long as messages go on to leave."""
        left, since = -1, time.monotonic()
        while not await is_done():
            if self.messages_sent != left:
                left, since = self.messages_sent, time.monotonic()
            assert time.monotonic() - since < PATIENCE, f"it never came to rest: {self.ledger.states()}"
            await asyncio.sleep(LOOK_EVERY)

    def search_logs(self) -> None:
        """Check that no output holds the token or the text of a message."""
        written = {
            message.text for log in self.playground.world.chats.messages.values() for message in log.values()
        }
        texts = {
            line for text in written | self.texts for line in text.split("\n") if len(line) >= LONG_ENOUGH
        }
        texts -= {text for text in texts if any(text in known for known in STANDS_IN_LOGS)}
        for run in self.runs:
            printed = run.out + run.err
            assert TOKEN not in printed
            assert TOKEN.partition(":")[2] not in printed
            assert [text for text in texts if text in printed] == []
            if "Traceback" not in self.may_print:
                assert "Traceback" not in printed, printed
