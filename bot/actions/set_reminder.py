"""A person sets reminders for one or more hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import assert_never

from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import SHOWN, say
from bot.actions.scene import Scene
from bot.domain.days import DAILY
from bot.domain.hours import Hours
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase
from bot.domain.reminder import MOST, Reminder
from bot.ports import Question
from bot.reading.line import WrongHour
from bot.screens import reminders as screens

UNNUMBERED = ReminderId(0)  # until the storage gives it an id


def set_reminder(scene: Scene, hours: Hours | WrongHour | None = None) -> Phrase | None:
    """Set the typed hours, or say what is wrong with them; None: no hour was typed, so offer some."""
    match hours:
        case Hours():
            return set_hours(scene, hours)
        case WrongHour(said):
            answer = screens.unknown_hour(said[:SHOWN])
        case None:
            answer = screens.ask_hour()
        case _:
            assert_never(hours)
    scene.keep(replace(scene.chat, question=Question.hour))
    say(scene, answer)
    return None


def set_hours(scene: Scene, hours: Hours, *, is_sure: bool = False) -> Phrase | None:
    """Set reminders; they ring once the zone is known. Ask once about hours inside the quiet hours."""
    chat = scene.chat
    before = scene.reminders.of(scene.chat_id)
    known = {(reminder.at, reminder.days) for reminder in before}
    new = [at for at in hours.at if (at, hours.days) not in known]
    if len(before) + len(new) > MOST:
        say(scene, screens.too_many(before))
        return None
    inside = [at for at in hours.at if chat.quiet is not None and chat.quiet.covers(at)]
    if chat.quiet is not None and inside and not is_sure:
        say(scene, screens.ask_about_quiet(hours, inside[0], chat.quiet))
        return None
    kept = [
        scene.add_reminder(Reminder(id=UNNUMBERED, chat=scene.chat_id, at=at, days=hours.days))
        for at in hours.at
    ]
    if chat.zone is None:
        scene.keep(replace(chat, question=Question.zone))
        say(scene, screens.kept(kept))
        return None
    ringing = start_ringing(scene, kept, chat.zone)
    undone = [reminder for reminder in ringing if reminder.at in new]
    say(scene, screens.is_set(ringing, chat.zone, undone))
    return None


def offer_hour(scene: Scene, hour: time) -> Phrase | None:
    """Set a reminder for every day at the hour of the tapped button."""
    return set_hours(scene, Hours((hour,), DAILY))
