"""Checks whether the bot can write its database, and what keeps it from doing so."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from bot.doctor.finding import Finding, look, ok, wrong
from bot.ports import Clock
from bot.storage import lock_holders, reach
from bot.storage.lock_holders import Holder
from bot.storage.reach import User

ANSWERS_WITHIN = 10.0  # seconds
LOOKS_EVERY = 0.02  # seconds
SAMPLES, APART = 10, 0.1  # how often to look who holds SQLite's lock, and the seconds between two looks


async def check_answering(file: Path, clock: Clock) -> Finding | None:
    """Does the disk answer at all? None: it does. No other check of the file may be made before this one."""
    if await _returns(lambda: reach.touch(file), clock):
        return None
    seen = f"the disk of {file} has not answered for {ANSWERS_WITHIN:.0f} s"
    return wrong("database", seen, "Look at the disk; a running bot goes on by itself when the disk answers.")


async def check_writing(file: Path, held: bool | None, clock: Clock) -> Finding:
    """Can the bot write the file, and make other files beside it?"""
    folder = next(each for each in file.parents if each.is_dir())
    running = (
        [each for each in lock_holders.holders(file) if each.lock == Path(f"{file}.lock")] if held else []
    )
    user = _user(folder, running)
    if reach.is_mounted_read_only(folder):
        return wrong(
            "writing", f"the disk of {folder} is read-only", "See `dmesg` for why, and mount it again."
        )
    # Root can only guess who will run the bot; and a bot that this user cannot see is another user's.
    is_sure = bool(running) or not (reach.is_root() or held)
    finding = wrong if is_sure else look
    who = f"user {user.number}" if user is not None else "this user"
    files = reach.files_of(file) if folder == file.parent else []
    if closed := reach.not_writable(folder, files, user):
        todo = f"Let the bot's user own {folder} and all files of the database in it (chown, chmod)."
        return finding("writing", f"{who} cannot write {closed}", todo)
    if said := reach.why_no_room(folder, user):
        todo = "Make room, or raise the quota; a running bot goes on by itself."
        return wrong("writing", f"{who} cannot write 64 kB in {folder} ({said})", todo)
    other = await _other_writer(file, [each.process for each in running], clock)
    if other is not None:
        seen = f"process {other} ({lock_holders.name_of(other)}) keeps the database locked for writing"
        return wrong("writing", seen, "Close that program; a running bot goes on by itself.")
    return ok("writing", f"{who} can write the database and its folder")


def check_missing(file: Path, held: bool | None) -> Finding:
    """The file is not there: was it there before, and does a bot still use it?"""
    lost = "Put the file or its folder back; or stop the bot, which will begin with an empty database."
    if held:
        return wrong("database", f"a bot is running, but its file {file} was moved or deleted", lost)
    using = lock_holders.holders(file)
    for each in using:
        if each.was_told == file:
            place = f"is now in {each.lock.parent}" if each.lock else "was deleted"
            return wrong("database", f"process {each.process} is a bot whose file {file} {place}", lost)
    for each in using:
        if each.lock is not None and each.was_told is None:
            seen = (
                f"{file} is not there, but process {each.process} has one of its name in {each.lock.parent}"
            )
            return look("database", seen, "If that is this bot, somebody has moved its folder: put it back.")
    if Path(f"{file}.lock").exists():
        todo = "Put it back, for example from a backup; otherwise the next start begins with an empty one."
        return look("database", f"{file} is not there, although a bot has used it before", todo)
    todo = "The first start makes it; if it should be there, check DATABASE_URL and the current folder."
    return look("database", f"{file} is not there yet", todo)


def _user(folder: Path, running: list[Holder]) -> User | None:
    """Return who the bot is; None: the user of this process is all that can be tried."""
    if not reach.is_root():
        return None
    return running[0].user if running else reach.owner_of(folder)


async def _other_writer(file: Path, bots: list[int], clock: Clock) -> int | None:
    """Return the process, other than a bot, that holds the lock for writing all the time."""
    writer = lock_holders.writer_of(file)
    for _ in range(SAMPLES):
        if writer is None or writer in bots or lock_holders.writer_of(file) != writer:
            return None
        await clock.sleep(APART)
    return writer


async def _returns(do: Callable[[], None], clock: Clock) -> bool:
    """Does `do` return in time? It runs beside this process, which can end without waiting for it."""
    is_done = _in_a_process(do) if hasattr(os, "fork") else _in_a_thread(do)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(ANSWERS_WITHIN):
            while not is_done():
                await clock.sleep(LOOKS_EVERY)
            return True
    return False


def _in_a_process(do: Callable[[], None]) -> Callable[[], bool]:
    """Begin `do` in a process of its own. The system ends no process of which a thread waits for a disk."""
    number = os.fork()
    if number == 0:
        try:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):  # whoever reads what the doctor prints does not wait for this process
                os.dup2(nowhere, stream)
            do()
        finally:
            os._exit(0)
    return lambda: os.waitpid(number, os.WNOHANG)[0] == number


def _in_a_thread(do: Callable[[], None]) -> Callable[[], bool]:
    """Begin `do` in a thread, where processes cannot be forked."""
    thread = threading.Thread(target=do, daemon=True)
    thread.start()
    return lambda: not thread.is_alive()
