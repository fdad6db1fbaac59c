"""The sender port with python-telegram-bot: one call for a row; each exception becomes an outcome."""

from __future__ import annotations

import logging
from collections.abc import Awaitable

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram import Message as Received
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.domain.catalogue import Catalogue
from bot.domain.ids import MessageId
from bot.ports import Ambiguous, Outcome, Row, Sent
from bot.telegram.menu import set_menu_of
from bot.telegram.outcomes import outcome_of
from bot.telegram.rendering import in_words

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramSender:
    """Sends rows to Telegram."""

    def __init__(self, bot: Bot, catalogue: Catalogue) -> None:
        self._bot = bot
        self._catalogue = catalogue

    async def send(self, row: Row) -> Outcome:
        """Make the one call of `row`. An error can be raised only before the call, never after it."""
        call = self._call(row)
        try:
            result = await call
        except TelegramError as error:
            return outcome_of(error, self._bot.token)
        except Exception as error:  # noqa: BLE001 - the answer is strange, but the message may have arrived
            log.warning("The answer to a call cannot be read: %s.", type(error).__name__)
            return Ambiguous()
        return Sent(MessageId(result.message_id) if isinstance(result, Received) else None)

    async def is_healthy(self) -> bool:
        """Does Telegram answer getMe?"""
        try:
            await self._bot.get_me()
        except TelegramError:
            return False
        return True

    def _call(self, row: Row) -> Awaitable[Received | bool]:
        """Put `row` into words; the call begins when the result is awaited."""
        if row.kind.rules.deletes and row.edits is not None:
            return self._bot.delete_message(row.chat, row.edits)
        if row.kind.rules.sets_menu:
            return set_menu_of(self._bot, row.chat, self._catalogue, row.language)
        text, keyboard = in_words(row.message, self._catalogue, row.language)
        if row.edits is None:
            return self._bot.send_message(
                row.chat,
                text,
                message_thread_id=row.topic,
                parse_mode=ParseMode.HTML,
                disable_notification=row.message.silent,
                link_preview_options=NO_PREVIEW,
                reply_markup=keyboard,
            )
        inline = keyboard if isinstance(keyboard, InlineKeyboardMarkup) else None
        if row.keys_only:
            return self._bot.edit_message_reply_markup(row.chat, row.edits, reply_markup=inline)
        return self._bot.edit_message_text(
            text,
            row.chat,
            row.edits,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=inline,
        )
