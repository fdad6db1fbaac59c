"""The Bot API methods that the playground knows, each a function of the world and the arguments."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.methods import commands, face, messages, people, polling
from bot.playground.world import World

Method = Callable[[World, Arguments], Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": face.get_me,
    "setMyName": face.set_name,
    "getMyName": face.get_name,
    "setMyDescription": face.set_description,
    "getMyDescription": face.get_description,
    "setMyShortDescription": face.set_short_description,
    "getMyShortDescription": face.get_short_description,
    "setChatMenuButton": face.set_menu_button,
    "getChatMenuButton": face.get_menu_button,
    "setMyCommands": commands.set_commands,
    "getMyCommands": commands.get_commands,
    "deleteMyCommands": commands.delete_commands,
    "getUpdates": polling.get_updates,
    "deleteWebhook": polling.delete_webhook,
    "getWebhookInfo": polling.webhook_info,
    "sendMessage": messages.send,
    "editMessageText": messages.edit_text,
    "editMessageReplyMarkup": messages.edit_markup,
    "deleteMessage": messages.delete,
    "answerCallbackQuery": people.answer_query,
    "getChat": people.get_chat,
    "getChatMember": people.get_member,
    "sendChatAction": people.send_action,
}
