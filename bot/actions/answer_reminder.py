"""A person answers a reminder that rang: start, later, or not today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.actions.begin_session import begin_session
from bot.actions.ringing.ring import pass_over
from bot.actions.saying.answers import say
from bot.actions.saying.old import drop_buttons, drop_ring_buttons
from bot.actions.scene import Scene
from bot.domain.ids import ReminderId
from bot.domain.message import Message, Phrase, phrase
from bot.domain.plan import Wanted
from bot.domain.reminder import SNOOZE, Reminder, last_ring, skip_rest_of
from bot.ports import Chat
from bot.screens import basics
from bot.screens import rings as screens

# So long after a ring a typed "later" is about that ring.
JUST_NOW = timedelta(hours=2)


def start_from_reminder(scene: Scene, reminder: ReminderId, offered: Wanted) -> Phrase | None:
    """Begin what the reminder offered."""
    if _is_over(scene, reminder):
        return phrase("ring_over")
    drop_buttons(scene, scene.asked.pressed)
    return begin_session(scene, offered)


def snooze_reminder(scene: Scene, reminder: ReminderId) -> Phrase | None:
    """Ring again in 15 minutes; the planned rings stay. A second tap changes nothing."""
    chat = scene.chat
    if _is_over(scene, reminder):
        return phrase("ring_over")
    known = scene.reminders.get(reminder)
    if known is None or known.chat != scene.chat_id:
        if known is None:
            drop_buttons(scene, scene.asked.pressed)
        return phrase("e_stale")
    return _snooze(scene, chat, known)


def snooze_newest(scene: Scene, otherwise: Callable[[Scene], Phrase | None] | None = None) -> Phrase | None:
    """Ring again in 15 minutes what rang just now; if nothing did, do `otherwise`, or say that it is fine."""
    chat = scene.chat
    zone = ZoneInfo(chat.zone or "UTC")
    rung = [(moment, each) for each in scene.reminders.rung(chat.id) if (moment := last_ring(each, zone))]
    moment, newest = max(rung, key=lambda each: each[0], default=(None, None))
    if moment is None or newest is None or not timedelta(0) <= scene.now.people - moment <= JUST_NOW:
        if otherwise is not None:
            return otherwise(scene)
        say(scene, basics.plain("nottoday_none"))
        return None
    if (refusal := _snooze(scene, chat, newest)) is not None:
        say(scene, Message((refusal,)))
    return None


def _snooze(scene: Scene, chat: Chat, known: Reminder) -> Phrase | None:
    if known.snooze_at is not None and known.snooze_at > scene.now.people:
        return phrase("already_later")
    at = scene.now.people + SNOOZE
    if chat.quiet is not None and chat.zone is not None:
        at = chat.quiet.end_after(at, ZoneInfo(chat.zone))
    scene.reminders.put(replace(known, snooze_at=at))
    drop_buttons(scene, scene.asked.pressed)
    say(scene, screens.later(at, known, chat.zone))
    return None


def not_today(scene: Scene, reminder: ReminderId | None = None) -> Phrase | None:
    """Let no reminder of the chat ring again on this local date."""
    chat = scene.chat
    if reminder is not None and _is_over(scene, reminder):
        return phrase("ring_over")
    known = scene.reminders.of(scene.chat_id)
    drop_buttons(scene, scene.asked.pressed)
    drop_ring_buttons(scene)
    if reminder is not None and all(each.id != reminder for each in known):
        return phrase("e_stale")
    if not known or chat.zone is None:
        say(scene, basics.plain("nottoday_none"))
        return None
    zone = ZoneInfo(chat.zone)
    today = scene.now.people.astimezone(zone).date()
    scene.outbox.cancel_rings(scene.chat_id)
    quiet = [skip_rest_of(today, pass_over(scene, chat, each, zone), zone) for each in known]
    for each in quiet:
        scene.reminders.put(each)
    if any(each.due_at is not None for each in quiet):
        say(scene, screens.not_today(quiet, chat.zone))
    else:
        say(scene, basics.plain("nottoday_none"))
    return None


def _is_over(scene: Scene, reminder: ReminderId) -> bool:
    """Is the tapped ring from another day? Then it loses its buttons.

    In any case it has arrived, even if Telegram never answered its call.
    """
    chat, pressed, sent_at = scene.chat, scene.asked.pressed, scene.asked.pressed_sent_at
    if pressed is None:
        return False
    scene.outbox.ring_arrived(scene.chat_id, reminder, pressed, scene.asked.pressed_shows)
    if sent_at is None or chat.zone is None:
        return False
    zone = ZoneInfo(chat.zone)
    if sent_at.astimezone(zone).date() == scene.now.people.astimezone(zone).date():
        return False
    drop_buttons(scene, pressed)
    return True
