"""How long a call may take."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import TimedOut

from bot.ports import Ambiguous
from bot.telegram.outcomes import outcome_of
from bot.telegram.routing import App

from .conftest import Other


async def test_an_answer_that_drips_does_not_take_for_ever(other: Other, application: App) -> None:
    """Each byte comes in time but the whole answer does not, so the result of the call is not known."""
    other.drips = True

    with pytest.raises(TimedOut) as raised:
        async with asyncio.timeout(10):
            await application.bot.request.post(
                f"{other.url}/sendMessage", read_timeout=0.2, connect_timeout=0.1, pool_timeout=0.1
            )

    assert outcome_of(raised.value) == Ambiguous()
