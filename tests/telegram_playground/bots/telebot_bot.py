"""A small pyTelegramBotAPI bot; the environment gives it Telegram's address and a token."""

# The library's decorators have no types, and its objects say of every field that it may be missing.
# mypy: disable-error-code="no-untyped-call, untyped-decorator, union-attr, index"

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from telebot import asyncio_helper
from telebot.async_telebot import AsyncTeleBot
from telebot.asyncio_helper import ApiTelegramException
from telebot.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telebot.util import extract_arguments

asyncio_helper.API_URL = os.environ["TELEGRAM"] + "/bot{0}/{1}"
asyncio_helper.FILE_URL = os.environ["TELEGRAM"] + "/file/bot{0}/{1}"  # type: ignore[assignment]
PICTURE = Path(__file__).with_name("picture.png")
bot = AsyncTeleBot(os.environ["TOKEN"])


@bot.message_handler(commands=["start"])
async def start(message: Message) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Begin", callback_data="begin")]])
    payload = extract_arguments(message.text or "") or ""
    await bot.send_message(
        message.chat.id, f"<b>Hello</b> {payload}", parse_mode="HTML", reply_markup=keyboard
    )


@bot.callback_query_handler(func=lambda query: query.data == "begin")
async def begin(query: CallbackQuery) -> None:
    await bot.edit_message_text("Begun", query.message.chat.id, query.message.message_id)
    await bot.answer_callback_query(query.id, "Here we go")


@bot.message_handler(commands=["picture"])
async def picture(message: Message) -> None:
    sent = await bot.send_photo(message.chat.id, PICTURE.read_bytes(), caption="new")
    await bot.send_photo(message.chat.id, sent.photo[-1].file_id, caption="again")


@bot.message_handler(content_types=["photo"])
async def photo(message: Message) -> None:
    file = await bot.get_file(message.photo[-1].file_id)
    content = await bot.download_file(file.file_path)
    await bot.send_message(message.chat.id, f"{len(content)} bytes")


@bot.message_handler(content_types=["location"])
async def place(message: Message) -> None:
    await bot.send_message(message.chat.id, f"You are at {message.location.latitude}")


@bot.message_handler(commands=["hurry"])
async def hurry(message: Message) -> None:
    try:
        await bot.send_message(message.chat.id, "At once")
    except ApiTelegramException as limit:
        seconds = limit.result_json["parameters"]["retry_after"]
        await asyncio.sleep(seconds)
        await bot.send_message(message.chat.id, f"After {seconds} s")


if __name__ == "__main__":
    asyncio.run(bot.polling())
