"""What the bot shows of itself: getMe, names, descriptions, menu button."""

from __future__ import annotations

import re

from telegram_playground.arguments import Arguments
from telegram_playground.errors import Json, bad_request
from telegram_playground.methods.addressing import chat_of
from telegram_playground.text.spans import utf16_length
from telegram_playground.world import World


async def get_me(world: World, arguments: Arguments) -> Json:
    return {
        **world.profile.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.profile.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def language_of(arguments: Arguments) -> str:
    """Return the checked language code, "" for everybody."""
    code = arguments.text("language_code").strip().lower()
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _set(world: World, texts: dict[str, str], arguments: Arguments, name: str, longest: int) -> bool:
    language, text = language_of(arguments), arguments.text(name).strip()
    if utf16_length(text) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    texts.pop(language, None)
    if text:
        texts[language] = text
    world.events.send("bot", world.profile.page())
    world.changed()
    return True


def _get(texts: dict[str, str], arguments: Arguments, name: str, default: str = "") -> Json:
    return {name: texts.get(language_of(arguments)) or texts.get("", default)}


async def set_name(world: World, arguments: Arguments) -> bool:
    return _set(world, world.profile.names, arguments, "name", 64)


async def get_name(world: World, arguments: Arguments) -> Json:
    return _get(world.profile.names, arguments, "name", world.profile.first_name)


async def set_description(world: World, arguments: Arguments) -> bool:
    return _set(world, world.profile.descriptions, arguments, "description", 512)


async def get_description(world: World, arguments: Arguments) -> Json:
    return _get(world.profile.descriptions, arguments, "description")


async def set_short_description(world: World, arguments: Arguments) -> bool:
    return _set(world, world.profile.short_descriptions, arguments, "short_description", 120)


async def get_short_description(world: World, arguments: Arguments) -> Json:
    return _get(world.profile.short_descriptions, arguments, "short_description")


def _menu_key(world: World, arguments: Arguments) -> str:
    return str(chat_of(world, arguments, writes=False).id) if arguments.has("chat_id") else ""


async def set_menu_button(world: World, arguments: Arguments) -> bool:
    button = arguments.json("menu_button", "menu button")
    if button is None:
        button = {"type": "default"}
    kind = button.get("type") if isinstance(button, dict) else None
    if kind not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: unsupported type specified")
    if kind == "web_app" and not (
        isinstance(button.get("text"), str) and isinstance(button.get("web_app"), dict)
    ):
        raise bad_request("can't parse menu button: text and web_app are needed")
    world.profile.menu_buttons[_menu_key(world, arguments)] = button
    world.changed()
    return True


async def get_menu_button(world: World, arguments: Arguments) -> Json:
    buttons = world.profile.menu_buttons
    return buttons.get(_menu_key(world, arguments)) or buttons.get("", {"type": "default"})
