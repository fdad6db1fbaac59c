"""What the library's exceptions mean for a message. No other module knows this."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto

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
    TopicClosed,
)
from bot.telegram.redaction import redact
from bot.telegram.shape import NotTelegram

# With these errors, nothing of the call has left this machine.
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)
# With one of these codes the call has not reached a Bot API, in whatever language the text is.
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
    "bot was kicked",
    "peer_id_invalid",
    "group chat was deactivated",
)
# Of one topic of a group, which may be the general one: it is closed, or it was deleted.
_TOPIC_CLOSED = ("topic_closed", "topic_deleted", "message thread not found")
_STALE = (
    "message to edit not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
)
# Of a call with a picture. The words may go out alone: a call that is refused has done nothing.
_NO_PICTURES = ("rights to send", "chat_send_")  # the chat allows none, or none of this kind
_NO_ADDING = ("there is no media in the message to edit",)
_BAD_ID = (
    "wrong file identifier",
    "wrong remote file identifier",
    "wrong file_id",
    "file_id_invalid",
    "file_reference",
    "file reference",
    "can't use file of type",
    "media_empty",
    "media_invalid",
)
_DONE = ("message is not modified", "message to delete not found")


class Refusal(Enum):
    """What a refused call with a picture was refused for."""

    of_message = auto()  # the words alone would be refused as well, or have arrived before
    of_pictures = auto()  # the chat allows no pictures
    of_adding = auto()  # a message of words gets no picture
    of_id = auto()  # the file's id is not known
    other = auto()


def refusal_of(error: BadRequest) -> Refusal:
    """Return why Telegram has refused a call with a picture."""
    said = error.message.lower()
    if any(sign in said for sign in _NO_PICTURES):
        return Refusal.of_pictures
    if any(sign in said for sign in (*_DONE, *_TOPIC_CLOSED, *_GONE, *_STALE)):
        return Refusal.of_message
    if any(sign in said for sign in _NO_ADDING):
        return Refusal.of_adding
    return Refusal.of_id if any(sign in said for sign in _BAD_ID) else Refusal.other


def outcome_of(error: TelegramError, token: str = "") -> Outcome:
    """Return what `error` means for the row whose call raised it; the order of the cases matters.

    No text in the outcome has the token.
    """
    match error:
        case NotTelegram() if error.status in _NO_SUCH_ADDRESS:
            return Misconfigured()
        case TelegramError() if isinstance(error.__cause__, TelegramError):
            # The library could not read the answer and chose the error's class by the status alone.
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
    """Return the outcome of a 400. Telegram's sentence shows which outcome it is."""
    said = why.lower()
    if any(sign in said for sign in _DONE):
        return Sent(None)
    if any(sign in said for sign in _TOPIC_CLOSED):
        return TopicClosed()
    if any(sign in said for sign in _GONE):
        return Gone()
    if any(sign in said for sign in _STALE):
        return Stale()
    return Refused(why)


def _seconds(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
