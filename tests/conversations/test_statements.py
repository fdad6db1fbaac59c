"""How many SQL statements one unit of work runs, through the real routing. The test prints them all.

BEGIN, COMMIT, SAVEPOINT and RELEASE are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.conversations.stage import Stage, Talk, begins

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")

Units = list[list[str]]  # the statements of each unit of work, in the order in which they ran


@contextmanager
def watched() -> Iterator[Units]:
    """Note the statements of all units of work that begin meanwhile."""
    units: Units = []

    def begin(_connection: Any) -> None:
        units.append([])

    def note(_connection: Any, _cursor: Any, text: str, _bound: Any, _context: Any, _many: bool) -> None:
        if text.startswith(COUNTED):
            units[-1].append(text)

    event.listen(Engine, "begin", begin)
    event.listen(Engine, "before_cursor_execute", note)
    yield units
    event.remove(Engine, "begin", begin)
    event.remove(Engine, "before_cursor_execute", note)


async def a_new_chat(chat: Talk) -> None:
    """Nobody has written yet."""


async def a_known_chat(chat: Talk) -> None:
    """The chat has been answered before."""
    await chat.says("/start")


async def a_session(chat: Talk) -> None:
    """A session is on, and its first step has begun."""
    await begins(chat)
    await chat.presses("Start now")


LINES = {
    "/start": ("/start", a_new_chat, 7),
    "/start of a known chat": ("/start", a_known_chat, 7),
    "a plain line": ("how do I do kneading?", a_known_chat, 8),
    "a line that is not understood": ("qwertz uiop", a_known_chat, 8),
    "pause please, with a session on": ("pause please", a_session, 12),
}


@pytest.mark.parametrize("name", LINES)
async def test_a_unit_of_work_runs_few_statements(stage: Stage, chat: Talk, name: str) -> None:
    line, before, most = LINES[name]
    await before(chat)

    with watched() as units:
        await chat.says(line)

    _print(name, units)
    [taken] = [unit for unit in units if any(text.startswith("INSERT INTO receipts") for text in unit)]
    assert len(taken) <= most


def _print(name: str, units: Units) -> None:
    lines = []
    for unit in units:
        lines.append(f"\n{name}: a unit of work of {len(unit)} statements")
        lines += [f"  {number:2}. {' '.join(text.split())}" for number, text in enumerate(unit, 1)]
    print("\n".join(lines))  # noqa: T201 - the figures are for whoever runs this test with -s
