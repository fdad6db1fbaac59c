"""The Bot API's methods, with their parameters and types, read from bot_api.json."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from telegram_playground.errors import Json

_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
# The log cuts longer values, so that it stays readable.
LONGEST_LOGGED = 8192
_SIMPLE = {"String", "Integer", "Boolean", "Float"}


@cache
def spec() -> Json:
    """Return the specification: `methods` and `types`, each with fields, types and `required`."""
    loaded: Json = json.loads(files("telegram_playground").joinpath("bot_api.json").read_text("utf-8"))
    return loaded


@cache
def _by_lower_name() -> dict[str, str]:
    return {name.lower(): name for name in spec()["methods"]}


def method_named(name: str) -> str | None:
    """Return the official spelling of a method; Telegram ignores case here."""
    return _by_lower_name().get(name.lower())


def fields_of(method: str) -> dict[str, Json]:
    """Return the parameters of a method by name."""
    fields: dict[str, Json] = spec()["methods"][method]["fields"]
    return fields


def fields_of_type(name: str) -> dict[str, Json]:
    """Return the fields of a type by name."""
    fields: dict[str, Json] = spec()["types"][name]["fields"]
    return fields


def readable(method: str, given: dict[str, str]) -> Json:
    """Return parameters with their official types, for the log; a value of another type stays text."""
    fields = fields_of(method)
    return {name: _typed(value, fields.get(name, {}).get("types", [])) for name, value in given.items()}


def _typed(value: str, types: list[str]) -> Any:
    if len(value) > LONGEST_LOGGED:
        return f"{value[:LONGEST_LOGGED]}… ({len(value)} characters)"
    if "Integer" in types and _WHOLE.fullmatch(value):
        return int(value)
    if "Boolean" in types and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if types and not _SIMPLE.intersection(types):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value
