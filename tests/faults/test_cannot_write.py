"""While the bot cannot write its database, nothing is lost, one line says so, and nobody waits for longer."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.storage.trouble import Trouble
from tests import kept
from tests.faults.ledger import Ledger
from tests.faults.scene import POLLING, Bot, Scene
from tests.process.programs import until
from tests.texts import texts

HASTY = (
    "bot.storage.sqlite.BUSY_TIMEOUT_MS=300",
    "bot.storage.condition.QUIET=1",
    "bot.storage.guarded.REST=0.3",
    "bot.storage.hang_watch.LOOKS=60",  # no disk hangs here, but a busy machine may be slow
)
BEGINS = "Nothing can be written to the database: nobody gets an answer."
ENDS = "The database can be written again."
NO_LIMIT = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture
def place(scene: Scene) -> Scene:
    """A scene whose database has a folder of its own."""
    if kept.ON_SERVER:
        pytest.skip(kept.ONLY_A_FILE)
    folder = scene.folder / "data"
    folder.mkdir()
    scene.ledger = Ledger(folder / "unknot.sqlite3")
    return scene


def file_of(scene: Scene) -> Path:
    assert isinstance(scene.ledger, Ledger)
    return scene.ledger.file


def start(scene: Scene, *changes: str) -> Bot:
    """Start the bot, also for root, as a process that rights of files can stop."""
    if sys.platform != "linux":
        pytest.skip("limits of a running process, and of root, are set with calls of Linux")
    return scene.start(*(["give_up_rights"] if os.geteuid() == 0 else []), *HASTY, *changes)


@contextmanager
def read_only(scene: Scene, bot: Bot) -> Iterator[None]:
    """Take away the right to make files in the folder, such as the journal of a commit."""
    folder = file_of(scene).parent
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)


@contextmanager
def other_owner(scene: Scene, bot: Bot) -> Iterator[None]:
    """Take away the right to write the file, as if it belonged to somebody else."""
    file_of(scene).chmod(0o444)
    yield
    file_of(scene).chmod(0o644)


@contextmanager
def moved(scene: Scene, bot: Bot) -> Iterator[None]:
    """Give the folder another name."""
    folder = file_of(scene).parent
    folder.rename(folder.with_name("elsewhere"))
    yield
    folder.with_name("elsewhere").rename(folder)


@contextmanager
def locked(scene: Scene, bot: Bot) -> Iterator[None]:
    """Let another program hold the lock for writing."""
    with closing(sqlite3.connect(file_of(scene), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def no_room(scene: Scene, bot: Bot) -> Iterator[None]:
    """Let every write fail beyond the first bytes of a file, as a quota does; there is room for the log."""
    resource.prlimit(bot.number, resource.RLIMIT_FSIZE, (4_096, resource.RLIM_INFINITY))
    yield
    resource.prlimit(bot.number, resource.RLIMIT_FSIZE, NO_LIMIT)


STATES = {
    read_only: Trouble.read_only,
    moved: Trouble.gone,
    locked: Trouble.locked,
    no_room: Trouble.failing,
}


async def are_logged(bot: Bot, words: str, times: int) -> None:
    """Wait until so many lines of the log have these words."""

    async def look() -> bool:
        return bot.err.count(words) >= times

    await until(look, f"not logged {times} times: {words}; the log is: {bot.err}")


async def test_each_state_is_said_once_and_what_people_wrote_meanwhile_is_answered_once(place: Scene) -> None:
    """Four troubles after each other in one run. In each, several people write; each gets one answer.

    At the end the bot is stopped in the middle of a trouble, and ends as asked.
    """
    bot = start(place)
    await bot.prints(POLLING)
    people = place.crowd(3)

    for number, (make, trouble) in enumerate(STATES.items(), 1):
        before = place.messages_sent
        with make(place, bot):
            for person in people:
                await place.says(person, "/help")
            await bot.prints(f"{BEGINS} {trouble.value}")
            tried = len([call for call in place.calls if call["method"] == "getUpdates"])

            async def still_tries(tried: int = tried) -> bool:
                return len([call for call in place.calls if call["method"] == "getUpdates"]) >= tried + 3

            await until(still_tries, f"the bot gave up: {make.__name__}")
            assert place.messages_sent == before
            assert bot.err.count(ENDS) == number - 1

        async def all_answered(number: int = number) -> bool:
            return all(len(place.shown(person)) >= number for person in people)

        await until(all_answered, f"not everybody got an answer after: {make.__name__}")

        await are_logged(bot, ENDS, number)

    await place.settles()
    with moved(place, bot):
        await are_logged(bot, BEGINS, len(STATES) + 1)
        await bot.stops()

    kinds = [*STATES.values(), Trouble.gone]
    lines = [line.split(" ", 3)[3] for line in bot.err.splitlines()]
    about = [line for line in lines if BEGINS in line or line == ENDS]
    assert about == [line for kind in kinds for line in (f"{BEGINS} {kind.value}", ENDS)][:-1]
    assert len(lines) <= len(about) + 3, bot.err
    for person in people:
        assert [texts.headline("help") in text for text in place.shown(person)] == [True] * len(STATES)
    assert len(place.ledger.ask("select * from receipts")) == len(STATES) * len(people)


async def test_a_start_that_cannot_write_ends_with_the_status_that_fits(place: Scene) -> None:
    """2 where a person must change something, 1 where the trouble may pass."""
    first = start(place)
    await first.prints(POLLING)
    await first.stops()

    for make, code in ((read_only, 2), (other_owner, 2), (locked, 1)):
        with make(place, first):
            bot = start(place, "bot.storage.opening.WAITS=1")
            assert await bot.ends() == code, bot.err
        assert "Traceback" not in bot.err
        assert (Trouble.locked.value if code == 1 else str(file_of(place))) in bot.err


async def test_another_file_in_its_place_ends_the_process_so_that_a_new_start_takes_it(place: Scene) -> None:
    """The exit code is 1: to start again helps. The new file is not touched."""
    bot = place.start(*HASTY)
    await bot.prints(POLLING)
    file = file_of(place)
    backup = file.with_name("backup")
    shutil.copyfile(file, backup)
    before = backup.read_bytes()

    backup.replace(file)

    assert await bot.ends() == 1
    assert Trouble.replaced.value in bot.err.splitlines()[-1]
    assert file.read_bytes() == before
