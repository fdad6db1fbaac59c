"""A person sets one or more hours to be reminded at."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import SHOWN, chat_of, say
from bot.domain.days import DAILY
from bot.domain.hours import Hours
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase
from bot.domain.reminder import MOST, Reminder
from bot.ports import Asked, Question, Work
from bot.reading.hours import NotAnHour, read_hours
from bot.screens import reminders as screens

UNNUMBERED = ReminderId(0)  # until it is kept


def set_reminder(work: Work, asked: Asked, text: str = "") -> Phrase | None:
    """Set the hours in `text` (`8:30`, `weekdays 9:00 and 15:00`); without any, offer some."""
    chat = chat_of(work, asked)
    if not text.strip():
        work.chats.put(replace(chat, asked=Question.hour))
        say(work, asked, screens.ask_hour())
        return None
    try:
        hours = read_hours(text, work.catalogue.lexicon(chat.language).days)
    except NotAnHour as wrong:
        work.chats.put(replace(chat, asked=Question.hour))
        say(work, asked, screens.unknown_hour(str(wrong)[:SHOWN]))
        return None
    return set_hours(work, asked, hours)


def set_hours(work: Work, asked: Asked, hours: Hours, *, is_sure: bool = False) -> Phrase | None:
    """Keep the hours; they ring once the zone is known. Hours inside the quiet ones are asked about once."""
    chat = chat_of(work, asked)
    before = work.reminders.of(asked.chat)
    known = {(reminder.at, reminder.days) for reminder in before}
    new = [at for at in hours.at if (at, hours.days) not in known]
    if len(before) + len(new) > MOST:
        say(work, asked, screens.too_many(before))
        return None
    inside = [at for at in hours.at if chat.quiet is not None and chat.quiet.covers(at)]
    if chat.quiet is not None and inside and not is_sure:
        say(work, asked, screens.ask_about_quiet(hours, inside[0], chat.quiet))
        return None
    kept = [
        work.reminders.add(Reminder(id=UNNUMBERED, chat=asked.chat, at=at, days=hours.days))
        for at in hours.at
    ]
    if chat.zone is None:
        work.chats.put(replace(chat, asked=Question.zone))
        say(work, asked, screens.kept(kept))
        return None
    ringing = start_ringing(work, asked, kept, chat.zone)
    undone = [reminder for reminder in ringing if reminder.at in new]
    say(work, asked, screens.is_set(ringing, chat.zone, undone))
    return None


def offer_hour(work: Work, asked: Asked, hour: time) -> Phrase | None:
    """Set the hour on a button, every day."""
    return set_hours(work, asked, Hours((hour,), DAILY))
