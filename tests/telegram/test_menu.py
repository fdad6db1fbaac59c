"""What people see of the bot before they write."""

from __future__ import annotations

from typing import Any

from telegram import BotCommandScopeAllGroupChats

from bot.domain.catalogue import Catalogue
from bot.telegram.commands import PRIVATE, commands
from bot.telegram.menu import publish_menu


class RecordingBot:
    """Keeps the menus that are set, by their scope."""

    def __init__(self) -> None:
        self.menus: dict[str | None, list[str]] = {}

    async def set_my_commands(self, menu: Any, scope: Any = None, language_code: str | None = None) -> None:
        self.menus[scope and scope.type] = [command.command for command in menu]

    async def set_my_description(self, *_: Any) -> None:
        pass

    async def set_my_short_description(self, *_: Any) -> None:
        pass


async def test_the_menu_of_groups_leaves_out_what_is_for_the_private_chat(catalogue: Catalogue) -> None:
    """All other chats get every command, in the same order."""
    bot = RecordingBot()

    await publish_menu(bot, catalogue)  # type: ignore[arg-type]

    every = list(commands(catalogue))
    assert bot.menus == {
        None: every,
        BotCommandScopeAllGroupChats().type: [name for name in every if name not in PRIVATE],
    }
    assert PRIVATE and set(every) > PRIVATE
