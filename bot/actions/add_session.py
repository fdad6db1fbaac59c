"""A person adds a session that the bot has not led, or takes an added one out again."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from bot.actions.counting.days import count
from bot.actions.counting.earned import earned
from bot.actions.ringing.rest import rest_of_day, ring_after_all
from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.added import MOST_A_DAY, Added, CannotAdd, refusal
from bot.domain.ids import AddedId
from bot.domain.message import Phrase, message, phrase
from bot.domain.past import date_past
from bot.reading.line import Past
from bot.screens import adding

_TWICE = timedelta(seconds=10)  # the same session so soon after the first is a second tap


def ask_day(scene: Scene) -> Phrase | None:
    """Ask on which day the session was."""
    scene.meet()
    change(scene, adding.ask_day(scene.today))
    return None


def ask_length(scene: Scene, on: date) -> Phrase | None:
    """Ask how long the session on a date was."""
    if (why := _refusal(scene, on, 1)) is not None:
        _refuse(scene, why)
    else:
        change(scene, adding.ask_length(on))
    return None


def add_session(scene: Scene, on: date, minutes: int) -> Phrase | None:
    """Add a session, unless it cannot be; after one of today no reminder rings any more today."""
    if (why := _refusal(scene, on, minutes)) is not None:
        _refuse(scene, why)
        return None
    now = scene.now.people
    for each in scene.added.of(scene.chat_id):
        if (each.on, each.minutes) == (on, minutes) and timedelta(0) <= now - each.at < _TWICE:
            return _say_it_is_there(scene)
    added = scene.added.add(scene.chat_id, Added(on, minutes, now))
    if on == scene.today:
        rest_of_day(scene, scene.chat, on)
    change(scene, adding.added(added, earned(scene, on)))
    return None


def _say_it_is_there(scene: Scene) -> Phrase | None:
    """Answer a second tap, or the same line typed twice."""
    said = phrase("added_already")
    if scene.asked.pressed is not None:
        return said
    say(scene, message(said))
    return None


def add_as_said(scene: Scene, past: Past) -> Phrase | None:
    """Add the session that a line tells of; ask for its day if the line says nothing of it."""
    if past.minutes is None:
        return ask_day(scene)
    on = date_past(past.on, scene.today)
    if on is None:
        _refuse(scene, CannotAdd.no_date)
        return None
    return add_session(scene, on, past.minutes)


def take_out(scene: Scene, added: AddedId) -> Phrase | None:
    """Take an added session out again; what is still ahead on its day rings, if nothing else was done."""
    gone = scene.added.drop(scene.chat_id, added)
    if gone is None:
        return phrase("e_stale")
    if gone.on >= scene.today and gone.on not in count(scene).days:
        ring_after_all(scene, scene.chat, gone.on)
    change(scene, adding.taken_out(gone))
    return None


def _refuse(scene: Scene, why: CannotAdd) -> None:
    if why is CannotAdd.too_many:
        days = Counter(each.on for each in scene.added.of(scene.chat_id))
        full = [on for on, number in days.items() if number >= MOST_A_DAY]
        say(scene, adding.too_many(scene.today, full))
    else:
        say(scene, adding.refused(why))


def _refusal(scene: Scene, on: date, minutes: int) -> CannotAdd | None:
    same_day = sum(each.on == on for each in scene.added.of(scene.chat_id))
    return refusal(on, minutes, scene.today, same_day)
