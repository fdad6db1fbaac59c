"""The bot as a process in a group with topics: what it sends goes to the topic that asked."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from telegram_playground import client
from tests.texts import texts

from .programs import Program
from .programs import Stage as Watched

CLOSED = "A topic of a group is closed; messages to it are dropped."
HELP, TECHNIQUES = texts.headline("group_help", at=""), texts.headline("techs")


@pytest.fixture
async def people(stage: Watched) -> AsyncIterator[client.Stage]:
    """The playground, for people in groups."""
    async with client.Stage(stage.url, patience=20) as opened:
        yield opened


async def test_topics_are_kept_apart_and_a_closed_one_stops_no_other(
    bot: Program, people: client.Stage
) -> None:
    ann = await people.person("Ann")
    group = await people.group("Friends", administrators=[ann])
    await group.adds_bot()
    backs, other = await group.adds_topic("Backs"), await group.adds_topic("Other")
    here, there, general = (ann.within(group, topic) for topic in (backs, other, group.general))

    await here.says("/help")
    await here.hears(HELP)
    await general.says("/techniques")
    await general.hears(TECHNIQUES)
    assert [one.by_bot for one in await there.chat()] == [False]  # only that the topic was opened

    await backs.closes()
    await here.says("/techniques")  # an administrator may
    await here.says("/help")
    await bot.prints(CLOSED)
    await there.says("/techniques")
    await there.hears(TECHNIQUES)
    await backs.opens()
    await here.says("/techniques")
    await here.hears(TECHNIQUES)

    assert bot.err.count(CLOSED) == 1
