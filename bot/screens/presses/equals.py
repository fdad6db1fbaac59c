"""Commands and typed wishes that ask for the same as a press. The same people may use them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.screens.presses.coding import Press, manages
from bot.screens.presses.looking import (
    ShowHistory,
    ShowPrivacy,
    ShowRoutines,
    ShowSafety,
    ShowTechniques,
    ShowTip,
)
from bot.screens.presses.own import ShowMyRoutines
from bot.screens.presses.reminders import AskHour, AskZone, NotToday, ShowReminders, StopReminders
from bot.screens.presses.settings import AskToDelete, ShowSettings

# The keys are names of commands and intents.
EQUALS: Mapping[str, type[Press]] = {
    "routine": ShowRoutines,
    "my_routines": ShowMyRoutines,
    "techniques": ShowTechniques,
    "remind": AskHour,
    "reminders": ShowReminders,
    "stop_reminders": StopReminders,
    "not_today": NotToday,
    "timezone": AskZone,
    "history": ShowHistory,
    "settings": ShowSettings,
    "tip": ShowTip,
    "safety": ShowSafety,
    "privacy": ShowPrivacy,
    "delete_me": AskToDelete,
}


def manages_by_name(name: str) -> bool:
    """In a group, may only administrators use the command or the wish with this name?"""
    kind = EQUALS.get(name)
    return kind is not None and manages(kind)
