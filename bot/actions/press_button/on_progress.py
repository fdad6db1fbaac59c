"""Presses that show what was done, add a session, or say when a day begins."""

from __future__ import annotations

from typing import assert_never

from bot.actions import add_session, change_settings, show_progress
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.screens import presses


def press_on_progress(scene: Scene, press: presses.ProgressPress) -> Phrase | None:
    """Do what the press asks for."""
    match press:
        case presses.ShowProgress():
            return show_progress.show_progress(scene)
        case presses.WantStreak(shows):
            return show_progress.want_streak(scene, shows)
        case presses.AskDay():
            return add_session.ask_day(scene)
        case presses.AskLength(on):
            return add_session.ask_length(scene, on)
        case presses.AddSession(on, minutes):
            return add_session.add_session(scene, on, minutes)
        case presses.TakeBack(added):
            return add_session.take_out(scene, added)
        case presses.AskDayBegins():
            return change_settings.ask_day_begins(scene)
        case presses.SetDayBegins(hour):
            return change_settings.set_day_begins(scene, hour)
        case presses.WantDark(dark):
            return change_settings.want_dark(scene, dark)
    assert_never(press)
