"""Commands and typed wishes that ask for the same as a press. The same people may use them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.intent import Intent
from bot.screens.commands import CommandName
from bot.screens.presses.answering import DoneToday
from bot.screens.presses.coding import Press, manages
from bot.screens.presses.hours import AskZone, ShowQuiet
from bot.screens.presses.looking import (
    ShowHistory,
    ShowPrivacy,
    ShowRoutines,
    ShowSafety,
    ShowTechniques,
    ShowTip,
)
from bot.screens.presses.own import ShowMyRoutines
from bot.screens.presses.progress import ShowProgress
from bot.screens.presses.reminders import AskHour, ShowReminders, StopReminders
from bot.screens.presses.rings import NotToday
from bot.screens.presses.settings import AskToDelete, ShowLanguages, ShowSettings, TakeCalendar, TakeOut

# A command and an intent with the same name ask for the same, so such a name stands here once.
EQUALS: Mapping[CommandName | Intent, type[Press]] = {
    CommandName.routine: ShowRoutines,
    CommandName.my_routines: ShowMyRoutines,
    CommandName.techniques: ShowTechniques,
    CommandName.remind: AskHour,
    CommandName.reminders: ShowReminders,
    Intent.stop_reminders: StopReminders,
    Intent.not_today: NotToday,
    Intent.did_it: DoneToday,
    Intent.quiet: ShowQuiet,
    CommandName.timezone: AskZone,
    CommandName.history: ShowHistory,
    CommandName.progress: ShowProgress,
    CommandName.settings: ShowSettings,
    CommandName.language: ShowLanguages,
    CommandName.tip: ShowTip,
    CommandName.safety: ShowSafety,
    CommandName.privacy: ShowPrivacy,
    CommandName.delete_me: AskToDelete,
    CommandName.export: TakeOut,
    CommandName.calendar: TakeCalendar,
}
_BY_NAME: Mapping[str, type[Press]] = {name.value: kind for name, kind in EQUALS.items()}


def manages_by_name(name: str) -> bool:
    """In a group, may only administrators use the command or the wish with this name?"""
    kind = _BY_NAME.get(name)
    return kind is not None and manages(kind)
