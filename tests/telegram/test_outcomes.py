"""What the library's exceptions mean, by class and by cause."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain.ids import ChatId
from bot.ports import (
    Ambiguous,
    Gone,
    Misconfigured,
    Moved,
    NotSent,
    Outcome,
    Refused,
    RetryAt,
    Sent,
    Stale,
    TopicClosed,
)
from bot.telegram.outcomes import outcome_of

KEY = ConnectionKey("localhost", 1, False, True, None, None, None)


def caused(error: TelegramError, cause: BaseException) -> TelegramError:
    error.__cause__ = cause
    return error


TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
QUOTED = TOKEN.replace(":", "%3a")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ChatMigrated(-1001), Moved(ChatId(-1001))),
        (Forbidden("bot was blocked by the user"), Gone()),
        (Forbidden("bot was kicked from the group chat"), Gone()),
        (Forbidden("user is deactivated"), Gone()),
        (BadRequest("Chat not found"), Gone()),
        (BadRequest("Not enough rights to send text messages to the chat"), Gone()),
        (BadRequest("CHAT_WRITE_FORBIDDEN"), Gone()),
        (BadRequest("USER_DEACTIVATED"), Gone()),
        (BadRequest("INPUT_USER_DEACTIVATED"), Gone()),
        (BadRequest("CHAT_RESTRICTED"), Gone()),
        (BadRequest("TOPIC_CLOSED"), TopicClosed()),
        (BadRequest("Message thread not found"), TopicClosed()),
        (BadRequest("Message is not modified: specified new message content is the same"), Sent(None)),
        (BadRequest("Message to edit not found"), Stale()),
        (BadRequest("Message can't be edited"), Stale()),
        (BadRequest("MESSAGE_ID_INVALID"), Stale()),
        (BadRequest("Message to delete not found"), Sent(None)),
        (BadRequest("Message can't be deleted for everyone"), Stale()),
        (BadRequest("Can't parse entities: unclosed tag"), Refused("Can't parse entities: unclosed tag")),
        (BadRequest("Message is too long"), Refused("Message is too long")),
        (BadRequest("BUTTON_DATA_INVALID"), Refused("BUTTON_DATA_INVALID")),
        (InvalidToken(), Misconfigured()),
        (Conflict("terminated by other getUpdates request"), NotSent()),
        (NetworkError("Bad Gateway"), Ambiguous()),
        (TimedOut(), Ambiguous()),
        (TelegramError("Invalid server response"), Ambiguous()),
        (BadRequest(f"No method at /bot{TOKEN}/"), Refused("No method at /bot<token>/")),
        (BadRequest(f"No method at /bot{QUOTED}/"), Refused("No method at /bot<token>/")),
        # The library trusted the status, but could not read the body.
        *(
            (caused(kind("a page"), TelegramError("Invalid server response")), Ambiguous())
            for kind in (BadRequest, Forbidden, Conflict, InvalidToken, NetworkError)
        ),
    ],
)
def test_every_class_has_its_outcome(error: TelegramError, outcome: Outcome) -> None:
    """BadRequest and TimedOut are NetworkErrors: the order of the cases matters."""
    assert outcome_of(error) == outcome


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize("after", [17, timedelta(seconds=17)])
def test_a_429_says_how_long_to_wait(after: int | timedelta) -> None:
    """The library gives the wait as a number of seconds or as a timedelta."""
    assert outcome_of(RetryAfter(after)) == RetryAt(timedelta(seconds=17))


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (aiohttp.ClientConnectorError(KEY, OSError(111, "refused")), NotSent()),
        (aiohttp.ClientProxyConnectionError(KEY, OSError(111, "refused")), NotSent()),
        (aiohttp.ClientHttpProxyError(None, (), status=407), NotSent()),  # type: ignore[arg-type]
        (aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "unknown")), NotSent()),
        (aiohttp.ConnectionTimeoutError(), NotSent()),
        (aiohttp.SocketTimeoutError(), Ambiguous()),
        (aiohttp.ServerDisconnectedError(), Ambiguous()),
        (aiohttp.ClientOSError(104, "reset"), Ambiguous()),
        (aiohttp.ClientPayloadError(), Ambiguous()),
        (TimeoutError(), Ambiguous()),
        (ConnectionResetError(), Ambiguous()),
    ],
)
@pytest.mark.parametrize("kind", [NetworkError, TimedOut])
def test_the_cause_tells_how_far_a_call_got(
    kind: type[NetworkError], cause: BaseException, outcome: Outcome
) -> None:
    """Only a call that never left the machine can be repeated safely."""
    assert outcome_of(caused(kind("trouble"), cause)) == outcome
