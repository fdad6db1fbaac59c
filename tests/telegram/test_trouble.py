"""What is logged while Telegram is away: each kind of trouble, once."""

from __future__ import annotations

import logging

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError

from bot.telegram.connection import TokenRefused, connect
from bot.telegram.routing import App
from bot.telegram.trouble import SAID_AGAIN_AFTER, Trouble, why

from .conftest import ME, Other, ok, refusal

NOT_TELEGRAM = "What answers is not Telegram"


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def test_another_kind_of_trouble_is_said_as_well(caplog: pytest.LogCaptureFixture) -> None:
    """Network, second poller, token: nine attempts give three lines."""
    trouble = Trouble()
    for error in (NetworkError("away"), Conflict("two"), InvalidToken()):
        for _ in range(3):
            trouble.note(why(error))

    assert said(caplog) == [
        "Telegram cannot be reached.",
        "Another program fetches this bot's updates, or a webhook is set. 4 attempts have failed so far.",
        "Telegram does not accept the token. 7 attempts have failed so far.",
    ]
    assert trouble.attempts == 9


def test_kinds_that_take_turns_are_not_said_in_turns(caplog: pytest.LogCaptureFixture) -> None:
    """A kind of trouble is logged again only after many attempts."""
    trouble = Trouble()
    for number in range(6 * SAID_AGAIN_AFTER):
        trouble.note("One." if number % 2 else "Other.")

    assert 2 < len(said(caplog)) <= 2 + 6


def test_one_failure_is_a_hiccup_and_three_last(caplog: pytest.LogCaptureFixture) -> None:
    trouble = Trouble()
    said_to_last = []
    for _ in range(3):
        trouble.note("Away.")
        said_to_last.append(trouble.lasting())

    assert said_to_last == ["", "", "Away."]


async def connects(application: App) -> list[float]:
    """Sign in; return how long it waited in between."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    await connect(application, sleep)
    return waited


@pytest.mark.parametrize(
    "strange",
    [(404, "<html>not found</html>"), (401, "<html/>"), (200, '{"status": "ok"}'), (404, "[]"), ok({})],
)
async def test_who_is_not_telegram_refuses_no_token(
    other: Other, application: App, caplog: pytest.LogCaptureFixture, strange: tuple[int, str]
) -> None:
    """A proxy's page at the start is logged once. The bot tries again until Telegram itself answers."""
    other.answers["getMe"] = [strange, strange, ok(ME)]

    assert await connects(application) == [1.0, 2.0]
    [line] = said(caplog)
    assert line.startswith(NOT_TELEGRAM)
    assert "BOT_API_URL" in line


@pytest.mark.parametrize("answer", [refusal(401, "Unauthorized"), refusal(404, "Not Found")])
async def test_a_token_that_telegram_itself_refuses_ends_the_start(
    other: Other, application: App, answer: tuple[int, str]
) -> None:
    other.answers["getMe"] = [answer]

    with pytest.raises(TokenRefused):
        await connects(application)


async def test_at_the_start_too_another_trouble_is_said(
    other: Other, application: App, caplog: pytest.LogCaptureFixture
) -> None:
    """First Telegram fails, then a login page answers in its place."""
    other.answers["getMe"] = [(502, ""), (502, ""), (200, "<html/>"), ok(ME)]

    await connects(application)

    assert [line.partition(" (")[0] for line in said(caplog)] == [
        "Telegram cannot be reached yet; I keep trying.",
        NOT_TELEGRAM,
    ]
