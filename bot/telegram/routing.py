"""Which handler takes which update."""

from __future__ import annotations

from typing import Any

from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.telegram import command_handlers, handlers
from bot.telegram.arrived import Arrived
from bot.telegram.context import SLOTS, BotContext, Handling
from bot.telegram.fetching import FetchingBot
from bot.telegram.proxy import NO_PROXY, Proxy
from bot.telegram.request import AiohttpRequest

App = Application[FetchingBot, BotContext, Any, Any, Any, None]

BEFORE_DANGER, BEFORE_ALL = -2, -1


class PassedOverHandler(BaseHandler[Arrived, BotContext, None]):
    """Takes the updates that are beyond the allowance of their person."""

    def check_update(self, update: object) -> bool:
        """Is `update` one of these?"""
        return isinstance(update, Arrived) and update.is_passed_over


def build_application(
    token: str, api_url: str, handling: Handling, request: Any = None, proxy: Proxy = NO_PROXY
) -> App:
    """Return the application. It only routes updates; fetching, sending and time are done elsewhere.

    `api_url` is the root of the Bot API, such as `https://api.telegram.org`.
    """
    root = api_url.rstrip("/")
    calls = request or AiohttpRequest(proxy)
    bot = FetchingBot(token, f"{root}/bot", f"{root}/file/bot", request=calls, get_updates_request=calls)
    application: App = (
        ApplicationBuilder()
        .bot(bot)
        .context_types(ContextTypes(context=BotContext))
        .updater(None)
        .job_queue(None)
        .build()
    )
    application.bot_data[SLOTS] = handling
    add_handlers(application)
    return application


def add_handlers(application: App) -> None:
    """Put every handler in its place; the first that fits takes the update."""
    new = filters.UpdateType.MESSAGE
    private = new & filters.ChatType.PRIVATE
    application.add_handler(PassedOverHandler(handlers.tell_passed_over), BEFORE_DANGER)
    words = filters.TEXT | filters.CAPTION
    edited = filters.UpdateType.EDITED_MESSAGE & words
    application.add_handler(MessageHandler((new & words) | edited, handlers.watch_for_red_flags), BEFORE_ALL)
    application.add_handler(MessageHandler(edited, handlers.answer_edit))
    # A file with words of a person is answered by these words. Those of a forwarded one are the bot's own.
    zipped = filters.Document.ZIP | filters.Document.FileExtension("zip")
    bare = private & zipped & (filters.FORWARDED | ~filters.CAPTION)
    application.add_handler(MessageHandler(bare, handlers.answer_file))
    application.add_handler(MessageHandler(new & filters.FORWARDED & words, handlers.ask_whose_words))
    application.add_handler(MessageHandler(new & filters.COMMAND, command_handlers.do_command))
    application.add_handler(MessageHandler(new & filters.CaptionRegex(r"^/\w"), command_handlers.do_command))
    application.add_handler(MessageHandler(new & filters.StatusUpdate.MIGRATE, handlers.note_move))
    in_group = new & ~filters.ChatType.PRIVATE & filters.REPLY
    spoken = filters.VOICE | filters.VIDEO_NOTE
    application.add_handler(MessageHandler(in_group & words, handlers.answer_reply))
    application.add_handler(MessageHandler(private & words, handlers.answer_text))
    application.add_handler(MessageHandler((private | in_group) & spoken, handlers.answer_voice))
    application.add_handler(
        MessageHandler(private & filters.LOCATION & ~filters.FORWARDED, handlers.answer_location)
    )
    application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, handlers.answer_other))
    application.add_handler(CallbackQueryHandler(handlers.tap_button))
    application.add_handler(ChatMemberHandler(handlers.note_member, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(handlers.handle_error)
