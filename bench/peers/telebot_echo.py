"""An echo with pyTelegramBotAPI, its asynchronous half: `python -m bench.peers.telebot_echo`."""

from __future__ import annotations

import asyncio
import logging

from telebot import asyncio_helper
from telebot.async_telebot import AsyncTeleBot
from telebot.types import Message

from bench.peers.fan_out import FIRST_CHAT, arguments, send_all


async def main() -> None:
    """Run the bot."""
    given = arguments("bench.peers.telebot_echo").parse_args()
    logging.basicConfig(level="ERROR")
    asyncio_helper.REQUEST_LIMIT = max(asyncio_helper.REQUEST_LIMIT, given.in_flight)
    asyncio_helper.API_URL = given.url + "/bot{0}/{1}"
    bot = AsyncTeleBot(given.token)
    if given.fan_out:

        async def send(number: int) -> None:
            await bot.send_message(FIRST_CHAT + number, "Hello")

        await send_all(send, given)

    @bot.message_handler(func=lambda message: True)  # type: ignore[no-untyped-call, untyped-decorator]
    async def answer(message: Message) -> None:
        await bot.reply_to(message, message.text or "?")

    await bot.infinity_polling(timeout=20)


if __name__ == "__main__":
    asyncio.run(main())
