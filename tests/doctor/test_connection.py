"""What the doctor hears from Telegram: token, clock, webhook."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from bot.doctor.connection import check_clock
from bot.storage.database import Database
from bot.telegram.health import Answer, ahead_of

from .conftest import TOKEN, Practice, Stub

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def test_a_healthy_bot_that_is_stopped_has_no_trouble(practice: Practice, file: Path) -> None:
    found = await practice.examine()

    assert {finding.verdict for finding in found.values()} == {"ok"}
    assert list(found) == [
        *("versions", "token", "clock", "time zones", "SQLite", "webhook", "database", "integrity"),
        *("foreign keys", "migrations", "deleted data", "plan"),
        *("outbox, stuck", "outbox, waiting", "outbox, ends", "writing", "disk"),
    ]
    assert found["token"].seen == "Telegram knows it as @unknot_bot"


async def test_a_look_asks_nothing_that_changes_anything(practice: Practice, stub: Stub, file: Path) -> None:
    await practice.examine()

    assert stub.asked == ["getMe", "getWebhookInfo"]


async def test_a_wrong_token_is_named_and_the_rest_is_looked_at(practice: Practice, file: Path) -> None:
    wrong = "654321:Another_Token-0123456789abcdefghijklm"

    assert await practice.troubles(bot_token=wrong) == {"token": "wrong", "webhook": "look"}
    found = await practice.examine(bot_token=wrong)
    assert found["token"].seen == "Telegram refuses it"
    assert found["clock"].verdict == "ok"
    assert wrong.partition(":")[2] not in "".join(map(str, found.values()))


async def test_a_network_that_is_down_is_named(practice: Practice, file: Path) -> None:
    found = await practice.examine(bot_api_url="http://127.0.0.1:1")

    assert found["token"].verdict == "wrong"
    assert found["token"].seen.startswith("Telegram cannot be reached (ClientConnector")
    assert (found["clock"].verdict, found["webhook"].verdict) == ("look", "look")


@pytest.mark.parametrize(
    "page",
    [
        (502, "<h1>Bad Gateway</h1>"),
        (200, "<p>Log in\n\x1b[31mhere</p>"),
        (302, ""),
        (401, ""),
        *((404, body) for body in ("<p>", '{"detail": "Not Found"}')),
        *((200, body) for body in ('{"status": "ok"}', "[]", "null", '{"ok": true, "result": {}}')),
    ],
)
async def test_what_a_proxy_says_is_no_bot_api(
    practice: Practice, stub: Stub, file: Path, page: tuple[int, str]
) -> None:
    stub.page = page

    found = await practice.examine()

    assert found["token"].verdict == "wrong"
    assert found["token"].seen.startswith("what answers is not a healthy Bot API")
    assert found["clock"].verdict == "ok"


@pytest.mark.parametrize(
    ("seconds", "verdict", "words"),
    [
        (0, "ok", "it agrees with Telegram's"),
        (-3, "ok", "it agrees with Telegram's"),
        (-30, "look", "s ahead of Telegram's"),
        (30, "look", "s behind Telegram's"),
        (-3600, "wrong", "s ahead of Telegram's"),
        (3600, "wrong", "s behind Telegram's"),
    ],
)
async def test_the_machines_clock_is_held_against_the_date_of_the_answer(
    practice: Practice, stub: Stub, file: Path, seconds: int, verdict: str, words: str
) -> None:
    stub.ahead = timedelta(seconds=seconds)

    clock = (await practice.examine())["clock"]

    assert clock.verdict == verdict
    assert words in clock.seen


@pytest.mark.parametrize(
    ("off", "verdict"),
    [(5, "ok"), (5.1, "look"), (60, "look"), (60.1, "wrong"), (-5, "ok"), (-60, "look"), (-60.1, "wrong")],
)
def test_five_seconds_are_allowed_and_sixty_are_the_most(off: float, verdict: str) -> None:
    assert check_clock(Answer(ahead=timedelta(seconds=off))).verdict == verdict


@pytest.mark.parametrize(
    ("asked", "answered", "ahead"),
    [
        (0, 0.1, 0),
        (0.9, 0.99, 0),
        (-20, 20, 0),  # a slow answer proves nothing
        (1.5, 1.6, 0.5),
        (-9, -8, -8),
    ],
)
def test_only_what_a_call_proves_counts_as_a_clock_that_is_off(
    asked: float, answered: float, ahead: float
) -> None:
    moments = NOON + timedelta(seconds=asked), NOON + timedelta(seconds=answered)

    assert ahead_of(NOON, *moments) == timedelta(seconds=ahead)


WEBHOOK = {
    "url": f"https://me:secret@bot.example.org/{TOKEN}?key=secret",
    "pending_update_count": 7,
    "last_error_date": int(NOON.timestamp()),
    "last_error_message": f"Wrong response\nfrom /{TOKEN}: 502",
}


async def test_a_webhook_is_shown_without_its_secrets(practice: Practice, stub: Stub, file: Path) -> None:
    stub.webhook = WEBHOOK

    webhook = (await practice.examine())["webhook"]

    assert webhook.verdict == "look"
    assert webhook.seen == (
        "mode polling, but one is set to bot.example.org, 7 updates waiting, "
        "last error at 2026-11-22 12:00 UTC: Wrong response from /<token>: 502"
    )
    assert "secret" not in str(webhook)


@pytest.mark.parametrize(
    ("webhook", "verdict"),
    [
        (WEBHOOK, "wrong"),
        ({"url": "", "pending_update_count": 100}, "ok"),
        ({"url": "", "pending_update_count": 101}, "look"),
    ],
)
async def test_a_running_bot_should_get_its_updates(
    practice: Practice, stub: Stub, bot: Database, webhook: dict[str, Any], verdict: str
) -> None:
    stub.webhook = webhook

    assert (await practice.examine())["webhook"].verdict == verdict


OURS = {"webhook_url": "https://bot.example.org/unknot", "webhook_secret": "Only-for_tests-0123456789"}
SET = {"url": OURS["webhook_url"], "pending_update_count": 0}


@pytest.mark.parametrize(
    ("webhook", "verdict", "seen"),
    [
        (SET, "ok", "mode webhook, set to bot.example.org, as it should be, 0 updates waiting"),
        ({**SET, "pending_update_count": 101}, "look", "101 updates waiting"),
        ({**SET, "url": "https://other.example/"}, "wrong", "another address is set, at other.example"),
        ({**SET, "url": ""}, "wrong", "but none is set"),
        ({**SET, "last_error_date": 1, "last_error_message": "SSL error"}, "ok", "1970-01-01"),
    ],
)
async def test_a_bot_with_a_webhook_is_told_whether_it_stands(
    practice: Practice, stub: Stub, bot: Database, webhook: dict[str, Any], verdict: str, seen: str
) -> None:
    stub.webhook = webhook

    found = (await practice.examine(**OURS))["webhook"]

    assert found.verdict == verdict
    assert seen in found.seen
    assert OURS["webhook_secret"] not in str(found)


async def test_a_delivery_that_fails_now_is_wrong_while_updates_wait(
    practice: Practice, stub: Stub, bot: Database
) -> None:
    now = int(datetime.now(UTC).timestamp())
    failed = {"last_error_date": now, "last_error_message": "Connection timed out"}
    stub.webhook = {**SET, **failed, "pending_update_count": 1}

    found = (await practice.examine(**OURS))["webhook"]

    assert (found.verdict, found.todo[:22]) == ("wrong", "Telegram cannot bring ")


async def test_a_webhook_that_is_not_set_yet_is_set_by_the_start(
    practice: Practice, stub: Stub, file: Path
) -> None:
    assert await practice.troubles(**OURS) == {"webhook": "look"}


async def test_a_webhook_that_cannot_be_read_is_worth_a_look(
    practice: Practice, stub: Stub, file: Path
) -> None:
    stub.webhook = {"url": "", "pending_update_count": 0, "last_error_date": "yesterday"}

    assert await practice.troubles() == {"webhook": "look"}


async def test_many_updates_may_wait_for_a_bot_that_is_stopped(
    practice: Practice, stub: Stub, file: Path
) -> None:
    stub.webhook = {"url": "", "pending_update_count": 5000}

    assert await practice.troubles() == {}


HIDDEN_IN = ("{secret}", "{SECRET}", "{secret_lower}", "{apart}", "bot{whole}/getMe", "%3A{secret}")


@pytest.mark.parametrize("form", HIDDEN_IN)
async def test_no_answer_of_the_server_is_printed_with_the_token(
    practice: Practice, stub: Stub, file: Path, form: str
) -> None:
    """In a host, an error or a refusal; in capital letters, or with signs inside that cannot be seen."""
    secret = TOKEN.partition(":")[2]
    apart = f"{secret[:9]}\u200b{secret[9:20]}\u202e{secret[20:]}"
    text = form.format(
        secret=secret, SECRET=secret.upper(), secret_lower=secret.lower(), apart=apart, whole=TOKEN
    )
    stub.webhook = {
        "url": f"https://{text.replace('/', '.').replace('%3A', '')}.example/hook",
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "last_error_message": f"Wrong {text} response",
    }

    found = await practice.examine()
    stub.page = (
        400,
        json.dumps({"ok": False, "error_code": 400, "description": f"Bad Request: odd {text}"}),
    )
    refused = await practice.examine()

    printed = "\n".join(str(each) for each in (*found.values(), *refused.values())).casefold()
    assert "1 update waiting" in printed and "odd " in printed
    assert secret.casefold() not in "".join(sign for sign in printed if sign.isprintable())


@pytest.mark.parametrize("wrong", [5, ["x"], {"a": "b"}, True])
async def test_an_answer_of_a_wrong_shape_is_strange(
    practice: Practice, stub: Stub, file: Path, wrong: object
) -> None:
    """Whatever stands where a text should be, the doctor goes on, and prints none of it."""
    stub.webhook = {"url": wrong, "has_custom_certificate": False, "pending_update_count": 0}
    assert "token" in await practice.examine()
    stub.webhook = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "last_error_message": wrong,
    }
    assert "token" in await practice.examine()


async def test_the_versions_are_named(practice: Practice, file: Path) -> None:
    seen = (await practice.examine())["versions"].seen

    assert seen.startswith(
        f"Unknot {metadata.version('unknot')}, Python {platform.python_version()}, SQLite 3."
    )
    assert f"python-telegram-bot {metadata.version('python-telegram-bot')}" in seen
