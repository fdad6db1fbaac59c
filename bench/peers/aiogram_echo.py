"""An echo with aiogram: `python -m bench.peers.aiogram_echo`."""

from __future__ import annotations

import asyncio
import logging

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from bench.peers.fan_out import FIRST_CHAT, arguments, send_all


async def answer(message: Message) -> None:
    """Say again what was said."""
    await message.answer(message.text or "?")


async def main() -> None:
    """Run the bot."""
    given = arguments("bench.peers.aiogram_echo").parse_args()
    logging.basicConfig(level="ERROR")
    bot = Bot(given.token, session=AiohttpSession(api=TelegramAPIServer.from_base(given.url)))
    if given.fan_out:

        async def send(number: int) -> None:
            await bot.send_message(FIRST_CHAT + number, "Hello")

        await send_all(send, given)
    dispatcher = Dispatcher()
    dispatcher.message.register(answer)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
