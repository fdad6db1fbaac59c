"""The message of a reminder that rings, and the answers to its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain import pictures
from bot.domain.catalogue import PhraseId, Tip
from bot.domain.message import (
    GAP,
    Button,
    ClockTime,
    Message,
    Moment,
    Phrase,
    Rows,
    Style,
    message,
    minutes,
    phrase,
)
from bot.domain.reminder import Reminder
from bot.domain.suggestion import Suggestion
from bot.screens import presses
from bot.screens.after import by_likings
from bot.screens.buttons import button
from bot.screens.names import routine_name, tip_text
from bot.screens.reminders import next_of


def ring(
    reminder: Reminder, suggestion: Suggestion | None, opener: Phrase, tip: Tip, silent: bool
) -> Message:
    """Show a reminder that rings: `opener` and one tip, with a start button if there is a suggestion."""
    start: tuple[tuple[Button, ...], ...] = ()
    if suggestion is not None:
        offer = suggestion.offer
        go = presses.StartFromReminder(reminder.id, offer.routine, offer.audience, offer.minutes)
        start = ((button("start_minutes", go, Style.primary, n=suggestion.minutes),),)
    return message(
        opener,
        *(by_likings(suggestion) if suggestion else ()),
        GAP,
        phrase("reminder_tail", tip=tip_text(tip)),
        buttons=(
            *start,
            *_rest_of_buttons(reminder),
        ),
        silent=silent,
        medium=pictures.GREETING,
    )


def _rest_of_buttons(reminder: Reminder) -> Rows:
    """Return the buttons below the start; after a single ring there is nothing to turn off."""
    later = button("later_15", presses.Snooze(reminder.id))
    if reminder.once_on is not None:
        return ((later,),)
    return (
        (later, button("not_today", presses.NotToday(reminder.id))),
        (button("stop_reminders", presses.StopReminders()),),
    )


def opener(wordings: Sequence[PhraseId], number: int, suggestion: Suggestion | None) -> Phrase:
    """Return one of the `wordings` for the day `number`; without a suggestion, the line that offers a tip."""
    if suggestion is None:
        return phrase("reminder_opener_tip")
    name = routine_name(suggestion.routine.key, suggestion.routine.title)
    return phrase(wordings[number % len(wordings)], minutes=minutes(suggestion.minutes), routine=name)


def late_single_opener(at: datetime, zone: str | None) -> Phrase:
    """Return the first line of a single ring that is late; `at`: the moment (UTC) for which it was set."""
    return phrase("once_late", at=Moment(at, zone))


def late_opener(suggestion: Suggestion | None) -> Phrase:
    """Return the first line of a ring that is late, but still on its date."""
    return phrase("late", minutes=minutes(suggestion.minutes)) if suggestion else phrase("late_tip")


def later(at: datetime, reminder: Reminder, zone: str | None) -> Message:
    """Confirm that a reminder rings once more at `at`; the usual hour of a weekly one stays."""
    if reminder.once_on is not None:
        return message(phrase("later_once", time=Moment(at, zone)))
    return message(phrase("later_ok", time=Moment(at, zone), usual=ClockTime(reminder.at)))


def not_today(reminders: Sequence[Reminder], zone: str | None) -> Message:
    """Confirm that no reminder rings again today, and name the next ring."""
    return message(phrase("nottoday", next=Moment(next_of(reminders), zone)))
