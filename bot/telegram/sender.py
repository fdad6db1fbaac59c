"""The sender port with python-telegram-bot: one call for a row; each exception becomes an outcome."""

from __future__ import annotations

from collections.abc import Awaitable

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram import Message as Received
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.domain.catalogue import Catalogue
from bot.ports import Outcome, Row
from bot.ports.files import FileIds
from bot.ports.tracks import Tracks
from bot.telegram.audio import AudioSender
from bot.telegram.calling import call_for
from bot.telegram.rendering import in_words

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramSender:
    """Sends rows to Telegram."""

    def __init__(self, bot: Bot, catalogue: Catalogue, tracks: Tracks, files: FileIds) -> None:
        self._bot = bot
        self._catalogue = catalogue
        self._audio = AudioSender(bot, catalogue, tracks, files)

    async def send(self, row: Row) -> Outcome:
        """Make the one call of `row`. An error can be raised only before the call, never after it.

        For a track there may be a second call, once Telegram has refused the first one.
        """
        if row.message.track is not None:
            return await self._audio.send(self._audio.in_words(row, row.message.track))
        return (await call_for(self._call(row), self._bot.token))[0]

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
