"""The phrases that name things: techniques, routines, tips, steps, reminders."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.catalogue import RoutineKey, Step, TechniqueKey, Tip
from bot.domain.days import DAILY, WEEKDAYS, Days
from bot.domain.if_then import IfThen
from bot.domain.message import ClockTime, Length, Phrase, Said, Timer, Value, day, phrase
from bot.domain.own import own_id
from bot.domain.reminder import Reminder
from bot.domain.trial import tried

# The parts of a technique's card, of the page that says why, and of an exercise: a phrase each.
CARD_FIELDS = (
    *("name", "original", "hand", "where", "not_on", "pressure", "rhythm", "time", "how"),
    *("giver", "receiver", "mistakes", "alone"),
)
WHY_FIELDS = ("name", "benefit", "relative", "from_text", "own_advice")
_FEW_DAYS = 3  # whose names fit on a button
EXERCISE_FIELDS = ("how", "easier", "harder", "not_for")


def technique_name(key: TechniqueKey) -> Phrase:
    """Return the name of a technique."""
    return phrase(f"technique.{key}.name")


def routine_name(key: RoutineKey, title: str | None = None) -> Phrase:
    """Return the name of a routine; `title` is the name that a person gave to a routine of their own.

    A trial has the name of its technique.
    """
    if title is not None:
        return phrase("format.verbatim", text=Said(title))
    technique = tried(key)
    if technique is not None:
        return technique_name(technique)
    return phrase("own_routine") if own_id(key) is not None else phrase(f"routine.{key}.name")


def fit_on_button(days: Days) -> bool:
    """Do these days have a name of their own, or few enough names for a button?"""
    return days in (DAILY, WEEKDAYS) or len(days.names()) <= _FEW_DAYS


def hour_of(reminder: Reminder, among: Iterable[Reminder]) -> Value:
    """Return the hour of a reminder; with its days or its date if another one of `among` has this hour.

    Of those that share an hour at most one rings on more than three days. So that one needs no days.
    """
    at = ClockTime(reminder.at)
    if not any(each.at == reminder.at and each.id != reminder.id for each in among):
        return at
    if reminder.once_on is not None:
        return phrase("button.ring_once", date=day(reminder.once_on), time=at)
    if not fit_on_button(reminder.days):
        return at
    return phrase("button.ring_on", days=reminder.days, time=at)


def tip_text(tip: Tip) -> Phrase:
    """Return the whole text of a tip: its kind, what to do, and the source."""
    return phrase(f"tip_{tip.kind}", tip=bare_tip(tip))


def bare_tip(tip: Tip) -> Phrase:
    """Return what a tip says to do, and its source; of an exercise also the easier and the harder way."""
    source = phrase(f"source.{tip.source}")
    if not tip.is_exercise:
        return phrase("posture", tip=phrase(f"tip.{tip.key}"), source=source)
    fields = {field: phrase(f"tip.{tip.key}.{field}") for field in EXERCISE_FIELDS}
    return phrase("exercise", **fields, source=source)


def step_line(step: Step) -> Phrase:
    """Return a step's line in a plan: its name and its time."""
    line: dict[str, Value] = {"name": Phrase(step.name), "time": Timer(step.seconds)}
    if step.change_over:
        return phrase("plan_line_walking", **line, walk=Length(step.change_over))
    return phrase("plan_line_sides" if step.sides > 1 else "plan_line", **line)


def cue_of(plan: IfThen) -> Phrase:
    """Return the moment of the day that a plan is tied to. Own words are hidden from a lock screen."""
    if plan.own_words is not None:
        return phrase("cue_own", text=Said(plan.own_words))
    return phrase(f"cue.{plan.cue}")
