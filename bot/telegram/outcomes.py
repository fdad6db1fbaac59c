"""What the library's exceptions mean for a message: the only place that knows them."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
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
)
from bot.telegram.redaction import redact
from bot.telegram.shape import NotTelegram

# Nothing of the call has left the machine.
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
# Also in foreign words these say that the call was handed to no Bot API.
_NO_SUCH_ADDRESS = (401, 404)
_GONE = (
    "chat not found",
    "not enough rights",
    "have no rights to send",
    "chat_write_forbidden",
    "need administrator rights",
    "user is deactivated",
    "user_deactivated",  # also INPUT_USER_DEACTIVATED
    "chat_restricted",
    # The bot names no topic, so this is the group's general one: there is nowhere else to write. As after
    # any other lost right, the next wish from the group begins anew.
    "topic_closed",
    "bot was kicked",
    "peer_id_invalid",
    "group chat was deactivated",
)
_STALE = (
    "message to edit not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
)
_DONE = ("message is not modified", "message to delete not found")


def outcome_of(error: TelegramError, token: str = "") -> Outcome:
    """Return what `error` means for the row whose call raised it; the order of the cases matters.

    No text in the outcome has the token.
    """
    match error:
        case NotTelegram() if error.status in _NO_SUCH_ADDRESS:
            return Misconfigured()
        case TelegramError() if isinstance(error.__cause__, TelegramError):
            # Its class comes from the status alone: the library could not read what was said.
            return Ambiguous()
        case RetryAfter():
            return RetryAt(_seconds(error))
        case ChatMigrated():
            return Moved(ChatId(error.new_chat_id))
        case Forbidden():
            return Gone()
        case InvalidToken():
            return Misconfigured()
        case BadRequest():
            return _refusal(redact(error.message, token))
        case Conflict():
            return NotSent()
        case NetworkError() if isinstance(error.__cause__, _NOT_SENT):
            return NotSent()
        case _:
            return Ambiguous()


def _refusal(why: str) -> Outcome:
    """Return the outcome of a 400, told apart by Telegram's sentence."""
    said = why.lower()
    if any(sign in said for sign in _DONE):
        return Sent(None)
    if any(sign in said for sign in _GONE):
        return Gone()
    if any(sign in said for sign in _STALE):
        return Stale()
    return Refused(why)


def _seconds(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
