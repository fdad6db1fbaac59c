"""A line answers what the bot has asked about reminders: two hours, a date, a moment, or words for a plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.actions.answer_reminder import take_later
from bot.actions.go_away import stay_away_as_said
from bot.actions.make_plan import take_own_cue
from bot.actions.scene import Scene
from bot.actions.set_quiet import set_quiet_as_said
from bot.domain.intent import Intent
from bot.domain.message import Phrase
from bot.domain.said_times import NextDay, SaidTimes
from bot.ports import Chat, Question
from bot.reading.line import Line

_LEAVES = frozenset({Intent.stop, Intent.never_mind, Intent.no, Intent.help})


def answer_to_question(line: Line, asked: Chat) -> Callable[[Scene], Phrase | None] | None:
    """Return what the line does as the answer to the open question; None: it is no answer to it.

    `asked`: the chat with the question that was open when the line came.
    """
    times = line.times
    if line.is_just & _LEAVES or times.does is not None:
        return None
    if times.change is not None and asked.question is not Question.quiet:
        return None  # "make the morning one 8" is about a reminder
    match asked.question:
        case Question.quiet if times.has_time or times.span is not None:
            return partial(set_quiet_as_said, said=times)
        case Question.away if (said := _as_end(times)) is not None:
            return partial(stay_away_as_said, said=said)
        case Question.later if times.has_time:
            return partial(take_later, said=times, asked=asked.question_of)
        case Question.cue:
            return partial(take_own_cue, text=line.text, asked=asked.question_of)
    return None


def _as_end(times: SaidTimes) -> SaidTimes | None:
    """Return the times if they name a date or a length; a day of the week alone is the next such day."""
    if times.dates or times.until is not None or times.lasts is not None:
        return times
    if times.days is not None and times.is_one_day and not times.hours:
        return SaidTimes(until=NextDay(times.days.mask.bit_length() - 1))
    return times if times.has_time else None
