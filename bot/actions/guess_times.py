"""A line names an hour and may ask for a reminder: take it as an answer, or offer the reminder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.actions.heed_times import heed_times
from bot.actions.manage_reminders import show_reminders
from bot.actions.scene import Scene
from bot.actions.set_reminder import offer_times
from bot.domain.deciding import NIGHT_ENDS
from bot.domain.intent import PAIN, Intent
from bot.domain.message import Phrase
from bot.domain.said_times import Does, SaidHour, SaidTimes
from bot.ports import Chat, Question
from bot.reading.line import Line, Meaning

# Meanings that a few words beside an hour may have by chance: "8 pm, thanks", "every night at ten".
_BY_CHANCE = frozenset(
    {
        *(Intent.hello, Intent.thanks, Intent.yes, Intent.never_mind, Intent.just_right, Intent.begin),
        *(Intent.now, Intent.repeat, Intent.plus, Intent.minus, Intent.skip, Intent.back, Intent.resume),
        *(Intent.pause, Intent.not_today, Intent.did_it),
        *(Intent.remind, Intent.reminders, Intent.quiet),
    }
)


def as_answer(line: Line, meaning: Meaning, asked: Chat) -> Callable[[Scene], Phrase | None] | None:
    """Return what sets the hour of a line that answers "when shall I remind you?"; None: it is no answer."""
    times = line.times
    if asked.question is not Question.hour or times.does not in (None, Does.ring):
        return None
    if not (times.names_when or times.cannot) or not (times.is_written_out or times.is_mostly):
        return None
    if line.techniques or line.is_just or meaning.intent in PAIN:
        return None
    return partial(heed_times, said=times, asked=asked)


def instead(line: Line, meaning: Meaning) -> Callable[[Scene], Phrase | None] | None:
    """Return what offers a reminder for a line that is mostly times; its meaning is there by chance."""
    times = line.times
    is_ahead = _is_ring_ahead(line, meaning)
    if not (may_ask(times) or is_ahead) or line.techniques or line.is_just:
        return None
    if times.change is not None and times.change.asks_to_go:
        return show_reminders  # "the 9:00 one can go", and none is at 9:00
    has_chance = meaning.faq is not None or meaning.intent in _BY_CHANCE
    is_by_chance = has_chance and times.is_mostly and (times.is_plain_hour or times.after is not None)
    is_length = (
        times.after is not None and not times.left and meaning.intent is None and not line.is_routine_named
    )
    return partial(offer_times, said=times) if is_by_chance or is_length or is_ahead else None


def _is_ring_ahead(line: Line, meaning: Meaning) -> bool:
    """May a line with "in half an hour" want a ring then, and not a session of half an hour?"""
    times = line.times
    is_plain = meaning.routine is None and meaning.intent in (None, Intent.routine)
    return times.is_plain_after and is_plain and not line.is_routine_named and times.does in (None, Does.ring)


def may_ask(times: SaidTimes) -> bool:
    """May the line ask for a reminder? It names an hour as people write hours, or only days or minutes."""
    is_days = times.days is not None and times.is_all
    # "830", "eleven fifteen", but not "911" or "120".
    is_minute = times.is_all and bool(times.hours) and all(map(_is_round, times.hours))
    is_named = (times.is_written_out and times.is_focused) or is_days or is_minute
    return is_named and times.does in (None, Does.ring)


def _is_round(hour: SaidHour) -> bool:
    """Is it an hour with minutes, as people choose one?"""
    return hour.at.minute > 0 and hour.at.minute % 5 == 0 and hour.at.hour >= NIGHT_ENDS


def may_be_home(line: Line) -> bool:
    """May a line that nobody asked for say where the person is? It is a place and little else."""
    place = line.place
    is_city = place.offset is not None or any(each.is_big for each in place.places)
    return place.is_named and (is_city or line.text[:1].isupper())
