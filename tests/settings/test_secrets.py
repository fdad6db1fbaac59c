"""What nobody may read in a log: the token, the webhook's secret, passwords of the database and the proxy."""

from __future__ import annotations

import dataclasses
import logging
from pprint import pformat

import pytest

from bot.settings import Settings, settings_of

GIVEN = {
    "bot_token": "123456:My-Odd-Token",
    "database_url": "postgresql://me:my-odd-password@host/unknot",
    "https_proxy": "http://me:my-odd-proxy@host:3128",
    "webhook_secret": "my-odd-webhook-secret",
}
SECRETS = ("My-Odd-Token", "my-odd-password", "my-odd-proxy", "my-odd-webhook")


@pytest.fixture
def settings() -> Settings:
    return settings_of(GIVEN)


def test_a_secret_can_be_read_on_purpose(settings: Settings) -> None:
    assert {name: getattr(settings, name).reveal() for name in GIVEN} == GIVEN
    assert settings.database_kind == "PostgreSQL"


def test_settings_that_are_printed_show_no_secret(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """In whatever way: `asdict` gave the token away, and `repr` the password of the database."""
    logging.getLogger("bot").error("%s %r", settings, settings)
    as_values = dataclasses.asdict(settings)
    printed = [repr(settings), str(settings), f"{settings}", pformat(settings), caplog.text]
    printed += [repr(as_values), str(dataclasses.astuple(settings)), pformat(as_values)]
    printed += [f"{value}" for value in as_values.values()]

    assert [text for text in printed if any(secret in text for secret in SECRETS)] == []


def test_equal_secrets_are_equal_and_others_are_not(settings: Settings) -> None:
    other = settings_of({**GIVEN, "database_url": "postgresql://me:another@host/unknot"})

    assert settings == settings_of(GIVEN)
    assert hash(settings) == hash(settings_of(GIVEN))
    assert settings != other
    assert settings.bot_token != "123456:My-Odd-Token"
