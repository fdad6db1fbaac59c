"""What people see of the bot before they write."""

from __future__ import annotations

import re
from typing import Any

from telegram import BotCommandScopeAllGroupChats
from telegram.error import TimedOut

from bot.domain.catalogue import Catalogue
from bot.screens import basics
from bot.screens.commands import MENU
from bot.telegram.commands import PRIVATE, commands
from bot.telegram.menu import publish_menu
from bot.telegram.rendering import Renderer


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
    """All other chats get the whole menu: about a dozen commands, each one that the bot has."""
    bot = RecordingBot()

    await publish_menu(bot, catalogue)  # type: ignore[arg-type]

    every = [str(name) for name in MENU]
    assert len(every) <= 12
    assert set(every) <= set(commands(catalogue))
    assert bot.menus == {
        None: every,
        BotCommandScopeAllGroupChats().type: [name for name in every if name not in PRIVATE],
    }
    assert PRIVATE and set(every) > PRIVATE


async def test_a_menu_that_cannot_be_set_in_time_does_not_stop_the_bot(catalogue: Catalogue) -> None:
    class LateBot(RecordingBot):
        async def set_my_commands(self, *_: Any, **__: Any) -> None:
            raise TimedOut

    await publish_menu(LateBot(), catalogue)  # type: ignore[arg-type]


def test_help_names_every_command_that_a_person_can_type(catalogue: Catalogue) -> None:
    """What the menu has no room for is found there."""
    words = Renderer(catalogue, catalogue.languages[0]).text(basics.help_())
    named = set(re.findall(r"/(\w+)", re.sub(r"</\w+>", "", words)))

    assert set(commands(catalogue)) - named == {"start", "technique", "help"}
    assert named <= set(commands(catalogue))
