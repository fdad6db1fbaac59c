"""The screen of one reminder, on which its hour and its days are changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from bot.domain.days import DAILY, NAMES, WEEKDAYS, WEEKENDS, Days
from bot.domain.hours import shifted
from bot.domain.message import Button, ClockTime, Message, Moment, Phrase, Rows, Style, day, message, phrase
from bot.domain.reminder import Reminder
from bot.screens import presses
from bot.screens.buttons import REMINDERS, button, in_rows
from bot.screens.names import cue_of
from bot.screens.presses import ChangeReminder, EditPart, EditReminder
from bot.screens.waiting import asks_about

NOTCH = timedelta(minutes=15)
HOURS = tuple(time(hour) for hour in (6, 7, 8, 9, 12, 13, 17, 18, 19, 20, 21, 22))


def edit_buttons(reminders: Sequence[Reminder]) -> Rows:
    """Return a button for each reminder of the list, which shows it with buttons to change it."""
    each = [
        button("edit_n", EditReminder(reminder.id), n=number, time=ClockTime(reminder.at))
        for number, reminder in enumerate(reminders, 1)
    ]
    return in_rows(each, 2)


def one(reminder: Reminder, zone: str | None, part: EditPart = EditPart.all) -> Message:
    """Show a reminder, with buttons to change `part` of it. A single ring has a date and no days."""
    if part is EditPart.hour:
        return message(*_words(reminder, zone), buttons=_hours(reminder))
    if part is EditPart.days and reminder.once_on is None:
        return message(*_words(reminder, zone), buttons=_days(reminder))
    delete = button("delete", presses.DropReminders((reminder.id,)), Style.danger)
    days = (button("days", EditReminder(reminder.id, EditPart.days)),) if reminder.once_on is None else ()
    more = (_plan_and_pause(reminder),) if reminder.once_on is None else ()
    rows = (_hour_row(reminder), *more, (*days, delete), (REMINDERS,))
    return asks_about([reminder], message(*_words(reminder, zone), buttons=rows))


def _hour_row(reminder: Reminder) -> tuple[Button, ...]:
    """Return the buttons that change the hour: a little earlier, any hour, a little later."""
    return (
        _at("minutes_less", reminder, shifted(reminder.at, -NOTCH)),
        button("other_hour", EditReminder(reminder.id, EditPart.hour)),
        _at("minutes_more", reminder, shifted(reminder.at, NOTCH)),
    )


def _plan_and_pause(reminder: Reminder) -> tuple[Button, ...]:
    """Return the buttons for the plan of a weekly reminder, and for its pause."""
    plan = button("my_plan", presses.AskCue(reminder.id))
    if reminder.is_paused:
        return plan, button("resume", presses.ResumeReminder(reminder.id))
    return plan, button("pause", presses.PauseReminder(reminder.id))


def _words(reminder: Reminder, zone: str | None) -> tuple[Phrase, ...]:
    at = ClockTime(reminder.at)
    said = (
        phrase("reminder_one", days=reminder.days, time=at)
        if reminder.once_on is None
        else phrase("reminder_one_once", date=day(reminder.once_on), time=at)
    )
    if reminder.plan is not None:
        said = phrase("reminder_line_planned", line=said, cue=cue_of(reminder.plan))
    if reminder.is_paused:
        return said, phrase("reminder_one_paused")
    if zone is None or reminder.due_at is None:
        return said, phrase("reminder_one_waits")
    return said, phrase("reminder_one_next", next=Moment(reminder.due_at, zone))


def _hours(reminder: Reminder) -> Rows:
    offered = [_at("hour", reminder, at, time=ClockTime(at)) for at in HOURS]
    return (*in_rows(offered, 3), (button("close", EditReminder(reminder.id)),))


def _days(reminder: Reminder) -> Rows:
    """Return buttons for sets of days, and a switch for each day; the last day cannot be switched off."""
    sets = tuple(_on(reminder, days, is_chosen=days == reminder.days) for days in (DAILY, WEEKDAYS, WEEKENDS))
    switches = []
    for bit, _ in enumerate(NAMES):
        mask = reminder.days.mask ^ (1 << bit) or reminder.days.mask
        is_on = bool(reminder.days.mask >> bit & 1)
        switches.append(_on(reminder, Days(mask), shows=Days(1 << bit), is_chosen=is_on))
    return (sets, *in_rows(switches, 3)[:-1], (switches[-1], button("close", EditReminder(reminder.id))))


def _at(label: str, reminder: Reminder, at: time, **args: ClockTime) -> Button:
    shown = phrase(f"button.{label}", **args)
    if label == "hour" and at == reminder.at:
        shown = phrase("button.current", label=shown)
    return button(shown, ChangeReminder(reminder.id, at, reminder.days, EditPart.all))


def _on(reminder: Reminder, days: Days, *, is_chosen: bool, shows: Days | None = None) -> Button:
    label = phrase("button.on_days", days=shows or days)
    shown = phrase("button.current", label=label) if is_chosen else label
    return button(shown, ChangeReminder(reminder.id, reminder.at, days, EditPart.days))
