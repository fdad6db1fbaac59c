"""A person wants no reminder today, or on another day: "not today", "not on friday, we're out"."""

from __future__ import annotations

from bot.actions.close_day import not_today
from bot.actions.go_away import ask_once_or_weekly, show_away, take_day_off
from bot.actions.manage_reminders import show_reminders
from bot.actions.scene import Scene
from bot.actions.set_reminder import offer_times
from bot.domain.days import DAILY
from bot.domain.intent import Intent
from bot.domain.message import Phrase
from bot.domain.said_times import TODAY
from bot.reading.line import Line


def not_today_as_said(scene: Scene, line: Line) -> Phrase | None:
    """Let no reminder ring again today. Of a line that names another day or an hour, ask what is meant."""
    said = line.times
    is_today = TODAY in (said.not_on, said.dates)
    has_more = said.cannot is not None and said.not_on != TODAY
    if said.points_to_part or has_more or (said.has_word_of_moving and not is_today):
        return show_reminders(scene)  # "the late one off today", "postpone today's": not the whole day
    if said.hours and said.dates and not said.not_on:
        return offer_times(scene, said)  # "today do it at 11 instead", "tomorrow is a holiday, so 10 instead"
    if said.has_other_day and is_today and not said.hours:
        return show_away(scene)  # "cancel today and tomorrow"
    if Intent.not_today in line.is_just or is_today:
        return not_today(scene)
    if said.hours or said.after is not None:
        # "I can't at 8" sets nothing: the list shows what can be changed.
        return offer_times(scene, said) if said.days else show_reminders(scene)
    if len(said.dates) == 1:
        return take_day_off(scene, said)
    days = said.days or said.without
    if days is not None and days != DAILY:
        return ask_once_or_weekly(scene, days)
    return show_away(scene) if said.not_on or said.dates else not_today(scene)
