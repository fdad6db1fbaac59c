"""A person says where they are: by the time on their clock, or by a city."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import SHOWN, chat_of, say
from bot.domain.message import Phrase
from bot.domain.zones import zone_at
from bot.ports import Asked, Question, Work
from bot.reading.hours import NotAnHour, read_hours
from bot.reading.places import zone_named
from bot.screens import reminders as screens
from bot.screens.reminders import clock_face


def set_zone(work: Work, asked: Asked, text: str = "") -> Phrase | None:
    """Take the zone from `text` and let every reminder ring in it; without text, ask for it."""
    chat = chat_of(work, asked)
    if not text.strip():
        work.chats.put(replace(chat, asked=Question.zone))
        say(work, asked, screens.ask_zone())
        return None
    zone = find_zone(text, asked.now.people)
    if zone is None:
        work.chats.put(replace(chat, asked=Question.zone))
        say(work, asked, screens.unknown_zone(text.strip()[:SHOWN]))
        return None
    work.chats.put(replace(chat, zone=zone, asked=None))
    ringing = start_ringing(work, asked, work.reminders.of(asked.chat), zone)
    local = clock_face(asked.now.people.astimezone(ZoneInfo(zone)).time())
    say(work, asked, screens.zone_is(zone, local, ringing))
    return None


def find_zone(text: str, now: datetime) -> str | None:
    """Return the zone that `text` stands for at `now`, or None."""
    try:
        hours = read_hours(text, {})
    except NotAnHour:
        return zone_named(text)
    return zone_at(hours.at[0], now) if len(hours.at) == 1 else None
