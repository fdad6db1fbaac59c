"""How many SQL statements one unit of work runs, through the real routing. The test prints them all.

The receipts, the action, the claim and the next due moment are one unit of work. BEGIN, SAVEPOINT and RELEASE
are counted, too; SQLAlchemy hands COMMIT to the driver without a statement. What records the results of the
calls is a later unit of work; it is printed only.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests import kept
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button

UNKEPT = ("COMMIT", "ROLLBACK", "PRAGMA")  # prepared each time
VALUE = re.compile(r"'[^']*'|[0-9]+")
OF_A_SERVER = int(kept.ON_SERVER)  # it is asked for the number of the transaction, in case its COMMIT is lost
FRAME = ("BEGIN", "SAVEPOINT", "RELEASE")

Units = list[list[str]]  # the statements of each unit of work, in the order in which they ran


@contextmanager
def watched() -> Iterator[Units]:
    """Note the statements of all units of work that begin meanwhile."""
    units: Units = []

    def begin(_connection: Any) -> None:
        units.append(["BEGIN"])

    def note(_connection: Any, _cursor: Any, text: str, _bound: Any, _context: Any, _many: bool) -> None:
        units[-1].append(" ".join(text.split()))

    event.listen(Engine, "begin", begin)
    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield units
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        event.remove(Engine, "begin", begin)


async def new_chat(chat: Talk) -> None:
    """Nobody has written yet."""


async def known_chat(chat: Talk) -> None:
    """The chat has been answered before."""
    await chat.says("/start")


async def chat_with_a_past(chat: Talk) -> None:
    """A session has ended, so that `/start` suggests the next one."""
    await plays(chat)
    await chat.says("stop")


async def session_on(chat: Talk) -> None:
    """The first step of a session runs."""
    await plays(chat)


# What is done, the state of the chat before, and how many statements it may take, without and with the frame.
UPDATES: dict[str, tuple[Callable[[Talk], Awaitable[None]], Callable[[Talk], Awaitable[None]], int, int]] = {
    "/start, in a new chat": (lambda chat: chat.says("/start"), new_chat, 7, 10),
    "/start, in a known chat": (lambda chat: chat.says("/start"), known_chat, 8, 11),
    "/start, after a session": (lambda chat: chat.says("/start"), chat_with_a_past, 9, 12),
    "a plain line": (lambda chat: chat.says("how do I do kneading?"), known_chat, 8, 11),
    "a line that is not understood": (lambda chat: chat.says("qwertz uiop"), known_chat, 8, 11),
    "'pause please', in a session": (lambda chat: chat.says("pause please"), session_on, 12, 15),
    "a tap on Pause, in a session": (lambda chat: chat.presses(button.pause), session_on, 12, 15),
}


@pytest.mark.parametrize("name", UPDATES)
async def test_an_update_takes_few_statements(stage: Stage, chat: Talk, name: str) -> None:
    act, before, most, most_with_frame = UPDATES[name]
    await before(chat)

    with watched() as units:
        await act(chat)

    [taken] = [unit for unit in units if any(text.startswith("INSERT INTO receipts") for text in unit)]
    inside = [text for text in taken if not text.startswith(FRAME)]
    _print(name, units)
    assert len(inside) <= most + OF_A_SERVER
    assert len(taken) <= most_with_frame + OF_A_SERVER


async def test_the_actions_of_a_batch_share_a_savepoint(stage: Stage, chat: Talk) -> None:
    """All savepoints have one name: the driver prepares each of its statements once."""
    chats = [chat, stage.private("Ben", 1002), stage.private("Cleo", 1003)]

    with watched() as units:
        await stage.house.taking.take([each.line("/help") for each in chats])
        await stage.settles()

    [taken] = [unit for unit in units if any(text.startswith("INSERT INTO receipts") for text in unit)]
    assert sum(text.startswith("SAVEPOINT") for text in taken) == 1
    assert len({text for unit in units for text in unit if text.startswith("SAVEPOINT")}) == 1


@contextmanager
def preparations(driver: sqlite3.Connection) -> Iterator[list[str]]:
    """Note each statement that SQLite prepares meanwhile, again or for the first time, when it runs."""
    found: list[str] = []
    is_prepared = False

    def prepares(*_: Any) -> int:
        nonlocal is_prepared
        is_prepared = True
        return sqlite3.SQLITE_OK

    def runs(text: str) -> None:
        nonlocal is_prepared
        if is_prepared and not text.startswith(UNKEPT):
            found.append(VALUE.sub("?", " ".join(text.split())))
        is_prepared = False

    driver.set_authorizer(prepares)
    driver.set_trace_callback(runs)
    try:
        yield found
    finally:
        driver.set_authorizer(None)
        driver.set_trace_callback(None)


async def live(chat: Talk) -> None:
    """Do what people mostly do."""
    for line in ("/start", "how do I do kneading?", "qwertz uiop", "/progress", "remind me at 9", "Berlin"):
        await chat.says(line)
    await plays(chat)
    await chat.presses(button.pause)
    await chat.says("resume")
    await chat.waits(seconds=60)
    await chat.says("stop")
    await chat.waits(days=1)


async def test_no_statement_is_prepared_each_time_it_runs(stage: Stage, chat: Talk) -> None:
    """SQLite does that where a parameter is compared with a column on which an index has a condition."""
    with preparations(stage.driver) as found:
        await live(chat)
        await live(chat)

    assert "outbox" in " ".join(found)
    assert [text for text, times in Counter(found).items() if times > 1] == []


def _print(name: str, units: Units) -> None:
    lines = []
    for unit in units:
        inside = sum(not text.startswith(FRAME) for text in unit)
        lines.append(f"\n{name}: {inside} statements, {len(unit)} with {', '.join(FRAME)}")
        lines += [f"  {number:2}. {text}" for number, text in enumerate(unit, 1)]
    print("\n".join(lines))  # noqa: T201 - the figures are for whoever runs this test with -s
