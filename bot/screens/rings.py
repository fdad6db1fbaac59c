"""The message of a reminder that rings, and the answers to its buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from bot.domain import pictures
from bot.domain.catalogue import PhraseId, Tip
from bot.domain.ids import ReminderId
from bot.domain.if_then import IfThen
from bot.domain.message import (
    GAP,
    Button,
    ClockTime,
    Message,
    Moment,
    Phrase,
    Rows,
    Style,
    Told,
    message,
    minutes,
    phrase,
)
from bot.domain.reminder import Reminder
from bot.domain.suggestion import Suggestion
from bot.screens import presses
from bot.screens.after import by_likings
from bot.screens.buttons import button
from bot.screens.names import cue_of, routine_name, tip_text
from bot.screens.reminders import next_of


def ring(
    reminder: Reminder,
    suggestion: Suggestion | None,
    opener: Phrase,
    tip: Tip,
    silent: bool,
    *,
    notes: Iterable[Phrase] = (),
    better: time | None = None,
) -> Message:
    """Show a reminder that rings: `opener` and one tip, with a start button if there is a suggestion.

    `notes` stand below the opener. `better`: an hour that would suit the person better.
    """
    return message(
        opener,
        *notes,
        *(by_likings(suggestion) if suggestion else ()),
        GAP,
        phrase("reminder_tail", tip=tip_text(tip)),
        *((GAP, phrase("better_hour", time=ClockTime(better))) if better else ()),
        buttons=(
            *answers_to(reminder, suggestion),
            *((_move_to(reminder, better),) if better else ()),
        ),
        silent=silent,
        medium=pictures.GREETING,
        tells=Told.last,
    )


def answers_to(reminder: Reminder, suggestion: Suggestion | None) -> Rows:
    """Return the buttons that answer a ring, with a start button if there is a suggestion."""
    if suggestion is None:
        return _rest_of_buttons(reminder)
    offer = suggestion.offer
    go = presses.StartFromReminder(reminder.id, offer.routine, offer.audience, offer.minutes)
    start = button("start_minutes", go, Style.primary, n=suggestion.minutes)
    return (start,), *_rest_of_buttons(reminder)


def _rest_of_buttons(reminder: Reminder) -> Rows:
    """Return the buttons below the start; after a single ring there is nothing to turn off."""
    answers = (
        button("later", presses.ShowLater(reminder.id)),
        button("did", presses.DoneToday(reminder.id)),
    )
    if reminder.once_on is not None:
        return (answers,)
    off = button("turn_off", presses.AskTurnOff(reminder.id))
    return answers, (button("not_today", presses.NotToday(reminder.id)), off)


def _move_to(reminder: Reminder, better: time) -> tuple[Button, ...]:
    move = presses.MoveReminder(reminder.id, better)
    return (button("move_to", move, old=ClockTime(reminder.at), new=ClockTime(better)),)


def when_later(reminder: ReminderId, *, has_evening: bool) -> Rows:
    """Return the buttons that say when a reminder can ring again. `has_evening`: tonight is still ahead."""
    spans = tuple(
        button("in_length", presses.SnoozeFor(reminder, minute), length=minutes(minute))
        for minute in sorted(presses.MINUTES)
    )
    other = button("other_time", presses.AskLater(reminder))
    evening = (button("tonight", presses.SnoozeTonight(reminder)),) if has_evening else ()
    return spans, (*evening, other)


def ask_when() -> Message:
    """Ask at which hour a reminder shall ring again."""
    return message(phrase("later_ask"), question=phrase("later_example"))


def refuse_later() -> Message:
    """Say that a line names no moment that is still ahead today, and show one that does."""
    return message(phrase("later_unread"), question=phrase("later_example"))


def quoted(plan: IfThen) -> Phrase:
    """Return a person's own plan as a reminder quotes it. Own words are hidden from a lock screen."""
    said = phrase("plan_quote", cue=cue_of(plan))
    if plan.barrier is None:
        return said
    return phrase("plan_quote_if", plan=said, fallback=phrase(f"plan_quote_way.{plan.barrier}"))


def opener(wording: PhraseId, suggestion: Suggestion | None) -> Phrase:
    """Return the first lines of a ring; without a suggestion, the ones that offer a tip."""
    if suggestion is None:
        return phrase("reminder_opener_tip")
    name = routine_name(suggestion.routine.key, suggestion.routine.title)
    return phrase(wording, minutes=minutes(suggestion.minutes), routine=name)


def plain_opener(wording: PhraseId) -> Phrase:
    """Return first lines that name no routine."""
    return Phrase(wording)


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
    return message(phrase("later_ok", time=Moment(at, zone), usual=ClockTime(reminder.rings_at)))


def not_today(reminders: Sequence[Reminder], zone: str | None, undo: presses.RingAfterAll) -> Message:
    """Confirm that no reminder rings again today, and name the next ring."""
    said = phrase("nottoday", next=Moment(next_of(reminders), zone))
    return message(said, buttons=_take_back(undo))


def done(
    reminders: Sequence[Reminder],
    zone: str | None,
    undo: presses.RingAfterAll,
    lines: Sequence[Phrase] = (),
) -> Message:
    """Confirm that it is done for today, and name the next ring, if there is one.

    `lines`: what it has earned.
    """
    if not any(each.due_at is not None for each in reminders):
        return message(phrase("done_plain"), *lines, buttons=_take_back(undo))
    return message(phrase("done", next=Moment(next_of(reminders), zone)), *lines, buttons=_take_back(undo))


def rings_after_all(reminders: Sequence[Reminder], zone: str | None, answers: Rows) -> Message:
    """Confirm that "Done" or "Not today" is taken back. `answers`: to the ring that is open again."""
    if not any(each.due_at is not None for each in reminders):
        return message(phrase("taken_back_plain"), buttons=answers)
    return message(phrase("taken_back", next=Moment(next_of(reminders), zone)), buttons=answers)


def _take_back(undo: presses.RingAfterAll) -> Rows:
    return ((button("undo", undo),),)
