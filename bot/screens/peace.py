"""Screens that keep reminders quiet: fewer rings for who does not answer, and a time away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from bot.domain.days import NAMES, WEEKDAYS, Days
from bot.domain.message import (
    ClockTime,
    Lines,
    Message,
    Moment,
    Phrase,
    Rows,
    Style,
    day,
    message,
    phrase,
)
from bot.domain.quiet import Quiet
from bot.domain.reminder import Reminder
from bot.screens import presses
from bot.screens.buttons import REMINDERS, button, in_rows
from bot.screens.reminders import next_of

TURN_OFF = button("turn_off", presses.StopReminders())
_OLD_PLAN = ((button("old_plan", presses.KeepRings()), TURN_OFF),)


def ask_for_fewer(reminders: Sequence[Reminder]) -> Message:
    """Ask somebody who has not answered for a week whether fewer rings would help."""
    now = Lines(tuple(phrase("rings_now", days=each.days, time=ClockTime(each.at)) for each in reminders))
    at_weekends = any(
        each.days.mask & ~WEEKDAYS.mask and each.days.mask & WEEKDAYS.mask for each in reminders
    )
    often = any(each.days.mask.bit_count() > 2 for each in reminders)
    fewer = (
        *((presses.Fewer.weekdays_only,) if at_weekends else ()),
        *((presses.Fewer.twice_a_week,) if often else ()),
    )
    return message(
        phrase("ask_fewer", now=now),
        buttons=(
            *((tuple(button(each, presses.RingLess(each)) for each in fewer),) if fewer else ()),
            (button("other_hour", presses.AskHourToMove()), button("keep_rings", presses.KeepRings())),
            (TURN_OFF,),
        ),
    )


def turned_weekly(on: date, at: time) -> Message:
    """Say that reminders come once a week from now on; `on`: the date on which that is said."""
    weekday = phrase(f"format.day.{NAMES[on.weekday()]}")
    return message(phrase("turned_weekly", day=weekday, time=ClockTime(at)), buttons=_OLD_PLAN)


def goodbye() -> Message:
    """Say that no more reminders come until the person writes."""
    return message(phrase("rings_goodbye"), buttons=_OLD_PLAN)


def rings_stay(reminders: Sequence[Reminder], zone: str | None) -> Message:
    """Confirm that reminders ring as they are set."""
    if not any(each.due_at is not None for each in reminders):
        return message(phrase("rings_none"), buttons=((REMINDERS,),))
    return message(phrase("rings_stay", next=Moment(next_of(reminders), zone)), buttons=((REMINDERS,),))


def away(
    back_on: date, reminders: Sequence[Reminder], zone: str | None, *, has_streak: bool = False
) -> Message:
    """Confirm a time away: until when it is quiet, the first ring after it, and that a streak waits."""
    said = [_quiet_until(back_on, reminders, zone)]
    if any(each.once_on is not None and each.once_on < back_on for each in reminders):
        said.append(phrase("away_singles"))
    if has_streak:
        said.append(phrase("away_streak"))
    change = button("change", presses.ShowAway())
    return message(*said, buttons=((change, button("back_now", presses.ComeBack())),))


def _quiet_until(back_on: date, reminders: Sequence[Reminder], zone: str | None) -> Phrase:
    """Say until when it is quiet, and when the first weekly ring comes after it."""
    weekly = [each for each in reminders if each.once_on is None and each.due_at is not None]
    if not weekly:
        return phrase("away_set_plain", date=day(back_on))
    return phrase("away_set", date=day(back_on), next=Moment(next_of(weekly), zone))


def ask_until(offered: Sequence[date], now: date | None, example: date | None = None) -> Message:
    """Ask until when it shall be quiet; `now`: until when it is quiet now, `example`: what can be typed."""
    return _ask_until(phrase("away_ask", example=_typed(example or offered[1])), offered, now)


def refuse_until(what: str, offered: Sequence[date], example: date) -> Message:
    """Say why a date cannot be the end of a time away, and show an example that is right."""
    return _ask_until(phrase(what, example=_typed(example)), offered, None)


def _ask_until(said: Phrase, offered: Sequence[date], now: date | None) -> Message:
    dates = [button("until", presses.GoAway(each), date=day(each)) for each in offered]
    back: Rows = ((button("back_now", presses.ComeBack()),),) if now else ()
    return message(said, buttons=(*in_rows(dates, 2), *back, (REMINDERS,)))


def ask_from_now(
    begins: date | None, ends: Sequence[date], example: date, weekly: Days | None = None
) -> Message:
    """Say that it can be quiet only from now on, and offer that.

    `begins`: the day that was named, None: it is today; `ends`: which end that may be. `weekly`: the line may
    as well be about these days of each week.
    """
    which = () if weekly is None else (phrase("away_once_or_weekly", days=weekly),)
    said = () if begins is None else (phrase("away_ahead", date=day(begins), example=_typed(example)),)
    now = [button("until_from_now", presses.GoAway(each), date=day(each)) for each in ends]
    rest = () if weekly is None else (button("rest_weekly", presses.RestWeekly(weekly)),)
    return message(*which, *said, buttons=(*((each,) for each in (*now, *rest)), (REMINDERS,)))


def _typed(on: date) -> Phrase:
    return phrase("format.date", day=on.day, month=phrase(f"format.month.{on.month}"))


def is_back_now(reminders: Sequence[Reminder], zone: str | None) -> Message:
    """Confirm that a time away has ended early."""
    return rings_stay(reminders, zone)


def is_back(reminders: Sequence[Reminder], zone: str | None) -> Message:
    """Say that a time away is over."""
    if not any(each.due_at is not None for each in reminders):
        return message(phrase("away_end_plain"), buttons=((REMINDERS,),))
    return message(phrase("away_end", next=Moment(next_of(reminders), zone)), buttons=((REMINDERS,),))


def is_back_note() -> Phrase:
    """Return the line in a ring that says that a time away is over."""
    return phrase("away_end_plain")


def quiet_begins() -> Message:
    """Ask when the quiet hours begin."""
    return _ask_quiet("quiet_from", [(presses.AskQuiet(at), at) for at in _hours(19, 6)])


def quiet_ends(begins: time) -> Message:
    """Ask when the quiet hours end."""
    ends = [(presses.SetQuiet(Quiet(begins, at)), at) for at in _hours(5, 6)]
    return _ask_quiet("quiet_until", ends, begins=ClockTime(begins))


def which_quiet(ways: Sequence[Quiet], *, names_days: bool = False) -> Message:
    """Ask which quiet hours are meant. `names_days`: the person wants them on some days only."""
    spans = [{"begins": ClockTime(each.begins), "ends": ClockTime(each.ends)} for each in ways]
    buttons = [
        button(phrase("button.quiet_span", **span), presses.SetQuiet(each))
        for each, span in zip(ways, spans, strict=True)
    ]
    asked = "ask_which_quiet" if names_days else "ask_which"
    return message(phrase(asked), buttons=in_rows(buttons, 3))


def refuse_quiet() -> Message:
    """Say that a line names no two hours, and show one that does."""
    return message(phrase("quiet_unread"), question=phrase("quiet_example"))


def _hours(first: int, count: int) -> list[time]:
    return [time((first + each) % 24) for each in range(count)]


def _ask_quiet(said: str, choices: Sequence[tuple[presses.Press, time]], **args: ClockTime) -> Message:
    hours = [button("hour", press, Style.plain, time=ClockTime(at)) for press, at in choices]
    return message(phrase(said, **args), buttons=in_rows(hours, 3))
