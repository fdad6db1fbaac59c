"""A pytest plugin for tests of any bot: the fixture `playground`, a pretend Telegram on a free port.

Switch it on with `pytest_plugins = ["telegram_playground.pytest_plugin"]`; it needs pytest-asyncio.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from telegram_playground.client import Stage
from telegram_playground.server import Playground


@pytest_asyncio.fixture
async def playground() -> AsyncIterator[Stage]:
    """A fresh playground in the test's own event loop, without a bot."""
    server = Playground()
    await server.start()
    try:
        async with Stage(server.url) as stage:
            yield stage
    finally:
        await server.stop()
