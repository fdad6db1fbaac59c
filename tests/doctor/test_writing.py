"""The doctor sees why a bot cannot write its database, with a running bot and without one."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.doctor import writing
from bot.storage.database import Database

from .conftest import Practice, Stub

REPOSITORY = Path(__file__).parents[2]
NOBODY = 65534
IS_ROOT = os.geteuid() == 0
# Holds the file as a bot does; as root, it then becomes another user.
BOT = f"""
import os, sys
from bot.storage.database import open_database
held = open_database(sys.argv[1])
if os.geteuid() == 0:
    os.setresgid({NOBODY}, {NOBODY}, {NOBODY})
    os.setresuid({NOBODY}, {NOBODY}, {NOBODY})
print("ready", flush=True)
sys.stdin.read()
os._exit(0)
"""
OTHER_PROGRAM = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("PRAGMA journal_mode = MODE")
other.execute("BEGIN IMMEDIATE")
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def practice(stub: Stub, tmp_path: Path) -> Practice:
    """A file with a name that no other process on this machine uses."""
    return Practice(stub, tmp_path / "a folder" / f"of {os.getpid()}.sqlite3")


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who has a file open")


@contextmanager
def program(text: str, argument: object, settings: Mapping[str, str] | None = None) -> Iterator[int]:
    """Run a program until the end of the block; yield the number of its process."""
    with subprocess.Popen(
        [sys.executable, "-c", text, str(argument)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | dict(settings or {}),
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        yield running.pid
        running.communicate()


def belongs_to_the_bot(file: Path) -> None:
    """Root makes it the folder of another user, since root itself may write everywhere."""
    if IS_ROOT:
        for each in (file.parent, *file.parent.iterdir()):
            os.chown(each, NOBODY, NOBODY)


def a_read_only_folder(file: Path) -> None:
    file.parent.chmod(0o555)


def a_file_of_somebody_else(file: Path) -> None:
    """As `sudo unknot migrate` leaves it, if root runs the test."""
    if IS_ROOT:
        os.chown(file, 0, 0)
    file.chmod(0o444)


def does(*command: str | Path) -> bool:
    """Run a command; False: it is not allowed here."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


STATES = pytest.mark.parametrize(
    ("make", "name"), [(a_read_only_folder, "a folder"), (a_file_of_somebody_else, ".sqlite3")]
)


@STATES
async def test_without_a_bot_a_place_that_its_owner_cannot_write_is_seen(
    practice: Practice, file: Path, make: Callable[[Path], None], name: str
) -> None:
    """Root cannot know who will run the bot; every other user speaks for itself."""
    belongs_to_the_bot(file)
    assert await practice.troubles() == {}
    make(file)

    found = (await practice.examine())["writing"]
    file.parent.chmod(0o755)

    assert found.verdict == ("look" if IS_ROOT else "wrong")
    assert "cannot write" in found.seen and found.seen.endswith(name)
    assert str(file.parent) in found.todo


@STATES
async def test_a_running_bot_that_cannot_write_is_wrong(
    practice: Practice, file: Path, make: Callable[[Path], None], name: str
) -> None:
    with program(BOT, practice.settings().database_url.reveal()):
        belongs_to_the_bot(file)
        assert await practice.troubles() == {}
        make(file)
        found = (await practice.examine())["writing"]
        file.parent.chmod(0o755)

    assert found.verdict == "wrong"
    assert found.seen.endswith(name)


async def test_a_disk_that_is_mounted_read_only_is_wrong(practice: Practice, file: Path) -> None:
    if not IS_ROOT or not does("mount", "--bind", file.parent, file.parent):
        pytest.skip("this user may not mount a folder")
    try:
        assert await practice.troubles() == {}
        assert does("mount", "-o", "remount,bind,ro", file.parent)
        found = (await practice.examine())["writing"]
    finally:
        assert does("umount", file.parent)

    assert found.verdict == "wrong"
    assert found.seen == f"the disk of {file.parent} is read-only"


async def test_a_file_that_was_moved_or_deleted_under_a_running_bot_is_wrong(
    practice: Practice, bot: Database
) -> None:
    practice.file.rename(practice.file.with_name("elsewhere"))

    found = (await practice.examine())["database"]

    assert found.verdict == "wrong"
    assert "a bot is running, but its file" in found.seen


async def test_a_folder_that_was_deleted_under_a_running_bot_is_wrong(
    practice: Practice, bot: Database
) -> None:
    shutil.rmtree(practice.file.parent)

    found = (await practice.examine())["database"]

    assert found.verdict == "wrong"
    assert f"process {os.getpid()} is a bot whose file {practice.file} was deleted" in found.seen


async def test_a_folder_that_was_moved_under_a_running_bot_is_found_in_its_new_place(
    practice: Practice, file: Path
) -> None:
    """Sure only if the bot's environment names the old place; otherwise it may be another bot."""
    url = practice.settings().database_url.reveal()
    new = file.parent.with_name("new place")
    for settings, verdict in (({"DATABASE_URL": url}, "wrong"), ({}, "look")):
        with program(BOT, url, settings) as number:
            file.parent.rename(new)
            found = (await practice.examine())["database"]
        new.rename(file.parent)

        assert found.verdict == verdict
        assert str(number) in found.seen and str(new) in found.seen


async def test_a_file_that_is_gone_is_told_from_one_that_never_was(practice: Practice, file: Path) -> None:
    os.unlink(file)

    found = (await practice.examine())["database"]

    assert found.verdict == "look"
    assert "although a bot has used it before" in found.seen


@pytest.mark.parametrize("mode", ["delete", "wal"])
async def test_a_program_that_keeps_the_database_locked_is_named(
    practice: Practice, file: Path, mode: str
) -> None:
    with program(OTHER_PROGRAM.replace("MODE", mode), file) as number:
        found = (await practice.examine())["writing"]

    assert found.verdict == "wrong"
    assert f"process {number} (python" in found.seen


async def test_a_place_without_room_is_wrong(practice: Practice, file: Path) -> None:
    """A limit for the size of a file is like a disk, or a quota, with little room."""
    _, hard = limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (32_768, hard))
    try:
        found = (await practice.examine())["writing"]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert found.verdict == "wrong"
    assert "cannot write 64 kB" in found.seen


async def test_a_disk_that_does_not_answer_is_said_and_not_waited_for(
    practice: Practice, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opens a pipe waits for somebody at its other end, as for a disk that hangs.

    A process can end only when all its threads have. So what waits is a process of its own.
    """
    monkeypatch.setattr(writing, "ANSWERS_WITHIN", 0.2)
    os.unlink(file)
    os.mkfifo(file)
    before = set(threading.enumerate())

    troubles = await practice.troubles()

    assert troubles == {"database": "wrong"}
    waiting = set(threading.enumerate()) - before
    os.close(os.open(file, os.O_RDWR))
    assert [thread.name for thread in waiting if not thread.name.startswith("asyncio")] == []


async def test_looking_leaves_nothing_behind(practice: Practice, file: Path) -> None:
    before = sorted(path.name for path in file.parent.iterdir())

    assert (await practice.examine())["writing"].verdict == "ok"

    assert sorted(path.name for path in file.parent.iterdir()) == before
