"""Fetching updates while Telegram makes trouble."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

import pytest

from bot.telegram.connection import leave_webhook
from bot.telegram.polling import LEAST_APART, Polling
from bot.telegram.raw import Raw
from bot.telegram.round import Check
from bot.telegram.routing import App
from bot.telegram.taking import Taken
from tests.conversations.stage import HandClock

from .conftest import Other, ok, refusal

WEBHOOK = {"url": "https://other.example/", "has_custom_certificate": False, "pending_update_count": 0}
IN_THE_WAY = refusal(409, "Conflict: can't use getUpdates method while webhook is active")


class Patience(HandClock):
    """Notes how long each wait after trouble would be, and does not wait."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []
        self.enough = asyncio.Event()  # five of them

    async def sleep(self, seconds: float) -> None:
        if seconds != LEAST_APART:
            self.waits.append(seconds)
        if len(self.waits) == 5:
            self.enough.set()
        await super().sleep(seconds)


class NobodyTakes:
    """A `Taking` that does nothing with what it gets."""

    async def take_or_rest(self, updates: Sequence[Raw], check: Check | None = None) -> Taken:
        return Taken((), {})

    async def answer_taps(self, taken: Taken) -> None:
        """There is no tap."""


@pytest.fixture
def clock() -> Patience:
    return Patience()


@pytest.fixture
def polling(application: App, clock: Patience) -> Polling:
    nobody: Any = NobodyTakes()
    return Polling(application.bot, nobody, clock)


async def test_a_webhook_that_was_not_seen_at_the_start_is_removed_later(
    other: Other, application: App, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram failed when it was asked about the webhook, which would make every fetch fail."""
    strange = ok({**WEBHOOK, "last_error_date": "yesterday"})
    other.answers["getWebhookInfo"] = [(502, ""), (502, ""), strange, ok(WEBHOOK)]
    other.answers["getUpdates"] = [IN_THE_WAY, IN_THE_WAY, IN_THE_WAY, ok([])]
    await leave_webhook(application.bot)
    assert "deleteWebhook" not in other.asked

    running = asyncio.create_task(polling.run())
    async with asyncio.timeout(60):
        await polling.has_begun.wait()
    polling.stop()
    await running

    assert other.asked.count("deleteWebhook") == 1
    assert other.asked.index("deleteWebhook") > other.asked.index("getUpdates")
    assert caplog.text.count("or a webhook is set") == 1
    assert caplog.text.count("The answer about the webhook cannot be read") == 1
    assert caplog.text.count("A webhook is set for this bot; it is removed") == 1


async def test_a_fetch_that_does_not_wait_is_not_repeated_as_fast_as_it_is_answered(
    other: Other, polling: Polling, pauses: list[float]
) -> None:
    """Some stand-ins for Telegram answer an empty fetch at once."""
    other.answers["getUpdates"] = [ok([])]

    await polling.run()

    assert pauses == [LEAST_APART] * 5
    assert other.asked.count("getUpdates") <= 1 + 5 + 1  # the first says hello, the last is cut off


async def test_updates_that_come_again_though_confirmed_are_not_fetched_as_fast_as_they_come(
    other: Other, polling: Polling, pauses: list[float]
) -> None:
    """Receipts make repeated updates harmless, but fetching them without a pause would waste calls."""
    other.answers["getUpdates"] = [ok([{"update_id": 7}])]

    await polling.run()

    assert pauses == [LEAST_APART] * 5
    assert other.asked.count("getUpdates") <= 1 + 5 + 1


@pytest.fixture
def pauses(polling: Polling, clock: Patience, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the pauses that are made; polling stops at the fifth."""
    made: list[float] = []

    async def sleep(seconds: float) -> None:
        made.append(seconds)
        if len(made) == 5:
            polling.stop()
        await asyncio.sleep(0)

    monkeypatch.setattr(clock, "sleep", sleep)
    return made


async def test_what_goes_wrong_again_later_is_said_again(
    other: Other, clock: Patience, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """The pauses begin short again. A wait that Telegram names is kept to the second."""
    caplog.set_level(logging.INFO)
    pause = json.dumps({"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 7}})
    away, there = (502, ""), ok([])
    assert polling.trouble() == "No updates have been fetched yet."
    other.answers["getUpdates"] = [away, away, away, there, there, away, (429, pause), there]

    running = asyncio.create_task(polling.run())
    async with asyncio.timeout(60):
        await clock.enough.wait()
    polling.stop()
    await running

    assert clock.waits == [1, 2, 4, 1, 7]
    assert polling.trouble() == "The bot is stopping."
    said = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert said[:4] == [
        "Telegram cannot be reached. I keep trying.",
        "Updates arrive again after 3 failed attempts.",
        "Telegram cannot be reached. I keep trying.",
        "Telegram asks for a pause. I keep trying. 2 attempts have failed so far.",
    ]
