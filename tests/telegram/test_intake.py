"""Fetching against a Telegram that is in the way of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.telegram.connection import leave_webhook
from bot.telegram.context import Handling
from bot.telegram.intake import Intake
from bot.telegram.routing import App

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
