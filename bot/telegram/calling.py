"""Makes a call that sends a file, and turns its answer or its error into an outcome."""

from __future__ import annotations

import logging
from collections.abc import Awaitable

from telegram import Message as Received
from telegram.error import BadRequest, TelegramError

from bot.domain.ids import MessageId
from bot.ports import Ambiguous, Outcome, Refused, Sent
from bot.telegram.outcomes import Refusal, outcome_of, refusal_of
from bot.telegram.redaction import redact

log = logging.getLogger(__name__)


async def call_with_file(call: Awaitable[Received], token: str) -> tuple[Outcome, Received | Refusal | None]:
    """Make the call; return its outcome, and the message, or for what a file was refused. It never raises.

    A chat that only allows no files is not gone: words reach it.
    """
    try:
        sent = await call
    except BadRequest as error:
        refusal = refusal_of(error)
        if error.__cause__ is None and refusal is not Refusal.of_message:
            return Refused(redact(error.message, token)), refusal
        return outcome_of(error, token), None
    except TelegramError as error:
        return outcome_of(error, token), None
    except Exception as error:  # noqa: BLE001 - the answer is strange, but the message may have arrived
        log.warning("The answer to a call cannot be read: %s.", type(error).__name__)
        return Ambiguous(), None
    if not isinstance(sent, Received):
        return Ambiguous(), None
    return Sent(MessageId(sent.message_id)), sent


async def call_with_words(call: Awaitable[Received], token: str) -> Outcome:
    """Make a call that sends words; return its outcome. It never raises."""
    try:
        sent = await call
    except TelegramError as error:
        return outcome_of(error, token)
    except Exception as error:  # noqa: BLE001 - the answer is strange, but the message may have arrived
        log.warning("The answer to a call cannot be read: %s.", type(error).__name__)
        return Ambiguous()
    return Sent(MessageId(sent.message_id) if isinstance(sent, Received) else None)
