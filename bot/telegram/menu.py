"""What people see before they write to the bot: commands, name and descriptions, in each language."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats
from telegram.error import TelegramError

from bot.domain.catalogue import Catalogue
from bot.domain.message import phrase
from bot.screens.commands import MENU
from bot.telegram.commands import PRIVATE
from bot.telegram.rendering import Renderer

log = logging.getLogger(__name__)


async def publish_menu(bot: Bot, catalogue: Catalogue) -> None:
    """Set the command menu and the descriptions. A refusal is logged; the bot works without them."""
    default = catalogue.languages[0]
    for language in catalogue.languages:
        code = None if language == default else language.split("-")[0]
        words = Renderer(catalogue, language)
        menu = [BotCommand(name, words.plain(phrase(f"command.{name}"))) for name in MENU]
        try:
            await bot.set_my_commands(menu, language_code=code)
            in_groups = [command for command in menu if command.command not in PRIVATE]
            await bot.set_my_commands(in_groups, BotCommandScopeAllGroupChats(), code)
            await bot.set_my_description(words.plain(phrase("bot.description")), code)
            await bot.set_my_short_description(words.plain(phrase("bot.short_description")), code)
        except TelegramError:
            log.warning("The command menu could not be set; the commands work all the same.")
            return
