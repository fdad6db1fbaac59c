"""Screens of a session that somebody had without the bot: its day, its length, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from bot.domain.added import Added, CannotAdd
from bot.domain.message import Message, Phrase, day, message, minutes, phrase
from bot.screens import presses
from bot.screens.buttons import PROGRESS, button, in_rows

LENGTHS = (5, 10, 15, 20, 30, 45)  # minutes that a button offers
_DAYS_BACK = 4  # that a button offers
# Days that an example may name, and how many days ago they are. The first one that has a place is shown.
LIKE = {"yesterday": 1, "before_yesterday": 2, "today": 0}
ADD = button("add_session", presses.AskDay())


def ask_day(today: date) -> Message:
    """Ask on which day the session was that is to be added."""
    days = [today - timedelta(days=number) for number in range(_DAYS_BACK)]
    names = [phrase("today"), phrase("yesterday"), *map(day, days[2:])]
    offered = [button(name, presses.AskLength(on)) for name, on in zip(names, days, strict=True)]
    return message(phrase("add_day"), buttons=in_rows(offered, 2))


def ask_length(on: date) -> Message:
    """Ask how long the session on a date was."""
    offered = [button("length_of", presses.AddSession(on, each), length=minutes(each)) for each in LENGTHS]
    return message(phrase("add_length", date=day(on)), buttons=in_rows(offered, 3))


def added(session: Added, lines: Sequence[Phrase]) -> Message:
    """Confirm that a session was added; `lines`: what that earned."""
    undo = () if session.id is None else (button("undo", presses.TakeBack(session.id)),)
    said = phrase("added", date=day(session.on), length=minutes(session.minutes))
    return message(said, *lines, buttons=((*undo, PROGRESS),))


def taken_out(session: Added) -> Message:
    """Confirm that an added session is taken out again."""
    said = phrase("taken_out", date=day(session.on), length=minutes(session.minutes))
    return message(said, buttons=((ADD, PROGRESS),))


def refused(why: CannotAdd) -> Message:
    """Say why a session cannot be added, with an example that can. `too_many` is said by `too_many`."""
    return message(phrase(f"add_{why}"), buttons=((ADD,),))


def too_many(today: date, full: Collection[date]) -> Message:
    """Say that a day has no place for one more session, with an example of a day that is not `full`."""
    free = (when for when, back in LIKE.items() if today - timedelta(days=back) not in full)
    example = phrase(f"add_like.{next(free, 'yesterday')}")
    return message(phrase("add_too_many", example=example), buttons=((ADD,),))
