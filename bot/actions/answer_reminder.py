"""A person answers a reminder that rang: start, later, or not today."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.actions.begin_session import begin_session
from bot.actions.ringing.ring import pass_over
from bot.actions.saying.answers import chat_of, say
from bot.domain.catalogue import Audience, RoutineKey
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase, phrase
from bot.domain.reminder import SNOOZE, skip_rest_of
from bot.ports import Asked, Work
from bot.screens import basics
from bot.screens import reminders as screens


def start_from_reminder(
    work: Work,
    asked: Asked,
    reminder: ReminderId,
    routine: RoutineKey,
    audience: Audience,
    minutes: int | None = None,
) -> Phrase | None:
    """Begin what the reminder offered."""
    _has_arrived(work, asked, reminder)
    return begin_session(work, asked, routine, audience, minutes, suggested=True)


def snooze_reminder(work: Work, asked: Asked, reminder: ReminderId) -> Phrase | None:
    """Ring again in 15 minutes; the plan stays. A second tap changes nothing."""
    chat = chat_of(work, asked)
    _has_arrived(work, asked, reminder)
    known = work.reminders.get(reminder)
    if known is None or known.chat != asked.chat:
        return phrase("e_stale")
    if known.snooze_at is not None and known.snooze_at > asked.now.people:
        return phrase("already_later")
    at = asked.now.people + SNOOZE
    if chat.quiet is not None and chat.zone is not None:
        at = chat.quiet.end_after(at, ZoneInfo(chat.zone))
    work.reminders.put(replace(known, snooze_at=at))
    say(work, asked, screens.later(at, known.at, chat.zone))
    return None


def not_today(work: Work, asked: Asked, reminder: ReminderId | None = None) -> Phrase | None:
    """No more rings on this local date, of any reminder of the chat."""
    chat = chat_of(work, asked)
    if reminder is not None:
        _has_arrived(work, asked, reminder)
    known = work.reminders.of(asked.chat)
    if reminder is not None and all(each.id != reminder for each in known):
        return phrase("e_stale")
    if not known or chat.zone is None:
        say(work, asked, basics.plain("nottoday_none"))
        return None
    zone = ZoneInfo(chat.zone)
    today = asked.now.people.astimezone(zone).date()
    work.outbox.cancel_rings(asked.chat)
    quiet = [skip_rest_of(today, pass_over(work, chat, each, zone, asked.now), zone) for each in known]
    for each in quiet:
        work.reminders.put(each)
    say(work, asked, screens.not_today(quiet, chat.zone))
    return None


def _has_arrived(work: Work, asked: Asked, reminder: ReminderId) -> None:
    """A tap on a ring proves that it is there, whatever became of the answer to our call."""
    if asked.pressed is not None:
        work.outbox.ring_arrived(asked.chat, reminder, asked.pressed)
