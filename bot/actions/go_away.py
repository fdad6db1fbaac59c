"""A person wants no reminders until a date. No reason is asked, and none is kept.

The days are kept, since the streak waits for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.actions.close_day import not_today
from bot.actions.counting.days import count
from bot.actions.ringing.missed import note_missed_of
from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.away import LONGEST, away_until, stay_away
from bot.domain.calendar_days import date_of
from bot.domain.days import Days
from bot.domain.message import Phrase
from bot.domain.reminder import set_zone
from bot.domain.said_times import Does, NextDay, SaidDate, SaidTimes
from bot.ports import Question
from bot.screens import asking_times, peace
from bot.screens.progress import IN_A_ROW

_OFFERED = (3, 7, 14, 28)  # days
_DAY = timedelta(days=1)


def show_away(scene: Scene) -> Phrase | None:
    """Ask until when it shall be quiet, and offer some dates."""
    if (zone := scene.chat.zone) is None:
        return _ask_zone(scene)
    away = scene.chat.away
    scene.keep(replace(scene.chat, question=Question.away))
    change(scene, peace.ask_until(_offered(scene, zone), away.back_on if away else None))
    return None


def stay_away_as_said(scene: Scene, said: SaidTimes) -> Phrase | None:
    """Keep quiet until the date that a line names; ask for one if it names none, or one that cannot be."""
    if (zone := scene.chat.zone) is None:
        return _ask_zone(scene)
    today = _today(scene, zone)
    begins = today if said.begins is None else date_of(said.begins, today)
    if begins is None:
        return _refuse(scene, "away_no_date", zone)
    if begins > today:
        return _ask_from_now(scene, said, zone, begins)
    if said.without is not None or said.hours or said.is_limited:
        return show_away(scene)  # "away till monday, no tuesday", "away till friday, then 7 am daily"
    if said.does is Does.away and said.dates and said.until is None and said.lasts is None:
        return take_day_off(scene, said)
    if said.lasts is not None:
        is_far = said.lasts > LONGEST
        return _refuse(scene, "away_far", zone) if is_far else go_away(scene, today + said.lasts)
    until = said.until or (said.dates[0] if len(said.dates) == 1 else None)
    if until is None:
        return show_away(scene)
    ends = _readings([until, said.until_or], today)
    if not ends:
        return _refuse(scene, "away_no_date", zone)
    return go_away(scene, ends[0]) if len(ends) == 1 else _ask_until(scene, ends)


def _readings(said: Sequence[SaidDate | None], today: date) -> list[date]:
    """Return the dates ahead that "until 3/4" may mean, the nearer first; if none is, a date that is not."""
    ends = sorted({on for each in said if each is not None and (on := date_of(each, today)) is not None})
    return [on for on in ends if on > today] or ends[-1:]


def _ask_until(scene: Scene, offered: Sequence[date]) -> Phrase | None:
    """Ask until when it shall be quiet, and offer these dates; the first one is the example."""
    scene.keep(replace(scene.chat, question=Question.away))
    say(scene, peace.ask_until(offered, scene.chat.away.back_on if scene.chat.away else None, offered[0]))
    return None


def _ask_from_now(scene: Scene, said: SaidTimes, zone: str, begins: date) -> Phrase | None:
    """Ask whether it shall be quiet from now on, until the end that a line names.

    A time away has an end and no beginning, so nothing is set for a day that is ahead.
    """
    today = _today(scene, zone)
    ends = [_end_of(said, begins)]
    if isinstance(said.begins, NextDay) and not said.begins.is_next and begins - today == 7 * _DAY:
        ends.insert(0, _end_of(said, today))
    back_on = [each for each in dict.fromkeys(ends) if each is not None and each > today]
    if said.until is not None and not back_on:
        return _refuse(scene, "away_no_date", zone)
    if back_on and back_on[-1] - today > LONGEST:
        return _refuse(scene, "away_far", zone)
    scene.keep(replace(scene.chat, question=Question.away))
    weekly = said.days if said.is_maybe_weekly else None
    example = back_on[-1] if back_on else begins + 7 * _DAY
    say(scene, peace.ask_from_now(begins, back_on, example, weekly))
    return None


def _end_of(said: SaidTimes, begins: date) -> date | None:
    """Return the end that a line names for a time away that begins on a date; None: there is none."""
    if said.lasts is not None:
        return begins + said.lasts if said.lasts <= LONGEST else date.max
    back_on = None if said.until is None else date_of(said.until, begins)
    return back_on if back_on is not None and back_on > begins else None


def ask_once_or_weekly(scene: Scene, days: Days) -> Phrase | None:
    """Ask whether days off are the next ones alone or those of each week: "no reminder on thursday"."""
    if (zone := scene.chat.zone) is None:
        return _ask_zone(scene)
    today = _today(scene, zone)
    is_today = today in days and _means_today(scene, zone, NextDay(today.weekday()))
    begins = today if is_today else _next_of(days, today + _DAY)
    back_on = begins + _DAY
    while back_on in days and back_on < begins + 7 * _DAY:
        back_on += _DAY
    scene.keep(replace(scene.chat, question=Question.away))
    say(scene, peace.ask_from_now(None if is_today else begins, [back_on], back_on, days))
    return None


def _next_of(days: Days, first: date) -> date:
    return next(on for number in range(7) if (on := first + number * _DAY) in days)


def take_day_off(scene: Scene, said: SaidTimes) -> Phrase | None:
    """Keep quiet on the date that a line names: "away tomorrow", "no reminder on the 5th".

    Quiet days begin now. So of a date that is ahead it is asked until when, and the day after it comes first.
    """
    if (zone := scene.chat.zone) is None:
        return _ask_zone(scene)
    today = _today(scene, zone)
    on = today if _means_today(scene, zone, said.dates[0]) else date_of(said.dates[0], today)
    if on is None or on < today:
        return _refuse(scene, "away_no_date" if on is None else "away_past", zone)
    if on == today:
        return go_away(scene, today + _DAY) if said.does is Does.away else not_today(scene)
    if on - today >= LONGEST:
        return _refuse(scene, "away_far", zone)
    back_on = on + _DAY
    return _ask_until(scene, [back_on, *(each for each in _offered(scene, zone) if each > back_on)])


def _means_today(scene: Scene, zone: str, said: SaidDate) -> bool:
    """Is "friday" today? It is, on a friday, while a reminder still rings today."""
    there, today = ZoneInfo(zone), _today(scene, zone)
    if not isinstance(said, NextDay) or said.is_next or said.weekday != today.weekday():
        return False
    dues = [each.due_at for each in scene.reminders.of(scene.chat_id) if each.due_at is not None]
    return any(due.astimezone(there).date() == today for due in dues)


def go_away(scene: Scene, back_on: date) -> Phrase | None:
    """Let no weekly reminder ring before `back_on`."""
    if (zone := scene.chat.zone) is None:
        return _ask_zone(scene)
    today = _today(scene, zone)
    if back_on <= today:
        return _refuse(scene, "away_past", zone)
    if back_on - today > LONGEST:
        return _refuse(scene, "away_far", zone)
    chat, there = scene.chat, ZoneInfo(zone)
    scene.keep(replace(chat, away=away_until(back_on, there, chat.quiet)))
    scene.away_days.end(scene.chat_id, scene.today)
    scene.away_days.add(scene.chat_id, _days(scene.today, back_on), scene.now.people)
    scene.outbox.cancel_rings(scene.chat_id)
    note_missed_of(scene, scene.reminders.of(scene.chat_id))
    # Planned anew, since an earlier time away may have been longer.
    for each in scene.reminders.of(scene.chat_id):
        if each.once_on is None:
            planned = set_zone(replace(each, ring=None), there, scene.now.people)
            scene.reminders.put(stay_away(planned, back_on, there))
    reminders = scene.reminders.of(scene.chat_id)
    has_streak = chat.shows_streak and count(scene).habit(scene.today).streak >= IN_A_ROW
    change(scene, peace.away(back_on, reminders, zone, has_streak=has_streak))
    return None


def come_back(scene: Scene) -> Phrase | None:
    """End the time away now."""
    chat, zone = scene.chat, scene.chat.zone
    if chat.away is not None and zone is not None:
        scene.keep(replace(chat, away=None))
        scene.away_days.end(scene.chat_id, scene.today)
        weekly = [each for each in scene.reminders.of(scene.chat_id) if each.once_on is None]
        start_ringing(scene, weekly, zone)
    change(scene, peace.is_back_now(scene.reminders.of(scene.chat_id), zone))
    return None


def _days(first: date, back_on: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((back_on - first).days)]


def _refuse(scene: Scene, what: str, zone: str) -> Phrase | None:
    scene.keep(replace(scene.chat, question=Question.away))
    offered = _offered(scene, zone)
    say(scene, peace.refuse_until(what, offered, offered[1]))
    return None


def _ask_zone(scene: Scene) -> Phrase | None:
    scene.keep(replace(scene.chat, question=Question.zone))
    say(scene, asking_times.zone_first())
    return None


def _offered(scene: Scene, zone: str) -> list[date]:
    return [_today(scene, zone) + timedelta(days=days) for days in _OFFERED]


def _today(scene: Scene, zone: str) -> date:
    return scene.now.people.astimezone(ZoneInfo(zone)).date()
