"""A session in a chat where somebody asks for much more than the chat's share of messages allows.

These tests keep the real pace of a chat. Their clock stands still until a test moves it.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from tests.conversations.stage import PatientClock, Stage, Talk, begins
from tests.pacing import paced_by_chat
from tests.texts import button, texts

SECOND = timedelta(seconds=1)
TICK = 0.5 * SECOND
FIRST_REST = 30 * SECOND  # a chat has its whole share again
MOST_LATE = {"private": 1 * SECOND, "group": 8 * SECOND}  # one message in private, two in a group
A_MINUTE = 60 * SECOND
MOST_IN_A_MINUTE = 20  # messages and edits in a group


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Stage]:
    """The whole bot, with the pace of each chat."""
    stage = Stage(tmp_path, catalogue, empty, clock=PatientClock(), pacing=paced_by_chat)
    await stage.open()
    yield stage
    await stage.close()


async def passes(stage: Stage, time: timedelta) -> None:
    """Let time pass, with two beats a second."""
    ends = stage.clock.at + time
    while stage.clock.at < ends:
        stage.clock.forward(min(TICK, ends - stage.clock.at))
        await stage.beats()


def a_chat(stage: Stage, where: str, person: int = 1001) -> Talk:
    return stage.private() if where == "private" else stage.group("Anna", person)


def prompts(chat: Talk) -> Iterator[tuple[str, datetime]]:
    """Return the heading of each step's prompt that has arrived, with its moment."""
    for shown in chat.arrived:
        if heading := re.match(r"\d+/\d+", shown.headline):
            yield heading[0], shown.at


async def starts(stage: Stage, chat: Talk, routine: str = "taster") -> datetime:
    """Begin a routine in a chat that has its whole share, and return the moment of its first step."""
    await begins(chat, routine)
    await passes(stage, FIRST_REST)
    await chat.presses(button.start_now)
    return stage.clock.at


@pytest.mark.parametrize(
    ("where", "asks"), [("group", 8), ("group", 15), ("group", 60), ("private", 30), ("private", 60)]
)
@pytest.mark.parametrize("after", [0, 9.5])
async def test_no_answers_hold_up_a_session(stage: Stage, where: str, asks: int, after: float) -> None:
    """Whatever is asked meanwhile, each step and the end come in time: one message late, two in a group."""
    chat = a_chat(stage, where)
    talker = a_chat(stage, where, 1002)
    began = await starts(stage, chat)
    await passes(stage, after * SECOND)
    for _ in range(asks):
        await talker.says("/tip")
    await passes(stage, 75 * SECOND - after * SECOND)

    plan = {"1/3": began, "2/3": began + 10 * SECOND, "3/3": began + 50 * SECOND}
    late = {heading: at - plan[heading] for heading, at in prompts(chat)}
    assert set(late) == set(plan)
    assert max(late.values()) <= MOST_LATE[where]
    [end] = [shown for shown in chat.arrived if shown.headline == texts.done("taster", 60)]
    assert end.at - began - A_MINUTE <= MOST_LATE[where]
