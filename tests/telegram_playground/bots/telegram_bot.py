"""A small python-telegram-bot bot; the environment gives it Telegram's address and a token."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

PICTURE = Path(__file__).with_name("picture.png")
Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, context: Context) -> None:
    assert update.message
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Begin", callback_data="begin")]])
    payload = " ".join(context.args or [])
    await update.message.reply_html(f"<b>Hello</b> {payload}", reply_markup=keyboard)


async def begin(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.edit_message_text("Begun")
    await update.callback_query.answer("Here we go")


async def picture(update: Update, context: Context) -> None:
    assert update.message
    sent = await update.message.reply_photo(PICTURE, caption="new")
    await update.message.reply_photo(sent.photo[-1].file_id, caption="again")


async def photo(update: Update, context: Context) -> None:
    assert update.message
    file = await update.message.photo[-1].get_file()
    await update.message.reply_text(f"{len(await file.download_as_bytearray())} bytes")


async def place(update: Update, context: Context) -> None:
    assert update.message and update.message.location
    await update.message.reply_text(f"You are at {update.message.location.latitude}")


async def hurry(update: Update, context: Context) -> None:
    assert update.message
    try:
        await update.message.reply_text("At once")
    except RetryAfter as limit:
        told = limit.retry_after  # a number or, if PTB_TIMEDELTA is set, a timedelta
        seconds = told.total_seconds() if isinstance(told, timedelta) else told
        await asyncio.sleep(seconds)
        await update.message.reply_text(f"After {seconds:g} s")


def main() -> None:
    base = os.environ["TELEGRAM"]
    builder = Application.builder().token(os.environ["TOKEN"])
    application = builder.base_url(f"{base}/bot").base_file_url(f"{base}/file/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(begin, "begin"))
    application.add_handler(CommandHandler("picture", picture))
    application.add_handler(CommandHandler("hurry", hurry))
    application.add_handler(MessageHandler(filters.PHOTO, photo))
    application.add_handler(MessageHandler(filters.LOCATION, place))
    application.run_polling()


if __name__ == "__main__":
    main()
