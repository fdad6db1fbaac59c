"""After "delete me" no file of a running bot holds anything of the chat: with the journal, and with WAL.

WAL is used only by an SQLite that is safe for it. Where Python's own is not, the bot runs on the one of the
package pysqlite3, which there is for x86-64 only. `tests/conversations/test_nothing_is_left.py` makes the
same search on every machine, with WAL switched on by hand.
"""

from __future__ import annotations

import sqlite3
from importlib.util import find_spec

import pytest

from bot.storage.sqlite import has_safe_wal
from telegram_playground import Playground
from tests.texts import button, texts
from tests.traces import found

from .conftest import House
from .programs import Person, Stage, until

NAME, PLACE, ZONE = "Quirinia", "Ushuaia", "America/Argentina/Ushuaia"
ROUTINE = "Zephyrine evening"
WORDS = (NAME, ZONE, ROUTINE)
OWN, NEWER = "bot.cli", "tests.process.newer_sqlite"
OWN_MODE = "wal" if has_safe_wal(sqlite3.sqlite_version_info) else "delete"


def modes() -> list[object]:
    other = pytest.param(
        NEWER,
        "wal",
        id="a newer SQLite",
        marks=pytest.mark.skipif(find_spec("pysqlite3") is None, reason="pysqlite3 is not for this machine"),
    )
    own = pytest.param(OWN, OWN_MODE, id="Python's SQLite")
    return [own] if OWN_MODE == "wal" else [own, other]


@pytest.mark.parametrize(("command", "mode"), modes())
async def test_nothing_of_a_deleted_chat_is_left(
    house: House, stage: Stage, playground: Playground, command: str, mode: str
) -> None:
    """The search finds the chat before; the bot runs on while its files are searched after."""
    playground.world.chats.next_person = 5_234_567_890_123  # the bytes of a short number are found by chance
    bot = house.start("run", is_new=command == NEWER, command=command)
    await stage.is_polled()
    other, ann = await stage.someone("Other"), await stage.someone(NAME)
    await other.says("/timezone Lisbon")
    await other.hears("Lisbon")
    await tells_all(ann)
    before = found(house.database, ann.number, WORDS)
    assert any(ZONE in trace for trace in before) and any(ROUTINE in trace for trace in before)
    assert (house.folder / "unknot.sqlite3-wal").exists() is (mode == "wal")

    await ann.says("/delete_me")
    await ann.presses(button.delete_all)
    await ann.hears(texts.headline("deleted"))

    async def nothing_is_left() -> bool:
        return not found(house.database, ann.number, WORDS)

    # The row of the answer itself goes when its result is written.
    await until(nothing_is_left, f"it is still there: {found(house.database, ann.number, WORDS)}")
    assert found(house.database, other.number, [])  # the others stay
    assert bot.is_running
    await bot.stops()


async def tells_all(ann: Person) -> None:
    await ann.says("/start")
    await ann.hears(texts.headline("start", name=NAME))
    await ann.says(f"/timezone {PLACE}")
    await ann.hears(PLACE)
    await ann.says("/remind 8:30")
    await ann.says("/my_routines")
    await ann.presses(button.new_routine)
    await ann.presses(button.add_kneading)
    await ann.presses(button.name_it)
    await ann.says(ROUTINE)
    await ann.hears(texts("saved", name=ROUTINE))
