"""A session in a chat where somebody asks for much more than the chat's share of messages allows.

These tests keep the real pace of a chat. Their clock stands still until a test moves it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.actions.saying.answers import MOST_WAITING, MOST_WAITING_IN_GROUP
from bot.domain.catalogue import Audience, Catalogue, RoutineKey
from bot.ports import RetryAt
from tests.conversations.stage import PatientClock, Stage, Talk, begins
from tests.pacing import AT_ONCE, paced_by_chat
from tests.texts import button, texts

SECOND = timedelta(seconds=1)
TICK = 0.5 * SECOND
FIRST_REST = 30 * SECOND  # a chat has its whole share again
MOST_LATE = {"private": 1 * SECOND, "group": 8 * SECOND}  # one message in private, two in a group
MOST = {"private": MOST_WAITING, "group": MOST_WAITING_IN_GROUP}  # answers that may wait
OVERFLOW = texts("overflow_note")
A_MINUTE = 60 * SECOND
MOST_IN_A_MINUTE = 20  # messages and edits in a group


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Stage]:
    """The whole bot, with the pace of each chat."""
    stage = Stage(tmp_path, catalogue, empty, clock=PatientClock(), pacing=paced_by_chat, has_thread=True)
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


def lateness(chat: Talk, plan: Mapping[str, datetime]) -> list[timedelta]:
    """Return how late each prompt of `plan` was; all must have come, and only once."""
    came = list(prompts(chat))
    assert [heading for heading, _ in came] == list(plan)
    return [at - plan[heading] for heading, at in came]


def most_in_a_minute(stage: Stage, chat: Talk) -> int:
    """Return the most calls in any minute: messages and edits."""
    moments = stage.telegram.changed.get(chat.id, [])
    return max(sum(start <= each < start + A_MINUTE for each in moments) for start in moments)


def prompts(chat: Talk) -> Iterator[tuple[str, datetime]]:
    """Return the heading of each step's prompt that has arrived, with its moment.

    A card that follows an answer makes no sound.
    """
    for shown in chat.arrived:
        if (heading := re.match(r"\d+/\d+", shown.headline)) and not shown.silent:
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

    late = lateness(chat, {"1/3": began, "2/3": began + 10 * SECOND, "3/3": began + 50 * SECOND})
    assert max(late) <= MOST_LATE[where]
    [end] = [shown for shown in chat.arrived if shown.headline == texts.done("taster", 60)]
    assert end.at - began - A_MINUTE <= MOST_LATE[where]


@pytest.mark.parametrize("where", MOST)
async def test_what_is_too_much_is_left_out_and_one_line_says_so(stage: Stage, where: str) -> None:
    """The line is the last one that comes; after it everything is answered again."""
    chat = a_chat(stage, where)
    for _ in range(60):
        await chat.says("/tip")
    await passes(stage, A_MINUTE)

    heard = chat.hears()
    assert heard.index(OVERFLOW) == len(heard) - 1
    assert MOST[where] <= len(heard) - 1 <= MOST[where] + AT_ONCE

    await chat.says("/techniques")
    assert chat.headlines() == [texts.headline("techs")]


async def test_a_pile_of_one_batch_is_cut_as_well(stage: Stage, chat: Talk) -> None:
    """All the lines arrive before the first answer leaves."""
    await stage.takes(*(chat.line("/tip") for _ in range(50)))
    await passes(stage, A_MINUTE)

    heard = chat.hears()
    assert len(heard) == MOST["private"] + 1
    assert heard[-1] == OVERFLOW


async def test_taps_on_many_messages_pile_up_no_higher(stage: Stage) -> None:
    """Their answers change messages. Of those, too, only so many wait; the newest tap on a message counts."""
    group = a_chat(stage, "group")
    for _ in range(10):
        await group.says("/routine taster")
        await passes(stage, 5 * SECOND)
    plans = [shown for shown in group.arrived if button.start in shown.labels]
    await passes(stage, FIRST_REST)
    group.hears()

    for _ in range(2):
        for plan in plans:
            await group.presses_data(plan.data(button.length) or "", plan.id)
    await passes(stage, A_MINUTE)

    assert group.hears() == [OVERFLOW]
    assert MOST["group"] <= sum(plan.edits for plan in plans) <= MOST["group"] + AT_ONCE


async def test_where_to_get_help_is_told_however_much_waits(stage: Stage) -> None:
    """At once, and before the answers; stop as well."""
    group = a_chat(stage, "group")
    await starts(stage, group)
    for _ in range(30):
        await group.says("/tip")
    group.hears()

    await group.replies("chest pain")
    assert group.headlines() == [texts.headline("redflag")]
    await group.says("/stop")
    assert group.headlines() == [texts.opening("stopped")]


@pytest.mark.parametrize("where", MOST)
async def test_where_to_get_help_is_told_once_if_it_has_to_wait(stage: Stage, where: str) -> None:
    """Telegram holds the chat back. Stop and other help do not wait for copies of the same help."""
    chat = a_chat(stage, where)
    await starts(stage, chat)
    chat.hears()
    stage.telegram.refuses = lambda row: RetryAt(2 * SECOND)
    for line in (*["chest pain"] * 20, "I am dizzy", "chest pain", "/stop"):
        await chat.replies(line)
    assert chat.hears() == []

    stage.telegram.refuses = lambda row: None
    await passes(stage, 5 * SECOND)

    # The first of these also says that the session is paused.
    helps = [texts.headline("redflag_running"), texts.headline("redflag"), texts.headline("redflag_today")]
    assert chat.headlines()[:4] == [*helps, texts.opening("stopped")]


async def test_a_restart_keeps_the_place_of_the_session(stage: Stage) -> None:
    """While answers wait the process ends, twice: each prompt comes in time, and no minute has too much."""
    group = a_chat(stage, "group")
    began = await starts(stage, group)
    for seconds in (9, 40, 11):
        for _ in range(15):
            await group.says("/tip")
        await stage.restarts()
        await passes(stage, seconds * SECOND)

    late = lateness(group, {"1/3": began, "2/3": began + 10 * SECOND, "3/3": began + 50 * SECOND})
    assert max(late) <= MOST_LATE["group"]
    assert texts.done("taster", 60) in [shown.headline for shown in group.arrived]
    assert most_in_a_minute(stage, group) <= MOST_IN_A_MINUTE


async def test_a_full_session_goes_on_while_one_of_five_talks_all_the_time(stage: Stage) -> None:
    """No prompt is lost, none comes late, and the whole group gets no more than Telegram lets pass."""
    stage.telegram.administrators.add(1001)
    talker, *others = [a_chat(stage, "group", 1001 + number) for number in range(5)]
    began = await starts(stage, talker, "full")
    steps = stage.catalogue.routines[RoutineKey("full")].plans[Audience.partner]
    plan, at = {}, began
    for number, step in enumerate(steps, 1):
        plan[f"{number}/{len(steps)}"] = at
        at += step.seconds * SECOND
    said = itertools.cycle(("/tip", "/help", "/techniques", "/routine taster", "/reminders"))
    while stage.clock.at < at + 10 * SECOND:
        await talker.says(next(said))
        if (stage.clock.at - began) % A_MINUTE < SECOND:
            await others[0].presses(button.lighter)
        await passes(stage, SECOND)

    assert max(lateness(talker, plan)) <= MOST_LATE["group"]
    [end] = [shown for shown in talker.arrived if shown.headline == texts.done("full", 600)]
    assert end.at - at <= MOST_LATE["group"]
    assert most_in_a_minute(stage, talker) <= MOST_IN_A_MINUTE
