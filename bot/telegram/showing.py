"""The calls that show a message: words alone, a caption, or a picture with words; as new or as a change."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import ForceReply, InlineKeyboardMarkup, InputFile, InputMediaAnimation, InputMediaPhoto
from telegram import Message as Received
from telegram.constants import ParseMode

from bot.domain.ids import MessageId
from bot.ports import MadeFile, Row
from bot.ports.media import MediaFile, MediaKind
from bot.telegram.fetching import FetchingBot
from bot.telegram.rendering import Keyboard

HTML = "HTML"
NO_PREVIEW = {"is_disabled": True}

Call = Awaitable[Any]  # its answer: what Telegram answers, as it is


@dataclass(frozen=True, slots=True)
class Shown:
    """A row in words, with what stands under it."""

    row: Row
    text: str
    keyboard: Keyboard | None

    @property
    def inline(self) -> Keyboard | None:
        """The buttons, which are all that can stand under a message that is edited."""
        return self.keyboard if self.keyboard is not None and "inline_keyboard" in self.keyboard else None

    @property
    def markup(self) -> InlineKeyboardMarkup | ForceReply | None:
        """What stands under it, as the library's object, for calls that send a file."""
        if self.keyboard is None or self.inline is not None:
            return InlineKeyboardMarkup.de_json(self.keyboard) if self.keyboard else None
        return ForceReply(input_field_placeholder=self.keyboard["input_field_placeholder"])


def words(bot: FetchingBot, shown: Shown) -> Call:
    """Send the words, or change those of a message without a picture."""
    row = shown.row
    if row.edits is None:
        return bot.call(
            "sendMessage",
            chat_id=row.chat,
            text=shown.text,
            message_thread_id=row.topic,
            parse_mode=HTML,
            disable_notification=row.message.silent,
            link_preview_options=NO_PREVIEW,
            reply_markup=shown.keyboard,
            reply_parameters=_answers(row),
        )
    return bot.call(
        "editMessageText",
        text=shown.text,
        chat_id=row.chat,
        message_id=row.edits,
        parse_mode=HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=shown.inline,
    )


def _answers(row: Row) -> dict[str, Any] | None:
    """Return which message the new one answers; if that one is gone, it is sent all the same."""
    answered = row.message.answers
    return None if answered is None else {"message_id": answered, "allow_sending_without_reply": True}


def keys(bot: FetchingBot, shown: Shown) -> Call:
    """Change only the buttons of a message."""
    row = shown.row
    return bot.call(
        "editMessageReplyMarkup", chat_id=row.chat, message_id=row.edits, reply_markup=shown.inline
    )


def caption(bot: FetchingBot, shown: Shown, message: MessageId) -> Call:
    """Change the words below a picture."""
    return bot.call(
        "editMessageCaption",
        chat_id=shown.row.chat,
        message_id=message,
        caption=shown.text,
        parse_mode=HTML,
        reply_markup=shown.inline,
    )


def picture(bot: FetchingBot, shown: Shown, file: MediaFile, content: str | bytes) -> Call:
    """Send words with a picture, or let them take the place of what a message shows.

    `content`: the id of the file, or its bytes, which are then uploaded.
    """
    looks: dict[str, Any] = {}
    if file.kind is MediaKind.animation:
        looks = {"width": file.width, "height": file.height, "duration": round(file.duration)}
    if isinstance(content, bytes):
        return _uploaded(bot, shown, file, content, looks)
    row = shown.row
    kind = "animation" if looks else "photo"
    content_of: dict[str, Any] = {kind: content, **looks}
    if row.edits is not None:
        media = {"type": kind, "media": content, "caption": shown.text, "parse_mode": HTML, **looks}
        return bot.call(
            "editMessageMedia",
            media=media,
            chat_id=row.chat,
            message_id=row.edits,
            reply_markup=shown.inline,
        )
    return bot.call(
        "sendAnimation" if looks else "sendPhoto",
        chat_id=row.chat,
        caption=shown.text,
        message_thread_id=row.topic,
        parse_mode=HTML,
        disable_notification=row.message.silent,
        reply_markup=shown.keyboard,
        **content_of,
    )


async def _uploaded(
    bot: FetchingBot, shown: Shown, file: MediaFile, content: bytes, looks: Mapping[str, Any]
) -> Any:
    """Upload a picture with its message, by the library, which knows how a file is sent."""
    row, name = shown.row, file.path.name
    if row.edits is not None:
        kind = InputMediaAnimation if looks else InputMediaPhoto
        media = kind(content, shown.text, ParseMode.HTML, filename=name, **looks)
        inline = InlineKeyboardMarkup.de_json(shown.inline) if shown.inline else None
        received = await bot.edit_message_media(media, row.chat, row.edits, reply_markup=inline)
    else:
        send = bot.send_animation if looks else bot.send_photo
        received = await send(
            row.chat,
            content,
            filename=name,
            caption=shown.text,
            message_thread_id=row.topic,
            parse_mode=ParseMode.HTML,
            disable_notification=row.message.silent,
            reply_markup=shown.markup,
            **looks,
        )
    return received.to_dict() if isinstance(received, Received) else received


def file(bot: FetchingBot, row: Row, text: str, made: MadeFile) -> Awaitable[Received]:
    """Send a file with words below it.

    The library asks the machine what a file of this name is, and not every machine knows calendars.
    """
    content = InputFile(made.content, filename=made.name)
    content.mimetype = made.media_type
    return bot.send_document(
        row.chat,
        content,
        caption=text,
        message_thread_id=row.topic,
        parse_mode=ParseMode.HTML,
        disable_notification=row.message.silent,
        disable_content_type_detection=True,
    )


def id_in(answer: Mapping[str, Any], file: MediaFile) -> str | None:
    """Return the id that Telegram has given the file; None: it shows the file as another kind of file."""
    if file.kind is MediaKind.animation:
        shown = answer.get("animation")
    else:
        shown = next(iter(reversed(answer.get("photo") or ())), None)
    found = shown.get("file_id") if isinstance(shown, dict) else None
    return found if isinstance(found, str) else None
