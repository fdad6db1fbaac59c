"""A playground in this process, the bot as a process of its own, and people who chat with it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import aiohttp
import pytest

from telegram_playground import Playground

from .programs import TOKEN, Person, Program, Stage
from .proxy import Proxy

LONG_ENOUGH = 5  # characters; shorter texts may stand in a log line by chance


class House:
    """Starts programs in one folder, and checks their output at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs: list[Program] = []
        self.secrets: set[str] = {TOKEN, TOKEN.partition(":")[2]}
        self.stages: list[Stage] = []
        self.settings: dict[str, str] = {}

    @property
    def database(self) -> Path:
        return self.folder / "unknot.sqlite3"

    def start(
        self,
        *arguments: str,
        settings: Mapping[str, str] | None = None,
        is_new: bool = False,
        command: str = "bot.cli",
    ) -> Program:
        """Start a command; `is_new`: as a new Python process, not a forked one."""
        folder = self.folder / f"run-{len(self.programs)}"
        folder.mkdir()
        given = self.settings if settings is None else settings
        program = Program(folder, arguments, given, is_new, command)
        self.programs.append(program)
        return program

    def settings_for(self, url: str, clock: str | None = None) -> dict[str, str]:
        """Return the settings of a bot whose Telegram is at `url`."""
        settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": url,
            "DATABASE_URL": f"sqlite:///{self.database}",
        }
        return settings | ({"CLOCK_URL": f"{clock}/control/clock"} if clock else {})

    def close(self) -> None:
        for program in self.programs:
            program.clear_away()
        typed = {text for stage in self.stages for text in stage.said if len(text) >= LONG_ENOUGH}
        for program in self.programs:
            printed = program.out + program.err
            assert [secret for secret in self.secrets if secret in printed] == []
            assert [text for text in typed if text in printed] == []
            assert "Traceback" not in printed


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.close()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def playground(tmp_path: Path) -> AsyncIterator[Playground]:
    playground = Playground(tmp_path / "playground.json")
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
def stage(playground: Playground, http: aiohttp.ClientSession, house: House) -> Stage:
    """The playground, with settings in `house` for a bot that lives in it."""
    stage = Stage(playground.url, http)
    house.stages.append(stage)
    house.settings = house.settings_for(playground.url, playground.url)
    return stage


@pytest.fixture
async def proxy(stage: Stage, house: House) -> AsyncIterator[Proxy]:
    """A proxy for the calls of the bot of `house`; the bot's clock does not use the proxy."""
    proxy = Proxy(stage.url)
    await proxy.start()
    house.settings = house.settings_for(proxy.url, stage.url)
    yield proxy
    await proxy.stop()


@pytest.fixture
async def bot(stage: Stage, house: House) -> Program:
    """The bot, polling the playground."""
    bot = house.start("run")
    await stage.is_polled()
    return bot


@pytest.fixture
async def ann(stage: Stage) -> Person:
    return await stage.someone("Ann Process")


@pytest.fixture
async def ben(stage: Stage) -> Person:
    return await stage.someone("Ben Process")
