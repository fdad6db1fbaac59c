"""The command menu, kept per scope and language."""

from __future__ import annotations

import re
from typing import Any

from telegram_playground.arguments import Arguments
from telegram_playground.errors import Json, bad_request
from telegram_playground.methods.face import language_of
from telegram_playground.profile import scope_key
from telegram_playground.text.spans import utf16_length
from telegram_playground.world import World

MOST_COMMANDS = 100
_COMMAND = re.compile("[a-z0-9_]{1,32}")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def _place(arguments: Arguments) -> tuple[str, str]:
    """Return the checked scope as one text, and the language."""
    scope = arguments.json("scope", "bot command scope")
    if scope is None:
        scope = {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    kind = scope.get("type")
    needed = _SCOPES.get(kind) if isinstance(kind, str) else None
    if needed is None:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    for name in needed:
        if type(scope.get(name)) not in (int, str):
            raise bad_request(f'can\'t parse BotCommandScope: field "{name}" is needed')
    return scope_key({name: scope[name] for name in ("type", *needed)}), language_of(arguments)


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command, description = given.get("command"), given.get("description")
    if not isinstance(command, str) or not isinstance(description, str):
        raise bad_request("can't parse BotCommand: command and description are needed")
    command, description = command.strip().removeprefix("/"), description.strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


async def set_commands(world: World, arguments: Arguments) -> bool:
    given = arguments.json("commands", "commands")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return _keep(world, _place(arguments), [_command(one) for one in given])


async def delete_commands(world: World, arguments: Arguments) -> bool:
    return _keep(world, _place(arguments), [])


def _keep(world: World, place: tuple[str, str], commands: list[Json]) -> bool:
    scope, language = place
    languages = world.profile.commands.setdefault(scope, {})
    languages.pop(language, None)
    if commands:
        languages[language] = commands
    world.tell_commands()
    return True


async def get_commands(world: World, arguments: Arguments) -> list[Json]:
    scope, language = _place(arguments)
    return world.profile.commands.get(scope, {}).get(language, [])
