"""The calls that show a message: words alone, a caption, or a picture with words; as new or as a change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardMarkup,
    InputMediaAnimation,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram import Message as Received
from telegram.constants import ParseMode

from bot.domain.ids import MessageId
from bot.ports import MadeFile, Row
from bot.ports.media import MediaFile, MediaKind

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Call = Awaitable[Received | bool]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row in words, with what stands under it."""

    row: Row
    text: str
    keyboard: InlineKeyboardMarkup | ForceReply | None

    @property
    def inline(self) -> InlineKeyboardMarkup | None:
        """The buttons, which are all that can stand under a message that is edited."""
        return self.keyboard if isinstance(self.keyboard, InlineKeyboardMarkup) else None


def words(bot: Bot, shown: Shown) -> Call:
    """Send the words, or change those of a message without a picture."""
    row = shown.row
    if row.edits is None:
        return bot.send_message(
            row.chat,
            shown.text,
            message_thread_id=row.topic,
            parse_mode=ParseMode.HTML,
            disable_notification=row.message.silent,
            link_preview_options=NO_PREVIEW,
            reply_markup=shown.keyboard,
            reply_parameters=_answers(row),
        )
    return bot.edit_message_text(
        shown.text,
        row.chat,
        row.edits,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=shown.inline,
    )


def _answers(row: Row) -> ReplyParameters | None:
    """Return which message the new one answers; if that one is gone, it is sent all the same."""
    answered = row.message.answers
    return None if answered is None else ReplyParameters(answered, allow_sending_without_reply=True)


def caption(bot: Bot, shown: Shown, message: MessageId) -> Call:
    """Change the words below a picture."""
    return bot.edit_message_caption(
        shown.row.chat,
        message,
        caption=shown.text,
        parse_mode=ParseMode.HTML,
        reply_markup=shown.inline,
    )


def picture(bot: Bot, shown: Shown, file: MediaFile, content: str | bytes) -> Call:
    """Send words with a picture, or let them take the place of what a message shows.

    `content`: the id of the file, or its bytes, which are then uploaded.
    """
    row, name = shown.row, file.path.name
    looks: dict[str, Any] = {}
    if file.kind is MediaKind.animation:
        looks = {"width": file.width, "height": file.height, "duration": round(file.duration)}
    if row.edits is not None:
        kind = InputMediaAnimation if looks else InputMediaPhoto
        media = kind(content, shown.text, ParseMode.HTML, filename=name, **looks)
        return bot.edit_message_media(media, row.chat, row.edits, reply_markup=shown.inline)
    send: Callable[..., Call] = bot.send_animation if looks else bot.send_photo
    return send(
        row.chat,
        content,
        filename=name,
        caption=shown.text,
        message_thread_id=row.topic,
        parse_mode=ParseMode.HTML,
        disable_notification=row.message.silent,
        reply_markup=shown.keyboard,
        **looks,
    )


def file(bot: Bot, row: Row, text: str, made: MadeFile) -> Call:
    """Send a file with words below it."""
    return bot.send_document(
        row.chat,
        made.content,
        caption=text,
        filename=made.name,
        message_thread_id=row.topic,
        parse_mode=ParseMode.HTML,
        disable_notification=row.message.silent,
        disable_content_type_detection=True,
    )


def id_in(answer: Received, file: MediaFile) -> str | None:
    """Return the id that Telegram has given the file; None: it shows the file as another kind of file."""
    if file.kind is MediaKind.animation:
        return answer.animation.file_id if answer.animation else None
    return answer.photo[-1].file_id if answer.photo else None
