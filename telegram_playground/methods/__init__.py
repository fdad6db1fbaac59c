"""The Bot API methods that the playground knows, each a function of the world and the arguments."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram_playground.arguments import Arguments
from telegram_playground.methods import (
    commands,
    downloads,
    face,
    media,
    messages,
    people,
    pins,
    polling,
    webhook,
)
from telegram_playground.world import World

Method = Callable[[World, Arguments], Awaitable[Any]]

FILE_KINDS = ("photo", "animation", "audio", "voice", "document", "sticker")
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
    "setWebhook": webhook.set_webhook,
    "deleteWebhook": webhook.delete_webhook,
    "getWebhookInfo": webhook.webhook_info,
    "sendMessage": messages.send,
    "editMessageText": messages.edit_text,
    "editMessageReplyMarkup": messages.edit_markup,
    "deleteMessage": messages.delete,
    "deleteMessages": messages.delete_many,
    **{f"send{kind.title()}": media.sender(kind) for kind in FILE_KINDS},
    "sendLocation": media.send_location,
    "editMessageCaption": media.edit_caption,
    "editMessageMedia": media.edit_media,
    "pinChatMessage": pins.pin,
    "unpinChatMessage": pins.unpin,
    "unpinAllChatMessages": pins.unpin_all,
    "getFile": downloads.get_file,
    "answerCallbackQuery": people.answer_query,
    "getChat": people.get_chat,
    "getChatMember": people.get_member,
    "getChatAdministrators": people.get_administrators,
    "getChatMemberCount": people.get_member_count,
    "leaveChat": people.leave_chat,
    "sendChatAction": people.send_action,
}
