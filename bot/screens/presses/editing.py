"""Buttons that edit one reminder: its hour and its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import ClassVar

from bot.domain.days import Days
from bot.domain.ids import ReminderId
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads


class EditPart(StrEnum):
    """What the screen of a reminder offers to change."""

    all = "all"
    hour = "hour"
    days = "days"


@dataclass(frozen=True, slots=True)
class EditReminder:
    """Show one reminder, with buttons to change it."""

    word: ClassVar[str] = "reminder"
    reminder: ReminderId
    part: EditPart = EditPart.all


@dataclass(frozen=True, slots=True)
class ChangeReminder:
    """Let a reminder ring at `hour` on `days`, and show `part` of it. A second tap changes nothing more."""

    word: ClassVar[str] = "set"
    reminder: ReminderId
    hour: time
    days: Days
    part: EditPart


ReminderEditPress = EditReminder | ChangeReminder


def write(press: ReminderEditPress) -> Parts:
    """Return the parts of the button's data."""
    if isinstance(press, EditReminder):
        return press.word, str(press.reminder), press.part
    return press.word, str(press.reminder), parts.hour_text(press.hour), str(press.days.mask), press.part


def _edit(rest: Sequence[str]) -> EditReminder:
    reminder, part = rest
    return EditReminder(ReminderId(parts.number(reminder)), EditPart(part))


def _change(rest: Sequence[str]) -> ChangeReminder:
    reminder, hour, days, part = rest
    return ChangeReminder(
        ReminderId(parts.number(reminder)), parts.hour(hour), parts.days(days), EditPart(part)
    )


READS: Reads[ReminderEditPress] = {EditReminder.word: _edit, ChangeReminder.word: _change}
