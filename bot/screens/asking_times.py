"""Screens that ask what a line about times means, or say that it cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import assert_never

from bot.domain.deciding import After, Doubt, OnDate, Question, Wanted
from bot.domain.hours import Hours
from bot.domain.message import (
    Button,
    ClockTime,
    Length,
    Message,
    Phrase,
    Said,
    day,
    listed,
    message,
    phrase,
)
from bot.domain.reminder import Reminder
from bot.domain.said_times import Cannot, Part
from bot.screens import presses
from bot.screens.buttons import REMINDERS, button, in_rows
from bot.screens.names import fit_on_button, hour_of

OFFERED = (time(8, 30), time(13, 0), time(20, 0))


def ask_hour() -> Message:
    """Ask for the hour of a new reminder."""
    return message(phrase("remind"), buttons=(_hours_offered(),))


def unknown_hour(text: str) -> Message:
    """Say that `text` names no hour, and ask again."""
    return message(phrase("e_time", text=Said(text)), buttons=(_hours_offered(),))


def ask(question: Question) -> Message:
    """Ask what a line means; every choice can be tapped."""
    rows = in_rows([_button_of(each) for each in question.choices if not _is_day(each)], 1)
    match question.about:
        case Doubt.wrong:
            return unknown_hour(question.text)
        case Doubt.zone:
            return zone_first()
        case Doubt.hour:
            return message(_which_hour(question), buttons=(tuple(map(_hour_of, question.choices)),))
        case Doubt.day:
            days = [_day_of(each, question.part) for each in question.choices if isinstance(each, OnDate)]
            return message(phrase("ask_day"), buttons=in_rows(days, 1))
        case Doubt.which:
            return message(phrase("ask_which"), buttons=rows)
        case Doubt.halves:
            return message(phrase("ask_halves"))
        case Doubt.meant:
            return message(phrase("ask_meant"), buttons=rows)
        case Doubt.left if question.choices:
            return message(phrase("ask_left", text=Said(question.text)), buttons=rows)
        case Doubt.left:
            return message(phrase("ask_left_only", text=Said(question.text)), buttons=(_hours_offered(),))
    assert_never(question.about)


def zone_first() -> Message:
    """Say that a date needs the zone first."""
    return message(phrase("ask_zone_first"), question=phrase("zone_hour_example"))


def ask_which_moves(reminders: Sequence[Reminder], hours: Sequence[time]) -> Message:
    """Ask which reminder shall ring at another hour, or at which of some hours."""
    return ask_which_move([(reminder, at) for reminder in reminders for at in hours])


def ask_which_move(moves: Sequence[tuple[Reminder, time]]) -> Message:
    """Ask which of some moves is meant; each is a reminder and its new hour."""
    known = [reminder for reminder, _ in moves]
    buttons = [_move_to(reminder, at, known) for reminder, at in moves]
    many = 2 if len({each.at for each in known}) == len({each.id for each in known}) else 1
    return message(phrase("ask_move"), buttons=(*in_rows(buttons, many), (REMINDERS,)))


def ask_to_move(reminder: Reminder, hour: time) -> Message:
    """Ask whether a reminder shall ring at another hour."""
    return message(phrase("ask_change"), buttons=((_move_to(reminder, hour, ()),), (REMINDERS,)))


def _move_to(reminder: Reminder, hour: time, among: Sequence[Reminder]) -> Button:
    press = presses.MoveReminder(reminder.id, hour)
    return button("move_to", press, old=hour_of(reminder, among), new=ClockTime(hour))


def ask_to_drop(reminder: Reminder) -> Message:
    """Ask whether a reminder shall go."""
    drop = button("drop_at", presses.DropReminders((reminder.id,)), time=ClockTime(reminder.at))
    return message(phrase("ask_change"), buttons=((drop,), (REMINDERS,)))


def cannot(what: Cannot) -> Message:
    """Say what reminders cannot do, and what they can."""
    return message(phrase(f"cannot_{what}"), buttons=(_hours_offered(), (REMINDERS,)))


def _which_hour(question: Question) -> Phrase:
    if question.on is not None:
        return phrase("ask_hour_on", date=day(question.on))
    if question.days is not None:
        return phrase("ask_hour", days=question.days)
    return phrase("remind")


def _is_day(wanted: Wanted) -> bool:
    return not isinstance(wanted, After) and not wanted.at


def _day_of(wanted: OnDate, part: Part | None) -> Button:
    """Return the button of a date that asks for its hour."""
    return button("on_date", presses.AskHourOn(wanted.on, part), date=day(wanted.on))


def _hour_of(wanted: Wanted) -> Button:
    """Return the button of a choice that says only its hour: the question says the day."""
    shown = _button_of(wanted)
    return (
        shown
        if isinstance(wanted, After)
        else replace(shown, label=phrase("button.hour", time=_listed(wanted.at)))
    )


def _button_of(wanted: Wanted) -> Button:
    match wanted:
        case Hours(at, days):
            if len(at) > 1 or not fit_on_button(days):
                return button("hour", presses.SetHours(wanted), time=_listed(at))
            return button("ring_on", presses.SetHours(wanted), days=days, time=_listed(at))
        case OnDate(on, at) if len(at) > 1:
            return button("hour", presses.SetOnce(on, at), time=_listed(at))
        case OnDate(on, at):
            return button("ring_once", presses.SetOnce(on, at), date=day(on), time=_listed(at))
        case After(span):
            minutes = max(1, round(span.total_seconds() / 60))
            return button("ring_in", presses.RingIn(minutes), length=Length(minutes * 60))
    assert_never(wanted)


def _listed(hours: Sequence[time]) -> Phrase:
    return listed([ClockTime(at) for at in hours])


def _hours_offered() -> tuple[Button, ...]:
    return tuple(button("hour", presses.SetHour(at), time=ClockTime(at)) for at in OFFERED)
