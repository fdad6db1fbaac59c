"""Checks reply_markup: inline keyboards, reply keyboards, their removal and forced replies."""

from __future__ import annotations

from typing import Any

from telegram_playground.arguments import Arguments
from telegram_playground.errors import Json, bad_request
from telegram_playground.groups import buttons_of
from telegram_playground.text.links import checked_link

STYLES = ("primary", "success", "danger")
MOST_BUTTONS = 100
_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_KEYBOARD_FLAGS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective")


def reply_markup(arguments: Arguments, *, inline_only: bool = False) -> Json | None:
    """Return the checked markup, None when there is none; ApiError in Telegram's words."""
    markup = arguments.json("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline_keyboard", _inline_button)
        return {"inline_keyboard": rows} if rows else None
    if inline_only:
        if markup:
            raise bad_request("inline keyboard expected")
        return None
    return _for_input(markup)


def check_asking(markup: Json | None, *, private: bool) -> None:
    """Refuse buttons that only a private chat may have."""
    if private:
        return
    for button in buttons_of(markup):
        if button.get("request_contact"):
            raise bad_request("phone number can be requested in private chats only")
        if button.get("request_location"):
            raise bad_request("location can be requested in private chats only")
        if button.get("request_users") or button.get("request_chat"):
            raise bad_request("chats and users can be requested in private chats only")


def _for_input(markup: Json) -> Json | None:
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], "keyboard", _reply_button)
        flags = {name: True for name in _KEYBOARD_FLAGS if markup.get(name) is True}
        return {"keyboard": rows, **flags, **_placeholder(markup)} if rows else None
    if markup.get("remove_keyboard") is True:
        return {"remove_keyboard": True}
    if markup.get("force_reply") is True:
        return {"force_reply": True, **_placeholder(markup)}
    return None


def _placeholder(markup: Json) -> Json:
    text = markup.get("input_field_placeholder")
    if text is None:
        return {}
    if not isinstance(text, str) or len(text) > 64:
        raise bad_request("INPUT_FIELD_PLACEHOLDER_INVALID")
    return {"input_field_placeholder": text}


def _rows(rows: Any, name: str, check: Any) -> list[list[Json]]:
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    checked: list[list[Json]] = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(f'field "{name}" must be an Array of Arrays')
        if row:
            checked.append([check(button) for button in row])
    if sum(len(row) for row in checked) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return checked


def _unparsable(kind: str, reason: str) -> Exception:
    return bad_request(f"can't parse {kind}: {reason}")


def _text_and_style(button: Json, kind: str) -> Json:
    text = button.get("text")
    if text is None:
        raise _unparsable(kind, 'Field "text" doesn\'t exist')
    if not isinstance(text, str):
        raise _unparsable(kind, 'Field "text" must be of type String')
    if not text.strip():
        raise bad_request(
            "text buttons must have non-empty text"
            if kind == "keyboard button"
            else "inline keyboard button text must be non-empty"
        )
    style = button.get("style")
    if style is None or style == "":
        return {"text": text}
    if style not in STYLES:
        raise bad_request("invalid button style specified")
    return {"text": text, "style": style}


def _inline_button(button: Any) -> Json:
    kind = "inline keyboard button"
    if not isinstance(button, dict):
        raise _unparsable(kind, "expected an Object")
    checked = _text_and_style(button, kind)
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if len(actions) != 1:
        reason = (
            "Text buttons are unallowed in the inline keyboard"
            if not actions
            else ("Exactly one action must be specified")
        )
        raise _unparsable(kind, reason)
    name = actions[0]
    value = button[name]
    if name == "callback_data":
        _check_data(value, kind)
    if name == "url":
        value = _checked_url(value, kind)
    return {**checked, name: value}


def _check_data(data: Any, kind: str) -> None:
    if not isinstance(data, str):
        raise _unparsable(kind, 'Field "callback_data" must be of type String')
    if not 1 <= len(data.encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")


def _checked_url(address: Any, kind: str) -> str:
    if not isinstance(address, str):
        raise _unparsable(kind, 'Field "url" must be of type String')
    checked = checked_link(address)
    if checked is None:
        raise bad_request(f"inline keyboard button URL '{address}' is invalid: Wrong HTTP URL")
    return checked


def _reply_button(button: Any) -> Json:
    kind = "keyboard button"
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _unparsable(kind, "expected an Object")
    checked = _text_and_style(button, kind)
    extras = {name: value for name, value in button.items() if name.startswith("request_") and value}
    return {**checked, **extras}
