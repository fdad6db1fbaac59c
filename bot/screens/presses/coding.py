"""The data of every button: `encode` writes it, `decode` reads it, and `manages` says who may press it."""

from __future__ import annotations

from typing import assert_never, get_args

from bot.screens.presses import (
    answering,
    building,
    editing,
    hours,
    if_then,
    looking,
    news,
    own,
    peace,
    planning,
    progress,
    reminders,
    rings,
    sessions,
    settings,
)
from bot.screens.presses.answering import AnsweringPress, WantTips
from bot.screens.presses.building import BuildingPress
from bot.screens.presses.editing import ChangeReminder, EditReminder, ReminderEditPress
from bot.screens.presses.hours import AskZone, HoursPress, SetOffset, SetQuiet, SetZone, ShowQuiet
from bot.screens.presses.if_then import IfThenPress
from bot.screens.presses.looking import LookingPress, TechniquePress
from bot.screens.presses.news import NewsPress, WantNews
from bot.screens.presses.own import CopyPress, EditPress, OwnPress
from bot.screens.presses.parts import BETWEEN, Parts, Reads
from bot.screens.presses.peace import PeacePress
from bot.screens.presses.planning import PlanningPress, SwitchCue
from bot.screens.presses.progress import ProgressPress, ShowProgress
from bot.screens.presses.reminders import (
    AskHour,
    AskHourOn,
    DropReminders,
    MoveReminder,
    ReminderPress,
    RingIn,
    SetHour,
    SetHours,
    SetOnce,
    StopReminders,
)
from bot.screens.presses.rings import NotToday, RingPress, Snooze
from bot.screens.presses.sessions import SessionPress
from bot.screens.presses.settings import (
    AskForRating,
    AskToDelete,
    BringBack,
    DeleteMe,
    RatingPress,
    SetLanguage,
    SettingsPress,
    ShowLanguages,
    ShowSettings,
    StopAsking,
    TakeCalendar,
    TakeFileBack,
    TakeOut,
    WantPictures,
)

Press = (
    LookingPress
    | TechniquePress
    | PlanningPress
    | SessionPress
    | RatingPress
    | SettingsPress
    | ReminderPress
    | ReminderEditPress
    | HoursPress
    | RingPress
    | AnsweringPress
    | PeacePress
    | IfThenPress
    | ProgressPress
    | OwnPress
    | CopyPress
    | EditPress
    | BuildingPress
    | NewsPress
)

LONGEST = 64  # bytes; the most that Telegram allows

_READS: Reads[Press] = {
    **looking.READS,
    **planning.READS,
    **sessions.READS,
    **settings.READS,
    **reminders.READS,
    **hours.READS,
    **rings.READS,
    **answering.READS,
    **peace.READS,
    **if_then.READS,
    **progress.READS,
    **editing.READS,
    **own.READS,
    **news.READS,
}

# In a group only its administrators may press these.
_MANAGING = (
    *(AskHour, AskHourOn, SetHour, SetHours, SetOnce, RingIn, MoveReminder, DropReminders, StopReminders),
    *(EditReminder, ChangeReminder),
    *(Snooze, NotToday, AskZone, SetZone, SetOffset, ShowQuiet, SetQuiet, SwitchCue),
    *(ShowLanguages, SetLanguage),
    *(kind for kind in get_args(AnsweringPress) if kind is not WantTips),
    *(*get_args(PeacePress), *get_args(IfThenPress)),
    *(kind for kind in get_args(ProgressPress) if kind is not ShowProgress),
    *(ShowSettings, AskForRating, WantPictures, StopAsking, BringBack, AskToDelete, DeleteMe),
    *(TakeOut, TakeCalendar, TakeFileBack, WantNews),
)


def encode(press: Press) -> str:
    """Return the data of a button; ValueError: it is longer than 64 bytes."""
    data = BETWEEN.join(_write(press))
    if len(data.encode()) > LONGEST:
        raise ValueError(f"too long for a button: {data}")
    return data


def decode(data: str) -> Press | None:
    """Return the press of the button with `data`; None: the data is not ours.

    `decode` never raises. It checks the type and the range of each part; the action checks that the routine,
    technique, session or reminder exists.
    """
    word, *rest = data.split(BETWEEN)
    try:
        return _READS[word](rest) if len(data.encode()) <= LONGEST else None
    except (KeyError, ValueError, IndexError):
        return None


def manages(press: Press | type[Press]) -> bool:
    """In a group, may only administrators press this (or any press of this type)?"""
    return issubclass(press if isinstance(press, type) else type(press), _MANAGING)


def _write(press: Press) -> Parts:
    if isinstance(press, LookingPress | TechniquePress):
        return looking.write(press)
    if isinstance(press, PlanningPress):
        return planning.write(press)
    if isinstance(press, SessionPress):
        return sessions.write(press)
    if isinstance(press, RatingPress | SettingsPress):
        return settings.write(press)
    if isinstance(press, ReminderPress | HoursPress | RingPress):
        return _write_reminders(press)
    if isinstance(press, ProgressPress):
        return progress.write(press)
    if isinstance(press, AnsweringPress | PeacePress | IfThenPress | ReminderEditPress | NewsPress):
        return _write_manners(press)
    if isinstance(press, OwnPress | CopyPress | EditPress):
        return own.write(press)
    if isinstance(press, BuildingPress):
        return building.write(press)
    assert_never(press)


def _write_reminders(press: ReminderPress | HoursPress | RingPress) -> Parts:
    if isinstance(press, HoursPress):
        return hours.write(press)
    if isinstance(press, RingPress):
        return rings.write(press)
    return reminders.write(press)


def _write_manners(
    press: AnsweringPress | PeacePress | IfThenPress | ReminderEditPress | NewsPress,
) -> Parts:
    if isinstance(press, NewsPress):
        return news.write(press)
    if isinstance(press, ReminderEditPress):
        return editing.write(press)
    if isinstance(press, AnsweringPress):
        return answering.write(press)
    if isinstance(press, PeacePress):
        return peace.write(press)
    return if_then.write(press)
