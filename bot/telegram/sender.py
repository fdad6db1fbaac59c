"""The sender port over python-telegram-bot: one call a row, every exception turned into an outcome."""

from __future__ import annotations

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram import Message as Received
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.domain.catalogue import Catalogue
from bot.domain.ids import MessageId
from bot.ports import Kind, Outcome, Row, Sent
from bot.telegram.outcomes import outcome_of
from bot.telegram.rendering import Renderer

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramSender:
    """Sends rows to Telegram."""

    def __init__(self, bot: Bot, catalogue: Catalogue) -> None:
        self._bot = bot
        self._catalogue = catalogue

    async def send(self, row: Row) -> Outcome:
        """Make the one call that `row` stands for."""
        try:
            result = await self._call(row)
        except TelegramError as error:
            return outcome_of(error)
        return Sent(MessageId(result.message_id) if isinstance(result, Received) else None)

    async def is_healthy(self) -> bool:
        """Does Telegram answer getMe?"""
        try:
            await self._bot.get_me()
        except TelegramError:
            return False
        return True

    async def _call(self, row: Row) -> Received | bool:
        if row.kind is Kind.removal and row.edits is not None:
            return await self._bot.delete_message(row.chat, row.edits)
        renderer = Renderer(self._catalogue, row.language)
        keyboard = renderer.keyboard(row.message)
        if row.edits is None:
            return await self._bot.send_message(
                row.chat,
                renderer.text(row.message),
                parse_mode=ParseMode.HTML,
                disable_notification=row.message.silent,
                link_preview_options=NO_PREVIEW,
                reply_markup=keyboard,
            )
        inline = keyboard if isinstance(keyboard, InlineKeyboardMarkup) else None
        if row.keys_only:
            return await self._bot.edit_message_reply_markup(row.chat, row.edits, reply_markup=inline)
        return await self._bot.edit_message_text(
            renderer.text(row.message),
            row.chat,
            row.edits,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=inline,
        )
