"""A person answers a reminder that rang: start, later, or not today."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.actions.begin_session import begin_session
from bot.actions.ringing.ring import pass_over
from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase, phrase
from bot.domain.plan import Wanted
from bot.domain.reminder import SNOOZE, skip_rest_of
from bot.screens import basics
from bot.screens import rings as screens


def start_from_reminder(scene: Scene, reminder: ReminderId, offered: Wanted) -> Phrase | None:
    """Begin what the reminder offered."""
    _has_arrived(scene, reminder)
    return begin_session(scene, offered)


def snooze_reminder(scene: Scene, reminder: ReminderId) -> Phrase | None:
    """Ring again in 15 minutes; the planned rings stay. A second tap changes nothing."""
    chat = scene.chat
    _has_arrived(scene, reminder)
    known = scene.reminders.get(reminder)
    if known is None or known.chat != scene.chat_id:
        return phrase("e_stale")
    if known.snooze_at is not None and known.snooze_at > scene.now.people:
        return phrase("already_later")
    at = scene.now.people + SNOOZE
    if chat.quiet is not None and chat.zone is not None:
        at = chat.quiet.end_after(at, ZoneInfo(chat.zone))
    scene.reminders.put(replace(known, snooze_at=at))
    say(scene, screens.later(at, known.at, chat.zone))
    return None


def not_today(scene: Scene, reminder: ReminderId | None = None) -> Phrase | None:
    """Let no reminder of the chat ring again on this local date."""
    chat = scene.chat
    if reminder is not None:
        _has_arrived(scene, reminder)
    known = scene.reminders.of(scene.chat_id)
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
    say(scene, screens.not_today(quiet, chat.zone))
    return None


def _has_arrived(scene: Scene, reminder: ReminderId) -> None:
    """Note that the tapped ring has arrived, even if Telegram never answered its call."""
    if scene.asked.pressed is not None:
        scene.outbox.ring_arrived(scene.chat_id, reminder, scene.asked.pressed)
