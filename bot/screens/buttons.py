"""Buttons under a message. Only this module turns a press into the data of a button."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.message import Button, Phrase, Rows, Style, Value, phrase
from bot.screens.presses import (
    AskZone,
    Breathe,
    Press,
    ShowHistory,
    ShowLanguages,
    ShowMyRoutines,
    ShowProgress,
    ShowReminders,
    ShowRoutines,
    ShowSafety,
    ShowSettings,
    ShowTechniques,
    ShowTip,
    encode,
)


def button(label: str | Phrase, press: Press, style: Style = Style.plain, **args: Value) -> Button:
    """Return a button for `press`; a `label` of plain text names the phrase `button.<label>` with `args`."""
    shown = phrase(f"button.{label}", **args) if isinstance(label, str) else label
    return Button(shown, encode(press), style)


def in_rows(buttons: Sequence[Button], each: int) -> Rows:
    """Put buttons in rows, `each` in a row."""
    return tuple(tuple(buttons[at : at + each]) for at in range(0, len(buttons), each))


# Buttons that stand under several screens.
ALL_FIVE = button("all_five", ShowTechniques())
A_TIP = button("a_tip", ShowTip())
CHANGE_ZONE = button("change_zone", AskZone())
FIVE_BREATHS = button("five_breaths", Breathe())
HISTORY = button("history", ShowHistory())
LANGUAGES = button("language", ShowLanguages())
MY_ROUTINES = button("my_routines", ShowMyRoutines())
PROGRESS = button("progress", ShowProgress())
REMINDERS = button("reminders", ShowReminders())
ROUTINES = button("routines", ShowRoutines())
SAFETY = button("safety", ShowSafety())
SETTINGS = button("settings", ShowSettings())
TECHNIQUES = button("techniques", ShowTechniques())
