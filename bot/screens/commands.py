"""The names of all commands except those of the techniques, and those that the menu shows."""

from __future__ import annotations

from enum import StrEnum


class CommandName(StrEnum):
    """A command. Each technique is also a command."""

    routine = "routine"
    my_routines = "my_routines"
    techniques = "techniques"
    technique = "technique"
    pause = "pause"
    resume = "resume"
    skip = "skip"
    back = "back"
    stop = "stop"
    remind = "remind"
    reminders = "reminders"
    timezone = "timezone"
    history = "history"
    progress = "progress"
    settings = "settings"
    language = "language"
    tip = "tip"
    safety = "safety"
    privacy = "privacy"
    export = "export"
    calendar = "calendar"
    delete_me = "delete_me"
    help = "help"
    start = "start"


# The menu, in its order. `/help` names the other commands, and the screen of `/progress` leads to the history.
# Its lines are the phrases `command.<name>`.
MENU = (
    CommandName.routine,
    CommandName.techniques,
    CommandName.my_routines,
    CommandName.pause,
    CommandName.stop,
    CommandName.remind,
    CommandName.reminders,
    CommandName.tip,
    CommandName.progress,
    CommandName.settings,
    CommandName.safety,
    CommandName.help,
)
