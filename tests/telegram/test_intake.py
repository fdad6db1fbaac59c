"""Fetching against a Telegram that is in the way of it."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest

from bot.telegram.connection import leave_webhook
from bot.telegram.context import Handling
from bot.telegram.intake import Intake
from bot.telegram.routing import App
from tests.conversations.stage import HandClock

from .conftest import Other, ok, refusal

WEBHOOK = {"url": "https://other.example/", "has_custom_certificate": False, "pending_update_count": 0}
IN_THE_WAY = refusal(409, "Conflict: can't use getUpdates method while webhook is active")


@pytest.fixture
def intake(application: App, handling: Handling) -> Intake:
    nobody: Any = None  # no update comes, so nothing is committed
    return Intake(application, nobody, handling)


async def test_a_webhook_that_was_not_seen_at_the_start_is_removed_later(
    other: Other, application: App, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram was ill when asked about it: every fetch would be refused for ever."""
    strange = ok({**WEBHOOK, "last_error_date": "yesterday"})
    other.answers["getWebhookInfo"] = [(502, ""), (502, ""), strange, ok(WEBHOOK)]
    other.answers["getUpdates"] = [IN_THE_WAY, IN_THE_WAY, IN_THE_WAY, ok([])]
    await leave_webhook(application.bot)
    assert "deleteWebhook" not in other.asked

    running = asyncio.create_task(intake.run())
    async with asyncio.timeout(20):
        await intake.is_polling.wait()
    intake.stop()
    await running

    assert other.asked.count("deleteWebhook") == 1
    assert other.asked.index("deleteWebhook") > other.asked.index("getUpdates")
    assert caplog.text.count("or a webhook is set") == 1
    assert caplog.text.count("A webhook is set for this bot; it is removed") == 1


class Patience(HandClock):
    """Keeps how long was waited, and waits no moment."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []
        self.enough = asyncio.Event()  # five of them

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        if len(self.waits) == 5:
            self.enough.set()
        await super().sleep(seconds)


async def test_what_goes_wrong_again_later_is_said_again(
    other: Other, handling: Handling, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    """And begins with a short pause again; Telegram's own wish is followed to the second."""
    caplog.set_level(logging.INFO)
    handling.clock = clock = Patience()
    pause = json.dumps({"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 7}})
    away, there = (502, ""), ok([])
    other.answers["getUpdates"] = [away, away, away, there, there, away, (429, pause), there]

    running = asyncio.create_task(intake.run())
    async with asyncio.timeout(20):
        await clock.enough.wait()
    intake.stop()
    await running

    assert clock.waits == [1, 2, 4, 1, 7]
    said = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert said[:4] == [
        "Telegram cannot be reached. I keep trying.",
        "Updates arrive again after 3 failed attempts.",
        "Telegram cannot be reached. I keep trying.",
        "Telegram asks for a pause. I keep trying. 2 attempts have failed so far.",
    ]
