"""The bot runs unchanged against the playground; a person who uses its client chats with the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from telegram_playground import Playground, client
from tests.texts import button

from .programs import PATIENCE, Program


@pytest.fixture
async def people(playground: Playground) -> AsyncIterator[client.Stage]:
    """The playground's own client, with the same timeouts as the other process tests."""
    async with client.Stage(playground.url, PATIENCE) as stage:
        yield stage


async def test_our_bot_runs_unchanged(people: client.Stage, bot: Program) -> None:
    ann = await people.person("Ann")
    await ann.opens()
    hello = await ann.hears("")
    assert hello.buttons

    await ann.says("/routine taster")
    offer = await ann.hears("with a partner")
    tap = await ann.presses(button.on_my_own)
    assert (await ann.hears("on your own")).id == offer.id
    assert tap.query_id is not None
    await tap.is_answered()

    limit = await people.fault("retry_after", method="sendMessage", retry_after=1)
    await ann.says("/help")
    await ann.hears("/routine")
    assert await limit.used() == 1
