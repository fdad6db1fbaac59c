"""The name of every command but those of the techniques, in the order of the menu."""

from __future__ import annotations

from enum import StrEnum


class CommandName(StrEnum):
    """A command; its line in the menu is the phrase `command.<name>`. Each technique is a command too."""

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
    settings = "settings"
    tip = "tip"
    safety = "safety"
    privacy = "privacy"
    delete_me = "delete_me"
    help = "help"
    start = "start"
