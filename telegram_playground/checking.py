"""Checks the parameters of a call field by field against the specification, before its method runs.

Telegram itself reads a value of a wrong type as 0 or false, or ignores it. A bot that sends such a value
has a fault, so the playground refuses it, in the words that Telegram uses for numbers and JSON that it
cannot parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from telegram_playground.arguments import Arguments
from telegram_playground.errors import ApiError, bad_request
from telegram_playground.spec import fields_of, spec

_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*", re.ASCII | re.IGNORECASE)
_WHOLE = re.compile(r"\s*[+-]?\d+(\.0*)?\s*", re.ASCII)
_FLAGS = {"true", "false", "yes", "no", "1", "0"}
_SIMPLE = {"String", "Integer", "Float", "Boolean", "True"}
# If one of these is wrong as a whole, the method that reads it refuses it. Only its fields are checked here.
_READ_ELSEWHERE = {
    "reply_markup",
    "reply_parameters",
    "entities",
    "caption_entities",
    "commands",
    "scope",
    "menu_button",
    "media",
    "message_ids",
    "allowed_updates",
}
_NAMED_AS_THEY_ARE = {"MessageEntity", "BotCommand", "BotCommandScope", "InputMedia", "ReplyParameters"}
_JSON_TYPES = {
    "String": "String",
    "Integer": "Number",
    "Float": "Number",
    "Boolean": "Boolean",
    "True": "Boolean",
}


class _Wrong(Exception):
    """A field inside a JSON value has a wrong type; the text says which one."""


def check(method: str, arguments: Arguments) -> None:
    """Raise ApiError, in Telegram's words, at the first parameter of a wrong type."""
    strict = _strict_fields(method)
    for name, value in arguments.given.items():
        types = strict.get(name)
        if types is None or not value.strip():
            continue
        if _SIMPLE.issuperset(types):
            _check_simple(name, value, types[0])
        else:
            _check_json(name, arguments, types)


@cache
def _strict_fields(method: str) -> dict[str, tuple[str, ...]]:
    """Return the parameters that do not take every text, with their types."""
    fields = fields_of(method).items()
    return {name: tuple(field["types"]) for name, field in fields if "String" not in field["types"]}


def _check_simple(name: str, value: str, kind: str) -> None:
    match kind:
        case "Integer":
            if not _WHOLE.fullmatch(value):
                raise bad_request(f'can\'t parse "{name}" as Number')
        case "Float":
            if not _NUMBER.fullmatch(value):
                raise bad_request(f'can\'t parse "{name}" as Number')
        case _:
            if value.strip().lower() not in _FLAGS:
                raise bad_request(f'can\'t parse "{name}" as Boolean')


def _check_json(name: str, arguments: Arguments, types: tuple[str, ...]) -> None:
    try:
        read = _read_json(name, arguments, types)
    except ApiError:
        if name in _READ_ELSEWHERE:
            return
        raise
    try:
        _look_inside(read, types)
    except _Wrong as wrong:
        raise bad_request(str(wrong)) from None


def _read_json(name: str, arguments: Arguments, types: tuple[str, ...]) -> Any:
    """Return the value of a parameter; ApiError: as a whole, it is of none of `types`."""
    words = name.replace("_", " ")
    read = arguments.json(name, words)
    if not any(_fits(read, kind) for kind in types):
        whole = types[0] if types[0].startswith("Array of ") else None
        raise bad_request(f"expected an {whole}" if whole else f"object expected as {words}")
    return read


def _fits(value: Any, kind: str) -> bool:
    """Whether a value is of a type; the fields inside it are not checked here."""
    if isinstance(value, dict):
        return kind not in _SIMPLE and not kind.startswith("Array of ")
    if isinstance(value, list):
        return kind.startswith("Array of ")
    if isinstance(value, str):
        return kind in ("String", "KeyboardButton") or (kind == "Integer" and bool(_WHOLE.fullmatch(value)))
    if isinstance(value, bool):
        return kind in ("Boolean", "True")
    if isinstance(value, int):
        return kind in ("Integer", "Float")
    return value is None or kind == "Float" or (kind == "Integer" and float(value).is_integer())


def _look_inside(value: Any, types: tuple[str, ...]) -> None:
    if isinstance(value, list):
        for inner in (kind.removeprefix("Array of ") for kind in types if kind.startswith("Array of ")):
            for one in value:
                # The method that reads the whole list refuses an element of a wrong type.
                if _fits(one, inner):
                    _look_inside(one, (inner,))
    elif isinstance(value, dict):
        objects = _objects(types)
        for name, field in value.items():
            _check_field(name, field, objects)


@cache
def _objects(types: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(kind for kind in types if kind not in _SIMPLE and not kind.startswith("Array of "))


def _check_field(name: str, value: Any, owners: tuple[str, ...]) -> None:
    types = _types_of(name, owners)
    if value is None or not types or (type(value) is str and types[0] == "String"):
        return
    if not any(_fits(value, kind) for kind in types):
        raise _Wrong(
            f'can\'t parse {_words(owners[0])}: Field "{name}" must be of type {_json_type(types[0])}'
        )
    _look_inside(value, types)


@cache
def _types_of(name: str, owners: tuple[str, ...]) -> tuple[str, ...]:
    """Return all types that a field may have in any of the objects in `owners`."""
    found = (kind for owner in owners for kind in _in_owner(name, owner))
    return tuple(dict.fromkeys(found))


def _in_owner(name: str, owner: str) -> Iterator[str]:
    shape = spec()["types"].get(owner, {})
    for subtype in shape.get("subtypes", []):
        yield from _in_owner(name, subtype)
    yield from shape.get("fields", {}).get(name, {}).get("types", [])


def _json_type(kind: str) -> str:
    return "Array" if kind.startswith("Array of ") else _JSON_TYPES.get(kind, "Object")


@cache
def _words(owner: str) -> str:
    """Return the name of a type as refusals write it."""
    if owner in _NAMED_AS_THEY_ARE or owner.startswith("InputMedia"):
        return owner
    return re.sub(r"(?<!^)(?=[A-Z])", " ", owner).lower()
