"""In a group only administrators may change settings and reminders: every press, command and intent is named.

A new press, command or intent is in neither list, so these tests fail until somebody decides who may use it.
"""

from __future__ import annotations

from bot.domain.catalogue import Catalogue
from bot.domain.intent import Intent
from bot.screens.commands import CommandName
from bot.screens.presses import manages, manages_by_name
from bot.telegram.commands import commands

from .kinds import KINDS

PRESSES_OF_MANAGERS = {
    *("AskHour", "AskHourOn", "SetHour", "SetHours", "DropReminders", "StopReminders", "Snooze", "NotToday"),
    *("ShowLater", "SnoozeFor", "SnoozeTonight", "AskLater", "DoneToday", "RingAfterAll"),
    *("KeepRings", "RingInside", "RingLess", "AskHourToMove", "PauseReminder", "ResumeReminder"),
    *("AskTurnOff", "TurnOff"),
    *("ShowAway", "GoAway", "RestWeekly", "ComeBack", "AskQuiet"),
    *("AskCue", "ChooseCue", "AskOwnCue", "ChooseBarrier", "DropPlan"),
    *("AskDay", "AskLength", "AddSession", "TakeBack", "WantStreak", "WantDark"),
    *("AskDayBegins", "SetDayBegins"),
    *("SetOnce", "RingIn", "MoveReminder", "EditReminder", "ChangeReminder", "SetZone", "SetOffset"),
    *("AskZone", "ShowQuiet", "SetQuiet", "SwitchCue"),
    *("ShowLanguages", "SetLanguage"),
    *("ShowSettings", "AskForRating", "WantPictures", "StopAsking", "BringBack", "AskToDelete", "DeleteMe"),
    *("TakeOut", "TakeCalendar", "TakeFileBack", "WantNews"),
}
PRESSES_OF_ALL = {
    *("ShowRoutines", "ShowTip", "ShowHistory", "ShowSafety", "ShowPrivacy"),
    *("Breathe", "AnswerFaq", "ShowTechniques", "ShowTechnique", "ExplainTechnique"),
    *("TryTechnique", "ChooseAudience", "ShowRoutine", "ShowOwn", "ShowPlan"),
    *("ChooseLength", "ChoosePace", "ChooseCues", "Begin", "Listen", "SwapPlaces"),
    *("ConfirmSafety", "DoubtSafety", "ClearRedFlag", "Steer", "AskHowItFeels"),
    *("NoteFeeling", "NoteLiking", "KeepMe", "LeaveFile", "ShowReminders", "StartFromReminder"),
    *("ShowMyRoutines", "ShareOwn", "AskNewName", "AskToDeleteOwn", "DeleteOwn"),
    *("LookAtCopy", "KeepCopy", "LeaveCopy", "EditOwn", "EditAfresh", "SaveEdit"),
    *("LeaveEdit", "BuildNew", "BuildAfresh", "AskName", "Build", "AddTechnique"),
    *("UndoChange", "ChangePiece", "WantTips", "ShowProgress"),
    *("TryNews", "SendNews", "DropNews", "StopNews"),  # only in private chats of who runs the bot
}

COMMANDS_OF_MANAGERS = {
    CommandName.remind,
    CommandName.timezone,
    CommandName.settings,
    CommandName.language,
    CommandName.delete_me,
    CommandName.export,
    CommandName.calendar,
}
COMMANDS_OF_ALL = {
    *(CommandName.routine, CommandName.my_routines, CommandName.techniques),
    *(CommandName.technique, CommandName.pause, CommandName.resume),
    *(CommandName.skip, CommandName.back, CommandName.stop, CommandName.reminders),
    *(CommandName.history, CommandName.progress, CommandName.tip, CommandName.safety),
    *(CommandName.privacy, CommandName.help, CommandName.start),
}

INTENTS_OF_MANAGERS = {
    Intent.remind,
    Intent.stop_reminders,
    Intent.not_today,
    Intent.did_it,
    Intent.quiet,
    Intent.timezone,
    Intent.settings,
    Intent.language,
    Intent.delete_me,
    Intent.export,
    Intent.calendar,
}
INTENTS_OF_ALL = {
    *(Intent.hello, Intent.thanks, Intent.help, Intent.stop, Intent.pause),
    *(Intent.resume, Intent.skip, Intent.back, Intent.repeat, Intent.now),
    *(Intent.plus, Intent.minus, Intent.softer, Intent.as_before, Intent.just_right),
    *(Intent.time_left, Intent.tip, Intent.exercise, Intent.posture, Intent.safety, Intent.routine),
    *(Intent.techniques, Intent.history, Intent.progress, Intent.how_far, Intent.reminders, Intent.privacy),
    *(Intent.alone, Intent.my_routines, Intent.pain),
    *(Intent.soreness, Intent.step, Intent.firmer, Intent.rhythm, Intent.sound, Intent.audio),
    *(Intent.begin, Intent.swap, Intent.show_me, Intent.rate, Intent.never_mind, Intent.yes, Intent.no),
}


def test_which_presses_are_for_administrators() -> None:
    assert {kind.__name__ for kind in KINDS if manages(kind)} == PRESSES_OF_MANAGERS
    assert {kind.__name__ for kind in KINDS if not manages(kind)} == PRESSES_OF_ALL


def test_which_commands_are_for_administrators() -> None:
    assert {name for name in CommandName if manages_by_name(name)} == COMMANDS_OF_MANAGERS
    assert {name for name in CommandName if not manages_by_name(name)} == COMMANDS_OF_ALL


def test_which_intents_are_for_administrators() -> None:
    assert {intent for intent in Intent if manages_by_name(intent)} == INTENTS_OF_MANAGERS
    assert {intent for intent in Intent if not manages_by_name(intent)} == INTENTS_OF_ALL


def test_a_command_that_shows_a_technique_is_for_everybody(catalogue: Catalogue) -> None:
    techniques = set(commands(catalogue)).difference(CommandName)

    assert techniques == set(catalogue.techniques)
    assert not any(manages_by_name(name) for name in techniques)
