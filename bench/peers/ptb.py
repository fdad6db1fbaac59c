"""An echo with python-telegram-bot: `python -m bench.peers.ptb [--http aiohttp] [--at-once 256]`.

`--fan-out N` sends N messages instead, `--in-flight` at once, and at most `--rate` a second.
"""

from __future__ import annotations

import argparse
import asyncio
import logging

from telegram import Bot, Update
from telegram.ext import Application, ApplicationBuilder, CallbackContext, MessageHandler, filters

from bench.peers.fan_out import FIRST_CHAT, arguments, send_all


async def answer(update: Update, context: CallbackContext) -> None:  # type: ignore[type-arg]
    """Say again what was said."""
    if update.message is not None:
        await update.message.reply_text(update.message.text or "?")


def build(given: argparse.Namespace) -> Application:  # type: ignore[type-arg]
    """Return the application, as the library's own examples make it."""
    builder = ApplicationBuilder().token(given.token).base_url(f"{given.url}/bot")
    if given.http == "aiohttp":
        from bot.telegram.request import AiohttpRequest

        calls = AiohttpRequest()
        builder = builder.request(calls).get_updates_request(AiohttpRequest())
    if given.at_once:
        builder = builder.concurrent_updates(given.at_once)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    return application


async def fan_out(given: argparse.Namespace) -> None:
    """Send the messages with the library's bot alone."""
    bot: Bot = build(given).bot
    async with bot:

        async def send(number: int) -> None:
            await bot.send_message(FIRST_CHAT + number, "Hello")

        await send_all(send, given)


def main() -> None:
    """Run the bot."""
    parser = arguments("bench.peers.ptb")
    parser.add_argument("--http", choices=("httpx", "aiohttp"), default="httpx")
    parser.add_argument("--at-once", type=int, default=0)
    given = parser.parse_args()
    logging.basicConfig(level="ERROR")
    if given.fan_out:
        asyncio.run(fan_out(given))
    else:
        build(given).run_polling()


if __name__ == "__main__":
    main()
