"""For each refusal of a file: what whoever runs the bot can do, with a command that works."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from bot.ports import CannotTakeBack, Fault

EXAMPLE = "unknot import unknot-2026-11-24.zip"

_OF_EXPORT = f"Give it the zip that the bot sent after /export, as it came, like this: {EXAMPLE}"
_WHAT_TO_DO: Mapping[Fault, str] = {
    Fault.strange: _OF_EXPORT,
    Fault.large: _OF_EXPORT,
    Fault.damaged: f"Ask the bot for a new file with /export, and give it as it came, like this: {EXAMPLE}",
    Fault.newer: "Update Unknot, then give the same command again: unknot import {file}{options}",
    Fault.theirs: "To put its data there all the same: unknot import {file} --chat {chat} --move",
}


def with_advice(refusal: CannotTakeBack, file: Path, chat: int | None, *, move: bool) -> CannotTakeBack:
    """Return a refusal of `file` with what to do about it. `chat` and `move`: what was asked for with it."""
    options = "" if chat is None else f" --chat {chat}{' --move' if move else ''}"
    advice = _WHAT_TO_DO[refusal.fault].format(file=_typed(file), chat=chat, options=options)
    return CannotTakeBack(f"{refusal} Nothing was taken from it. {advice}", refusal.fault)


def not_readable(file: Path, why: str | None) -> str:
    """Say that `file` cannot be read, and what to give instead."""
    return f"The file {file} cannot be read: {why}. {_OF_EXPORT}"


def no_number(said: str) -> str:
    """Say that `said` is no number of a chat."""
    return f"{said!r} is no number of a chat. Give digits, like this: {EXAMPLE} --chat 1234"


def move_where(file: Path) -> str:
    """Say that `--move` needs a chat."""
    command = f"unknot import {_typed(file)} --chat 1234 --move"
    return f"--move needs the chat that gets the data, like this: {command}"


def _typed(file: Path) -> str:
    """Return the path as a shell takes it for one word."""
    return shlex.quote(str(file))
