"""A person has done it for today, does not want it today, or takes that back."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from bot.actions.answer_reminder import is_over
from bot.actions.ringing.habits import habits_of
from bot.actions.ringing.rest import rest_of_day, ring_after_all
from bot.actions.saying.answers import change, say
from bot.actions.saying.old import drop_buttons
from bot.actions.scene import Scene
from bot.domain.done import Deed, Done
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase, phrase
from bot.screens import basics
from bot.screens import rings as screens


def done_today(scene: Scene, reminder: ReminderId | None = None) -> Phrase | None:
    """Note what was done on this local date; no reminder of the chat rings again on it."""
    if reminder is not None and is_over(scene, reminder):
        return phrase("ring_over")
    chat, zone = scene.chat, ZoneInfo(scene.chat.zone or "UTC")
    drop_buttons(scene, scene.asked.pressed)
    habits = habits_of(scene, zone)
    today, what = habits.today, Deed.movement if habits.rests_today else Deed.massage
    scene.done_days.add(scene.chat_id, Done(today, what, scene.now.people))
    say(scene, screens.done(rest_of_day(scene, chat), chat.zone, today))
    return None


def not_today(scene: Scene, reminder: ReminderId | None = None) -> Phrase | None:
    """Let no reminder of the chat ring again on this local date."""
    chat = scene.chat
    if reminder is not None and is_over(scene, reminder):
        return phrase("ring_over")
    drop_buttons(scene, scene.asked.pressed)
    known = scene.reminders.of(scene.chat_id)
    if reminder is not None and all(each.id != reminder for each in known):
        return phrase("e_stale")
    if not known or chat.zone is None:
        say(scene, basics.plain("nottoday_none"))
        return None
    today = scene.now.people.astimezone(ZoneInfo(chat.zone)).date()
    quiet = rest_of_day(scene, chat)
    if any(each.due_at is not None for each in quiet):
        say(scene, screens.not_today(quiet, chat.zone, today))
    else:
        say(scene, basics.plain("nottoday_none"))
    return None


def take_back(scene: Scene, on: date) -> Phrase | None:
    """Take back "Done" or "Not today" of the date `on`; what is still ahead of it rings after all."""
    chat, zone = scene.chat, ZoneInfo(scene.chat.zone or "UTC")
    if on != scene.now.people.astimezone(zone).date():
        drop_buttons(scene, scene.asked.pressed)
        return phrase("ring_over")
    scene.done_days.drop(scene.chat_id, on)
    change(scene, screens.rings_after_all(ring_after_all(scene, chat), chat.zone))
    return None
