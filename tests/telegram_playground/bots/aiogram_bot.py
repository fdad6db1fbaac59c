"""A small aiogram bot; the environment gives it Telegram's address and a token."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram.utils.keyboard import InlineKeyboardBuilder

PICTURE = Path(__file__).with_name("picture.png")
dispatcher = Dispatcher()


@dispatcher.message(CommandStart())
async def start(message: Message, command: CommandObject) -> None:
    keyboard = InlineKeyboardBuilder()
    keyboard.button(text="Begin", callback_data="begin")
    await message.answer(
        f"<b>Hello</b> {command.args or ''}", parse_mode="HTML", reply_markup=keyboard.as_markup()
    )


@dispatcher.callback_query(F.data == "begin")
async def begin(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    await query.message.edit_text("Begun")
    await query.answer("Here we go")


@dispatcher.message(Command("picture"))
async def picture(message: Message) -> None:
    sent = await message.answer_photo(BufferedInputFile(PICTURE.read_bytes(), "a.png"), caption="new")
    assert sent.photo
    await message.answer_photo(sent.photo[-1].file_id, caption="again")


@dispatcher.message(F.photo)
async def photo(message: Message, bot: Bot) -> None:
    assert message.photo
    content = await bot.download(message.photo[-1])
    assert content
    await message.answer(f"{len(content.read())} bytes")


@dispatcher.message(F.location)
async def place(message: Message) -> None:
    assert message.location
    await message.answer(f"You are at {message.location.latitude}")


@dispatcher.message(Command("hurry"))
async def hurry(message: Message) -> None:
    try:
        await message.answer("At once")
    except TelegramRetryAfter as limit:
        await asyncio.sleep(limit.retry_after)
        await message.answer(f"After {limit.retry_after} s")


async def main() -> None:
    api = TelegramAPIServer.from_base(os.environ["TELEGRAM"])
    await dispatcher.start_polling(Bot(os.environ["TOKEN"], session=AiohttpSession(api=api)))


if __name__ == "__main__":
    asyncio.run(main())
