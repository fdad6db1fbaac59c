"""A person types a line about reminders: set, move or cancel them, ring again later, or ask what is meant."""

from __future__ import annotations

from bot.actions import manage_reminders, move_reminder, pause_reminder, set_reminder
from bot.actions.answer_reminder import snooze_newest
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.domain.said_times import Does, SaidTimes
from bot.ports import Chat
from bot.reading.line import Line


def heed_times(scene: Scene, said: SaidTimes, asked: Chat | None = None) -> Phrase | None:
    """Do what a line says about reminders. `asked`: the chat as the line found it, with its question."""
    match said.does:
        case Does.cancel:
            return manage_reminders.cancel(scene, said)
        case Does.move:
            return move_reminder.move(scene, said)
        case Does.later:
            wants_ring = said.names_reminders or not said.is_all  # "snooze for 15 min"
            return _remind_later(scene) if wants_ring else snooze_newest(scene)
        case Does.away:
            return manage_reminders.keep_quiet(scene, said)
        case Does.pause:
            return pause_reminder.pause_named(scene, said)
    if said.is_question and said.after is None:  # "is my reminder still at 8:30?" sets none
        return manage_reminders.show_reminders(scene)
    if said.change is not None and said.change.asks_to_go:  # "the 9:00 one can go", and none is at 9:00
        return manage_reminders.show_reminders(scene)
    if not said.has_time and not said.left:
        return set_reminder.ask_hour(scene)
    return set_reminder.set_times(scene, said, asked)


def remind(scene: Scene, line: Line) -> Phrase | None:
    """`/remind 8:30`, `/remind off`, `/remind off 8:30`, or `/remind` for a choice of hours."""
    said = line.times
    if line.is_empty:
        return set_reminder.ask_hour(scene)
    if said.does is None and not said.has_time:
        return set_reminder.refuse_hour(scene, line.text)
    return heed_times(scene, said)


def _remind_later(scene: Scene) -> Phrase | None:
    """Answer "remind me later": the ring of just now comes again; without one, ask for the hour."""
    return snooze_newest(scene, otherwise=set_reminder.ask_hour)
