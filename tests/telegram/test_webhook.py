"""The webhook at Telegram: set at the start, seen to every minute, and what Telegram says about it."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot.ports import CannotOpen
from bot.ports.figures import Uncounted
from bot.telegram.raw import ALLOWED
from bot.telegram.routing import App
from bot.telegram.webhook import LOOK_EVERY, Hook, Registration

from .conftest import TOKEN, Other, ok, refusal

HOOK = Hook("https://Bot.Example.org:443/un%6Bnot", "Only-for_tests-0123456789")


class Waits(Uncounted):
    """Keeps how many updates were said to wait."""

    def __init__(self) -> None:
        self.last = -1

    def waiting(self, updates: int) -> None:
        self.last = updates


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def registration(application: App, waits: Waits) -> Registration:
    return Registration(application.bot, HOOK, waits)


def info(url: str = "https://bot.example.org/unknot", waiting: int = 0, **more: Any) -> tuple[int, str]:
    return ok({"url": url, "has_custom_certificate": False, "pending_update_count": waiting, **more})


async def test_it_is_set_with_its_secret_and_drops_nothing(
    other: Other, registration: Registration, waits: Waits, caplog: pytest.LogCaptureFixture
) -> None:
    other.answers["getWebhookInfo"] = [info(waiting=3)]

    await registration.begin()
    assert await registration.look() == LOOK_EVERY

    assert other.asked == ["setWebhook", "getWebhookInfo"]
    [told, _] = other.told
    assert {**told, "allowed_updates": json.loads(told["allowed_updates"])} == {
        "url": HOOK.url,
        "max_connections": "100",
        "allowed_updates": ALLOWED,
        "secret_token": HOOK.secret,
    }
    assert registration.is_set
    assert waits.last == 3
    assert caplog.records == []
    assert HOOK.secret not in repr(HOOK)


async def test_a_webhook_that_telegram_refuses_ends_the_start_in_one_sentence(
    other: Other, registration: Registration
) -> None:
    said = f"Bad Request: bad webhook: IP address 10.0.0.1 is reserved for {TOKEN}"
    other.answers["setWebhook"] = [refusal(400, said)]

    with pytest.raises(CannotOpen, match=r"^Telegram refuses .* reserved for <token>\.$") as refused:
        await registration.begin()
    assert TOKEN not in str(refused.value)


@pytest.mark.parametrize(
    "trouble",
    [
        (502, ""),
        refusal(401, "Unauthorized"),
        refusal(400, "Bad Request: Failed to resolve host"),
    ],
)
async def test_what_may_pass_is_tried_again(
    other: Other, registration: Registration, caplog: pytest.LogCaptureFixture, trouble: tuple[int, str]
) -> None:
    """A name may not be known yet, and the network may be down; each is said once."""
    caplog.set_level(logging.INFO)
    other.answers["setWebhook"] = [trouble, trouble, ok(True)]
    other.answers["getWebhookInfo"] = [info()]

    await registration.begin()
    assert not registration.is_set
    assert await registration.look() == 2
    assert await registration.look() == LOOK_EVERY

    assert registration.is_set
    said = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert len(said) == 2
    assert said[0].endswith("I keep trying.")
    assert said[1] == "Telegram can be reached now."


async def test_a_webhook_that_somebody_changes_is_set_again(
    other: Other, registration: Registration, caplog: pytest.LogCaptureFixture
) -> None:
    other.answers["getWebhookInfo"] = [info(), info("https://other.example/"), info()]

    await registration.begin()
    for _ in range(3):
        await registration.look()

    assert other.asked.count("setWebhook") == 2
    assert caplog.text.count("changed or removed the webhook") == 1


async def test_what_telegram_reports_is_logged_once_and_so_is_its_end(
    other: Other, registration: Registration, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    failed: dict[str, Any] = {"last_error_message": f"Wrong response: 502\nat {TOKEN}"}
    other.answers["getWebhookInfo"] = [
        info(last_error_date=100, last_error_message="Connection refused"),  # of the last restart
        info(waiting=1, last_error_date=200, **failed),
        info(waiting=2, last_error_date=300, **failed),
        info(last_error_date=300, **failed),
        info(last_error_date=300, **failed),
        info(last_error_date="yesterday"),
    ]

    await registration.begin()
    for _ in range(6):
        assert await registration.look() == LOOK_EVERY

    said = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert said == [
        "Telegram could not bring updates to the webhook: Wrong response: 502 at <token>.",
        "Telegram brings updates to the webhook again.",
        "The answer about the webhook cannot be read: TypeError.",
    ]


async def test_an_error_of_before_counts_if_updates_wait(
    other: Other, registration: Registration, caplog: pytest.LogCaptureFixture
) -> None:
    old: dict[str, Any] = {"last_error_date": 100, "last_error_message": "SSL error"}
    other.answers["getWebhookInfo"] = [info(waiting=7, **old)]

    await registration.begin()
    await registration.look()

    assert "Telegram could not bring updates to the webhook: SSL error." in caplog.text
