"""What people type is read before a unit of work opens, and once."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue, Language
from bot.domain.dangers import RedFlag
from bot.reading.line import Line
from bot.reading.readers import Readers
from bot.telegram.context import SLOTS, Handling
from tests.conversations.stage import Stage, Talk, begins


class Watched(Readers):
    """Readers that note where they are asked to read, and what."""

    def __init__(self, readers: Readers) -> None:
        self._watched = readers
        self.threads: set[str] = set()
        self.texts: list[str] = []

    def read(self, text: str, language: Language) -> Line:
        self.threads.add(threading.current_thread().name)
        self.texts.append(text)
        return self._watched.read(text, language)

    def find_red_flag(self, text: str) -> RedFlag | None:
        self.threads.add(threading.current_thread().name)
        return self._watched.find_red_flag(text)


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Stage]:
    """A bot that has its threads, as when people run it."""
    stage = Stage(tmp_path, catalogue, empty, has_thread=True)
    await stage.open()
    yield stage
    await stage.close()


@pytest.fixture
def watched(stage: Stage) -> Watched:
    """The stage's Readers, watched."""
    shared = stage.house.application.bot_data
    handling: Handling = shared[SLOTS]
    watched = Watched(handling.readers)
    shared[SLOTS] = replace(handling, readers=watched)
    return watched


async def test_nothing_is_read_where_units_of_work_run_nor_on_the_loop(
    stage: Stage, chat: Talk, watched: Watched
) -> None:
    """Reading a long line delays neither the database's only writer nor the other updates."""
    where: set[str] = set()
    await stage.house.database.run(lambda work: where.add(threading.current_thread().name))
    await begins(chat)

    for text in (
        *("how do i kneed", "my legs r numb", "remind me at 8:30", "lisbon", "stop", "9:15", "x" * 600),
        *("/remind 8:30", "/remind off 8:30", "/timezone lisbon", "/technique kneeding", "/routine full 5"),
        *("/kneeding", "/my_routines", "/start r_nothing"),
    ):
        await chat.says(text)

    assert len(where) == 1 and threading.current_thread().name not in where
    assert watched.threads
    assert watched.threads.isdisjoint({*where, threading.current_thread().name})


async def test_each_update_is_read_once(stage: Stage, chat: Talk, watched: Watched) -> None:
    await chat.says("how do i kneed")
    await chat.says("/routine full 5")
    await chat.says("/kneeding_please")
    await chat.says("/help")

    # With a text behind it, a command is also read as the words that it may stand for: "/skin hurts".
    assert watched.texts == ["how do i kneed", "routine full 5", "full 5", "kneeding please"]


async def test_a_line_that_only_a_manager_may_say_is_read_once(stage: Stage, watched: Watched) -> None:
    """The action runs again once the bot knows the sender's rights, but the line is not read again."""
    stage.telegram.administrators.add(1001)
    group = stage.group()
    await group.membership("left", "member")

    await group.replies("remind me at 8:30")

    assert watched.texts == ["remind me at 8:30"]
    assert [row["at"] for row in await stage.rows("reminders")] != []
