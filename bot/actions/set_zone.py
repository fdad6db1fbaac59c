"""A person says where they are: by the time on their clock, or by a city."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import SHOWN, say
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.domain.zones import zone_at
from bot.ports import Question
from bot.reading.line import NOTHING, Line
from bot.screens import reminders as screens


def set_zone(scene: Scene, line: Line = NOTHING) -> Phrase | None:
    """Take the zone from `line` and let every reminder ring in it; an empty line: ask for the zone."""
    chat = scene.chat
    if line.is_empty:
        scene.keep(replace(chat, question=Question.zone))
        say(scene, screens.ask_zone())
        return None
    zone = find_zone(scene, line)
    if zone is None:
        scene.keep(replace(chat, question=Question.zone))
        say(scene, screens.unknown_zone(line.text.strip()[:SHOWN]))
        return None
    scene.keep(replace(chat, zone=zone, question=None))
    ringing = start_ringing(scene, scene.reminders.of(scene.chat_id), zone)
    local = scene.now.people.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)
    say(scene, screens.zone_is(zone, local, ringing))
    return None


def find_zone(scene: Scene, line: Line) -> str | None:
    """Return the zone whose clock shows the hour in `line` now, or the zone that `line` names; else None."""
    match line.hours.at:
        case ():
            return line.place.zone
        case (at,):
            return zone_at(at, scene.now.people, scene.texts.populous)
        case _:
            return None
