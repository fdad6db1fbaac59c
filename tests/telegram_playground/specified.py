"""What the specification says of an answer, and an example call of every method without a file."""

from __future__ import annotations

from typing import Any

from telegram_playground.spec import spec

from .conftest import ANN, GROUP

SIMPLE: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "True": bool,
    "Float": (int, float),
}


def fits(value: Any, kind: str) -> bool:
    """Whether a value is what the specification calls `kind`, with no unknown and no null field."""
    if kind in SIMPLE:
        return isinstance(value, SIMPLE[kind]) and (kind != "Integer" or not isinstance(value, bool))
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(fits(one, kind.removeprefix("Array of ")) for one in value)
    shape = spec()["types"][kind]
    if "subtypes" in shape:
        return any(fits(value, subtype) for subtype in shape["subtypes"])
    fields = shape["fields"]
    return (
        isinstance(value, dict)
        and all(name in value for name, field in fields.items() if field["required"])
        and all(
            name in fields and any(fits(one, kind) for kind in fields[name]["types"])
            for name, one in value.items()
        )
    )


EXAMPLES: dict[str, dict[str, Any]] = {
    "getMe": {},
    "getUpdates": {},
    "setWebhook": {"url": "http://127.0.0.1:9/hook"},
    "deleteWebhook": {},
    "getWebhookInfo": {},
    "sendMessage": {
        "chat_id": ANN,
        "text": "<b>a</b>",
        "parse_mode": "HTML",
        "reply_parameters": {"message_id": 1},
    },
    "editMessageText": {"chat_id": ANN, "message_id": 2, "text": "c"},
    "editMessageReplyMarkup": {
        "chat_id": ANN,
        "message_id": 2,
        "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]},
    },
    "deleteMessage": {"chat_id": ANN, "message_id": 2},
    "setMyCommands": {"commands": [{"command": "a", "description": "A"}]},
    "getMyCommands": {},
    "deleteMyCommands": {},
    "setMyName": {"name": "Knot"},
    "getMyName": {},
    "setMyDescription": {"description": "d"},
    "getMyDescription": {},
    "setMyShortDescription": {"short_description": "s"},
    "getMyShortDescription": {},
    "setChatMenuButton": {"menu_button": {"type": "commands"}},
    "getChatMenuButton": {},
    "getChat": {"chat_id": ANN},
    "getChatMember": {"chat_id": ANN, "user_id": ANN},
    "getChatAdministrators": {"chat_id": GROUP},
    "getChatMemberCount": {"chat_id": GROUP},
    "leaveChat": {"chat_id": GROUP},
    "sendChatAction": {"chat_id": ANN, "action": "typing"},
    "answerCallbackQuery": {},
}
