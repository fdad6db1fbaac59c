"""Makes one call for a row, and turns its answer or its error into an outcome."""

from __future__ import annotations

import logging
from collections.abc import Awaitable

from telegram import Message as Received
from telegram.error import TelegramError

from bot.domain.ids import MessageId
from bot.ports import Ambiguous, Outcome, Sent
from bot.telegram.outcomes import outcome_of

log = logging.getLogger(__name__)


async def call_for(call: Awaitable[Received | bool], token: str) -> tuple[Outcome, Received | None]:
    """Make the call; return its outcome, and the message if one was sent or changed. It never raises."""
    try:
        result = await call
    except TelegramError as error:
        return outcome_of(error, token), None
    except Exception as error:  # noqa: BLE001 - the answer is strange, but the message may have arrived
        log.warning("The answer to a call cannot be read: %s.", type(error).__name__)
        return Ambiguous(), None
    if isinstance(result, Received):
        return Sent(MessageId(result.message_id)), result
    return Sent(None), None
