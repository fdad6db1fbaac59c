"""No token and no typed text in any log line."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.telegram.redaction import Redacting, quieten, redact

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
SHORT_TOKEN = "42:test-token"


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(stream: io.StringIO) -> logging.Logger:
    """A logger whose handler redacts, with nothing else attached."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Redacting(logging.Formatter("%(levelname)s %(message)s"), SHORT_TOKEN))
    logger = logging.Logger("redaction")
    logger.addHandler(handler)
    return logger


@pytest.mark.parametrize("token", [TOKEN, SHORT_TOKEN])
def test_a_token_in_a_message_is_hidden(log: logging.Logger, stream: io.StringIO, token: str) -> None:
    """In the text and in its arguments, within an address too."""
    log.error(f"POST https://api.telegram.org/bot{token}/getMe")
    log.error("calling %s", f"http://127.0.0.1:1/bot{token}/sendMessage")

    assert token not in stream.getvalue()
    assert stream.getvalue().count("<token>") == 2


@pytest.mark.parametrize("colon", ["%3A", "%3a", "%253A"])
@pytest.mark.parametrize("token", [TOKEN, SHORT_TOKEN])
def test_a_token_in_a_quoted_address_is_hidden(
    log: logging.Logger, stream: io.StringIO, token: str, colon: str
) -> None:
    """The secret part of the token alone is enough to use the bot."""
    number, secret = token.split(":")
    log.error("no route to /bot%s/sendMessage", f"{number}{colon}{secret}")

    assert secret not in stream.getvalue()
    assert "/sendMessage" in stream.getvalue()


def test_the_secret_part_alone_is_hidden() -> None:
    assert redact(f"bad: {SHORT_TOKEN.partition(':')[2]}!", SHORT_TOKEN) == "bad: <token>!"


@pytest.mark.parametrize("token", [TOKEN, SHORT_TOKEN])
def test_a_token_in_a_traceback_is_hidden(log: logging.Logger, stream: io.StringIO, token: str) -> None:
    """In the exception, and in the one that caused it."""
    try:
        try:
            raise ValueError(f"no route to bot{token}")
        except ValueError as error:
            raise RuntimeError(f"The token `{token}` was rejected") from error
    except RuntimeError:
        log.exception("It failed.")

    assert "RuntimeError" in stream.getvalue()
    assert token not in stream.getvalue()


def test_a_token_in_an_object_is_hidden(log: logging.Logger, stream: io.StringIO) -> None:
    """The library's repr of a bot holds the token."""

    class Bot:
        def __repr__(self) -> str:
            return f"Bot[token={TOKEN}]"

    log.error("%r is away", Bot())

    assert TOKEN not in stream.getvalue()


def test_what_is_no_token_stays(log: logging.Logger, stream: io.StringIO) -> None:
    """Times, addresses and numbers can be read."""
    said = "12:30:05 http://127.0.0.1:8080/control/clock 123456:short"

    assert redact(said) == said


LIBRARIES = ["telegram.ext.Application", "httpx", "aiohttp.access", "telegram.Bot", "apscheduler.executors"]


@pytest.fixture
def levels() -> Iterator[None]:
    """Let a test change the levels of loggers."""
    names = ["telegram", "httpx", "httpcore", "aiohttp.access", "apscheduler", "alembic", *LIBRARIES]
    before = {each: logging.getLogger(each).level for each in names}
    yield
    for each, level in before.items():
        logging.getLogger(each).setLevel(level)


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_librarys_error_is_logged_without_what_people_wrote(
    name: str, log: logging.Logger, stream: io.StringIO, levels: None
) -> None:
    """Its sentence, with numbers only, the kind of the error and where it was. Nothing is silenced."""
    quieten()
    library = logging.getLogger(name)
    [handler] = log.handlers
    library.addHandler(handler)
    try:
        try:
            raise ValueError("sore shoulders")
        except ValueError:
            library.exception("No room for %s in %d updates of %r", "sore shoulders", 7, {"text": "sore"})
        library.warning("Received %(what)s", {"what": "sore shoulders"})
        handler.handle(logging.LogRecord(name, logging.CRITICAL, "", 1, "Needs %d", ("sore",), None))
        library.info("sore shoulders")
    finally:
        library.removeHandler(handler)

    said = stream.getvalue()
    assert f"ERROR {name}: No room for <str> in 7 updates of '<dict>' (ValueError, test_redaction.py:" in said
    assert f"WARNING {name}: Received <str>" in said
    assert f"CRITICAL {name}: Needs %d" in said
    assert "sore" not in said
