"""What people see before they write to the bot: commands, name and descriptions, in each language."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.domain.catalogue import Catalogue, Language
from bot.domain.ids import ChatId
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
        try:
            await bot.set_my_commands(_menu(words), language_code=code)
            await bot.set_my_commands(_menu(words, in_group=True), BotCommandScopeAllGroupChats(), code)
            await bot.set_my_description(words.plain(phrase("bot.description")), code)
            await bot.set_my_short_description(words.plain(phrase("bot.short_description")), code)
        except TelegramError:
            log.warning("The command menu could not be set; the commands work all the same.")
            return


class Menus:
    """Sets the menu and the descriptions again when texts are read anew, beside the batches."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._new: asyncio.Queue[Catalogue] = asyncio.Queue()

    def take_texts(self, catalogue: Catalogue) -> None:
        """Publish the words of `catalogue` soon."""
        self._new.put_nowait(catalogue)

    async def run(self) -> None:
        """Publish what was read anew."""
        while True:
            catalogue = await self._new.get()
            try:
                if self._new.empty():  # else a newer one follows at once
                    await publish_menu(self._bot, catalogue)
            except Exception:
                log.exception("The command menu could not be set; the commands work all the same.")
            finally:
                self._new.task_done()

    async def emptied(self) -> None:
        """Wait until everything is published."""
        await self._new.join()


def set_menu_of(bot: Bot, chat: ChatId, catalogue: Catalogue, language: Language) -> Awaitable[bool]:
    """Set the command menu of one chat; it comes before the menus that go by the language of an app."""
    menu = _menu(Renderer(catalogue, language), in_group=chat < 0)
    return bot.set_my_commands(menu, BotCommandScopeChat(chat))


def _menu(words: Renderer, *, in_group: bool = False) -> list[BotCommand]:
    shown = [name for name in MENU if not (in_group and name in PRIVATE)]
    return [BotCommand(name, words.plain(phrase(f"command.{name}"))) for name in shown]
