"""A person says where they are: by the time on their clock, or by a city."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import SHOWN, say
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.domain.zones import zone_at
from bot.ports import Question
from bot.reading.hours import NotAnHour, read_hours
from bot.reading.places import zone_named
from bot.screens import reminders as screens
from bot.screens.reminders import clock_face


def set_zone(scene: Scene, text: str = "") -> Phrase | None:
    """Take the zone from `text` and let every reminder ring in it; without text, ask for it."""
    chat = scene.chat
    if not text.strip():
        scene.keep(replace(chat, question=Question.zone))
        say(scene, screens.ask_zone())
        return None
    zone = find_zone(text, scene.now.people)
    if zone is None:
        scene.keep(replace(chat, question=Question.zone))
        say(scene, screens.unknown_zone(text.strip()[:SHOWN]))
        return None
    scene.keep(replace(chat, zone=zone, question=None))
    ringing = start_ringing(scene, scene.reminders.of(scene.chat_id), zone)
    local = clock_face(scene.now.people.astimezone(ZoneInfo(zone)).time())
    say(scene, screens.zone_is(zone, local, ringing))
    return None


def find_zone(text: str, now: datetime) -> str | None:
    """Return the zone that `text` stands for at `now`, or None."""
    try:
        hours = read_hours(text, {})
    except NotAnHour:
        return zone_named(text)
    return zone_at(hours.at[0], now) if len(hours.at) == 1 else None
