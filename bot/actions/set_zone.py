"""A person says where they are: by a place, an offset from UTC, or the time on their clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import SHOWN, say
from bot.actions.scene import Scene
from bot.domain.message import Message, Phrase, phrase
from bot.domain.place_names import Place
from bot.domain.reminder import Reminder, is_passed_over, tonight
from bot.domain.said_times import Does, SaidHour
from bot.domain.zones import are_alike, away_from, fixed_zone, is_zone, zones_at, zones_showing
from bot.ports import Chat, Question
from bot.reading.line import NOTHING, Line
from bot.screens import zones as screens

OFFERED = 3  # cities, where the time on a clock fits several
NEARLY = timedelta(minutes=8)  # a clock that is farther from every zone's is asked about


def set_zone(scene: Scene, line: Line = NOTHING, *, is_asked: bool = True) -> Phrase | None:
    """Take the zone from `line` and let every reminder ring in it; an empty line: ask for the zone.

    `is_asked` False: nobody asked, and the line itself says where the person is. A small place is then asked
    about, since its name may be another word.
    """
    place, text = line.place, line.text.strip()[:SHOWN]
    if line.is_empty:
        return _ask(scene, _zone_asked(scene))
    has_ring = bool(line.times.hours) and line.times.does in (None, Does.ring) and not _is_hour(line)
    if place.is_part or (place.says_where and place.is_named and has_ring):  # "7 am my time, I'm in Dubai"
        return offer_zone(scene, line)
    if place.offset is not None:
        return _take_offset(scene, place.offset, text)
    if place.places:
        is_sure = is_asked or place.is_sure
        if place.says_where and not is_sure:
            return offer_zone(scene, line)
        return _take_place(scene, place.places, text, is_sure=is_sure)
    if _is_hour(line):
        return _take_hour(scene, line.times.hours[0], text)
    if place.near:
        return _ask(scene, screens.near_places(text, place.near))
    return _ask(scene, screens.unknown_zone(text))


def _zone_asked(scene: Scene) -> Message:
    """Return the question of the zone, behind the one that is known: many ask which one it is."""
    zone = scene.chat.zone
    return screens.ask_zone(zone, None if zone is None else _time_in(zone, scene.now.people))


def offer_zone(scene: Scene, line: Line) -> Phrase | None:
    """Offer the place or the offset that a line names; set nothing. An hour beside it is asked for again."""
    asks = _zones_offered(scene, line)
    has_hour = bool(line.times.hours) and not _is_hour(line) and line.place.offset is None
    return _ask(scene, screens.then_hour(asks) if has_hour else asks)


def is_own_zone(scene: Scene, line: Line) -> bool:
    """Does the line name a place whose clock is that of the chat?"""
    zone, zones = scene.chat.zone, [place.zone for place in line.place.places]
    return zone is not None and bool(zones) and are_alike([zone, *zones], scene.now.people)


def _zones_offered(scene: Scene, line: Line) -> Message:
    place, now = line.place, scene.now.people
    if place.places:
        return screens.meant_place(place.places)
    zones = zones_at(place.offset or timedelta(0), now, scene.texts.populous)
    fixed = fixed_zone(place.offset or timedelta(0), now, scene.texts.populous)
    every = dict.fromkeys([*zones[:OFFERED], *([fixed] if fixed is not None else [])])
    return screens.which_city(list(every))


def take_zone(scene: Scene, zone: str) -> Phrase | None:
    """Take a zone by its IANA name, as of a tapped button."""
    return keep_zone(scene, zone) if is_zone(zone) else phrase("e_stale")


def take_offset(scene: Scene, offset: timedelta) -> Phrase | None:
    """Take the zone that is at `offset` from UTC now; if several differ within the year, ask which."""
    return _take_one(scene, zones_at(offset, scene.now.people, scene.texts.populous), "")


def take_location(scene: Scene, zone: str | None) -> Phrase | None:
    """Take the zone of a shared location; None: there is none. The location itself never comes here."""
    if zone is None or not is_zone(zone):
        return _ask(scene, _zone_asked(scene))
    return keep_zone(scene, zone)


def keep_zone(scene: Scene, zone: str) -> Phrase | None:
    """Keep the zone, and let every reminder ring in it. Of an hour of today that has passed there, say so."""
    moved = _move_to(scene, zone)
    has_evening = moved.has_evening
    say(scene, screens.zone_is(zone, moved.local, moved.ringing, moved.passed, has_evening=has_evening))
    return None


@dataclass(frozen=True, slots=True)
class _Moved:
    """What a new zone has changed. `local`: the time of day there. `passed`: its hour of today has passed."""

    local: time
    ringing: Sequence[Reminder]
    passed: Reminder | None
    has_evening: bool


def _move_to(scene: Scene, zone: str) -> _Moved:
    """Keep the zone, and let every reminder ring in it."""
    before, there, now = scene.reminders.of(scene.chat_id), ZoneInfo(zone), scene.now.people
    scene.keep(_forget_old_hours(replace(scene.chat, zone=zone, question=None), scene.chat.zone, now))
    ringing = start_ringing(scene, before, zone)
    after = {each.id: each for each in scene.reminders.of(scene.chat_id)}
    # A single reminder may be over there, and is none any more.
    both = [(each, after[each.id]) for each in before if each.id in after]
    passed = [each for each, moved in both if is_passed_over(each, moved, there, now)]
    return _Moved(
        local=_time_in(zone, now),
        ringing=[each for each in ringing if each.due_at is not None],
        passed=max(passed, key=lambda each: each.at, default=None),
        has_evening=tonight(now, there) is not None,
    )


def _time_in(zone: str, now: datetime) -> time:
    """Return the time of day there, to the minute."""
    return now.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)


def _forget_old_hours(chat: Chat, before: str | None, now: datetime) -> Chat:
    """Return the chat, in which no better hour is suggested by what was done where the clock was another one.

    Somebody who always begins at 13:00 in Lisbon would be told in Berlin: "You mostly begin around 14:00".
    """
    if before is None or chat.zone is None or _offset(before, now) == _offset(chat.zone, now):
        return chat
    return replace(chat, better_asked_on=now.astimezone(ZoneInfo(chat.zone)).date())


def _is_hour(line: Line) -> bool:
    """Is the line the time on a clock, and nothing else?"""
    times = line.times
    is_alone = times.is_all and times.does is None and not (times.days or times.dates or times.cannot)
    return len(times.hours) == 1 and (is_alone or line.place.is_watch)


def _take_place(scene: Scene, places: Sequence[Place], text: str, *, is_sure: bool) -> Phrase | None:
    zones = list(dict.fromkeys(place.zone for place in places))
    if is_sure and are_alike(zones, scene.now.people):
        return keep_zone(scene, zones[0])
    return _ask(scene, screens.which_place(text, places))


def _take_offset(scene: Scene, offset: timedelta, text: str) -> Phrase | None:
    """Take the zone that is at `offset` all year, and offer cities that are so only now."""
    now, populous = scene.now.people, scene.texts.populous
    cities = zones_at(offset, now, populous)
    zone = fixed_zone(offset, now, populous)
    if zone is None:  # each place that is at it now changes its clock within the year
        return _ask(scene, screens.which_city(cities[:OFFERED]) if cities else screens.unknown_zone(text))
    if zone in cities or not cities:
        return keep_zone(scene, zone)
    moved = _move_to(scene, zone)
    shown = screens.offset_is(
        zone, moved.local, cities[:OFFERED], moved.ringing, moved.passed, has_evening=moved.has_evening
    )
    say(scene, shown)
    return None


def _take_hour(scene: Scene, said: SaidHour, text: str) -> Phrase | None:
    """Take the zone whose clock shows the hour now; ask if it may be am or pm, or fits several places."""
    now, populous = scene.now.people, scene.texts.populous
    hours = [said.at]
    if said.is_twelve and not said.is_padded:
        hours.append(said.at.replace(hour=(said.at.hour + 12) % 24))
    fits = [(at, zones) for at in sorted(hours) if (zones := zones_showing(at, now, populous))]
    if len(fits) > 1:
        return _ask(scene, screens.which_half([(at, _offset(zones[0], now)) for at, zones in fits]))
    if not fits:
        return _ask(scene, screens.unknown_zone(text))
    [(at, zones)] = fits
    if away_from(at, zones[0], now) > NEARLY:
        return _ask(scene, screens.which_city(zones[:OFFERED]))
    return _take_one(scene, zones, text)


def _offset(zone: str, now: datetime) -> timedelta:
    return now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)


def _take_one(scene: Scene, zones: Sequence[str], text: str) -> Phrase | None:
    """Take the only zone of `zones`, or ask which of several."""
    if not zones:
        return _ask(scene, screens.unknown_zone(text))
    if len(zones) == 1:
        return keep_zone(scene, zones[0])
    return _ask(scene, screens.which_city(zones[:OFFERED]))


def _ask(scene: Scene, question: Message) -> Phrase | None:
    scene.keep(replace(scene.chat, question=Question.zone))
    say(scene, question)
    return None
