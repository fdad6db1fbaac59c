"""Screens that set reminders, the time zone and the quiet hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot.domain.hours import Hours
from bot.domain.message import (
    Button,
    ClockTime,
    Lines,
    Message,
    Moment,
    Phrase,
    Said,
    Style,
    Value,
    apart,
    listed,
    message,
    phrase,
)
from bot.domain.quiet import Quiet
from bot.domain.reminder import Reminder
from bot.domain.zones import city_of
from bot.screens import presses
from bot.screens.buttons import CHANGE_ZONE, REMINDERS, button, in_rows

OFFERED = (time(8, 30), time(13, 0), time(20, 0))
QUIET_OFFERED = (Quiet(time(21), time(8)), Quiet(time(22), time(7)))


def ask_hour() -> Message:
    """Ask for the hour of a new reminder."""
    return message(phrase("remind"), buttons=(_hours_offered(),))


def unknown_hour(text: str) -> Message:
    """Say that `text` names no hour, and ask again."""
    return message(phrase("e_time", text=Said(text)), buttons=(_hours_offered(),))


def too_many(reminders: Sequence[Reminder]) -> Message:
    """Say that a chat has as many reminders as it may have, with a button to delete each."""
    rows = (*in_rows(_drops(reminders), 2), (REMINDERS,))
    return message(phrase("e_seven"), buttons=rows)


def is_set(reminders: Sequence[Reminder], zone: str, new: Sequence[Reminder]) -> Message:
    """Confirm `reminders` and name the next ring. The undo button deletes only the reminders in `new`."""
    take_back = presses.DropReminders(tuple(reminder.id for reminder in new))
    undo = (button("undo", take_back),) if new else ()
    return message(
        phrase(
            "remind_ok",
            days=reminders[0].days,
            time=_hours(reminders),
            city=city_of(zone),
            next=Moment(next_of(reminders), zone),
        ),
        buttons=((CHANGE_ZONE, *undo), (REMINDERS,)),
    )


def kept(reminders: Sequence[Reminder]) -> Message:
    """Confirm hours that cannot ring yet, and ask for the time zone."""
    return message(
        *apart(phrase("remind_kept", days=reminders[0].days, time=_hours(reminders)), phrase("zone")),
        question=phrase("zone_hour_example"),
    )


def ask_zone() -> Message:
    """Ask for the time zone."""
    return message(phrase("zone"), question=phrase("zone_hour_example"))


def unknown_zone(text: str) -> Message:
    """Say that the bot does not know the place `text`, and ask for the time zone again."""
    return message(phrase("e_zone", text=Said(text)), question=phrase("zone_example"))


def zone_is(zone: str, local: time, reminders: Sequence[Reminder]) -> Message:
    """Confirm the time zone and name the next ring; `local` is the time of day there."""
    city = city_of(zone)
    if not reminders:
        return message(
            phrase("zone_ok", city=city, time=ClockTime(local)),
            buttons=((button("add_reminder", presses.AskHour()),),),
        )
    return message(
        phrase("zone_ok_ring", city=city, time=ClockTime(local), next=Moment(next_of(reminders), zone)),
        buttons=((CHANGE_ZONE, REMINDERS),),
    )


def overview(reminders: Sequence[Reminder], zone: str | None) -> Message:
    """Answer `/reminders`: the list, and the next ring."""
    if not reminders:
        return message(
            phrase("reminders_none"), buttons=((button("add_reminder", presses.AskHour(), Style.primary),),)
        )
    lines = Lines(
        tuple(
            phrase("reminder_line", i=number, days=reminder.days, time=ClockTime(reminder.at))
            for number, reminder in enumerate(reminders, 1)
        )
    )
    body = (
        phrase("reminders", list=lines, next=Moment(next_of(reminders), zone), city=city_of(zone))
        if zone
        else phrase("reminders_no_zone", list=lines)
    )
    return message(
        body,
        buttons=(
            *in_rows(_drops(reminders), 2),
            (button("add_reminder", presses.AskHour(), Style.primary), CHANGE_ZONE),
            (
                button("quiet_hours", presses.ShowQuiet()),
                button("turn_all_off", presses.StopReminders(), Style.danger),
            ),
        ),
    )


def quiet_hours(quiet: Quiet | None) -> Message:
    """Show the quiet hours, and offer some to choose."""
    said = (
        phrase("quiet_set", begins=ClockTime(quiet.begins), ends=ClockTime(quiet.ends))
        if quiet
        else phrase("quiet_off")
    )
    offered = tuple(
        button(phrase("button.quiet_span", **_span(each)), presses.SetQuiet(each)) for each in QUIET_OFFERED
    )
    rest = (button("quiet_none", presses.SetQuiet(None)), REMINDERS)
    return message(said, buttons=(offered, rest))


def ask_about_quiet(hours: Hours, inside: time, quiet: Quiet) -> Message:
    """Ask whether to ring inside the quiet hours, or at their end; `inside` is one of `hours`."""
    outside = tuple(dict.fromkeys(quiet.ends if quiet.covers(at) else at for at in hours.at))
    later_hours = Hours(outside, hours.days)
    return message(
        phrase("quiet_ask", time=ClockTime(inside), **_span(quiet)),
        buttons=(
            (
                button("ring_at", presses.SetHours(hours), time=ClockTime(inside)),
                button("ring_at", presses.SetHours(later_hours), time=ClockTime(quiet.ends)),
            ),
        ),
    )


def _span(quiet: Quiet) -> dict[str, Value]:
    return {"begins": ClockTime(quiet.begins), "ends": ClockTime(quiet.ends)}


def all_off() -> Message:
    """Confirm that all reminders are deleted."""
    return message(phrase("reminders_off"), buttons=((button("add_reminder", presses.AskHour()),),))


def next_of(reminders: Sequence[Reminder]) -> datetime:
    """Return the next ring of `reminders` (UTC); ValueError if none of them has a next ring."""
    return min(reminder.due_at for reminder in reminders if reminder.due_at is not None)


def _hours(reminders: Sequence[Reminder]) -> Phrase:
    return listed([ClockTime(reminder.at) for reminder in reminders])


def _hours_offered() -> tuple[Button, ...]:
    return tuple(button("hour", presses.SetHour(at), time=ClockTime(at)) for at in OFFERED)


def _drops(reminders: Sequence[Reminder]) -> list[Button]:
    return [
        button("delete_n", presses.DropReminders((reminder.id,)), n=number, time=ClockTime(reminder.at))
        for number, reminder in enumerate(reminders, 1)
    ]
