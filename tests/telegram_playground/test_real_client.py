"""python-telegram-bot's own Bot works against the playground without a change."""

from __future__ import annotations

import pytest
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import Application, CommandHandler, ContextTypes

from .conftest import ANN, TOKEN, Client


async def test_python_telegram_bot_talks_to_it(client: Client) -> None:
    application = Application.builder().token(TOKEN).base_url(client.url + "/bot").job_queue(None).build()

    async def hello(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message
        await update.effective_message.reply_html("<b>Hi</b> " + " ".join(context.args or []))

    application.add_handler(CommandHandler("hello", hello))
    async with application:
        bot = application.bot
        assert bot.username == "unknot_bot"
        await bot.set_my_commands([BotCommand("hello", "Say hello")])
        assert [command.command for command in await bot.get_my_commands()] == ["hello"]
        await client.says("/hello there")
        for update in await bot.get_updates(timeout=1, allowed_updates=Update.ALL_TYPES):
            await application.process_update(update)
        assert (await client.chat())[-1]["text"] == "Hi there"

        button = InlineKeyboardButton("Go", callback_data="go", api_kwargs={"style": "primary"})
        sent = await bot.send_message(ANN, "a", reply_markup=InlineKeyboardMarkup([[button]]))
        await client.presses("Go")
        tap = (await bot.get_updates(offset=-1))[0].callback_query
        assert tap and tap.data == "go" and await tap.answer("Going")
        with pytest.raises(BadRequest, match="Query is too old"):
            await tap.answer()
        await bot.edit_message_text("b", ANN, sent.message_id)
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("b", ANN, sent.message_id)
        assert (await bot.get_chat(ANN)).first_name == "Ann"
        assert (await bot.get_chat_member(ANN, ANN)).status == "member"
