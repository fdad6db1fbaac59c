"""What reminders say, and the screens to set them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot.domain.catalogue import Tip
from bot.domain.hours import Hours
from bot.domain.message import (
    GAP,
    Button,
    Lines,
    Message,
    Moment,
    Phrase,
    Style,
    Value,
    apart,
    button,
    listed,
    message,
    phrase,
)
from bot.domain.quiet import Quiet
from bot.domain.reminder import Reminder
from bot.domain.suggestion import Suggestion
from bot.domain.zones import city_of
from bot.screens.after import by_likings
from bot.screens.names import routine_name, tip_text
from bot.screens.techniques import in_rows

OFFERED = (time(8, 30), time(13, 0), time(20, 0))
OPENERS = 4
QUIET_OFFERED = (Quiet(time(21), time(8)), Quiet(time(22), time(7)))


def clock_face(at: time) -> str:
    """Return an hour as people read it: `8:30`, `20:15`."""
    return f"{at.hour}:{at.minute:02}"


def ask_hour() -> Message:
    """`/remind` without an hour."""
    return message(phrase("remind"), buttons=(_hours_offered(),))


def unknown_hour(text: str) -> Message:
    """An hour that is on no clock."""
    return message(phrase("e_time", text=text), buttons=(_hours_offered(),))


def too_many(reminders: Sequence[Reminder]) -> Message:
    """No more than six: each can be deleted here."""
    rows = (*in_rows(_drops(reminders), 2), (button("reminders", "reminders"),))
    return message(phrase("e_seven"), buttons=rows)


def is_set(reminders: Sequence[Reminder], zone: str, new: Sequence[Reminder]) -> Message:
    """Some hours are set; names the next ring. Undo takes back those that are `new`, and no older one."""
    undo = (button("undo", _undo(new)),) if new else ()
    return message(
        phrase(
            "remind_ok",
            days=reminders[0].days,
            time=_hours(reminders),
            city=city_of(zone),
            next=Moment(next_of(reminders), zone),
        ),
        buttons=(
            (button("change_zone", "zone"), *undo),
            (button("reminders", "reminders"),),
        ),
    )


def kept(reminders: Sequence[Reminder]) -> Message:
    """The hour is kept; the zone is asked next."""
    return message(
        *apart(phrase("remind_kept", days=reminders[0].days, time=_hours(reminders)), phrase("zone")),
        question=phrase("zone_hour_example"),
    )


def ask_zone() -> Message:
    """`/timezone`."""
    return message(phrase("zone"), question=phrase("zone_hour_example"))


def unknown_zone(text: str) -> Message:
    """A place that is on no map of ours; it is asked for again."""
    return message(phrase("e_zone", text=text), question=phrase("zone_example"))


def zone_is(zone: str, local: str, reminders: Sequence[Reminder]) -> Message:
    """The zone is known now; names the next ring."""
    city = city_of(zone)
    if not reminders:
        return message(
            phrase("zone_ok", city=city, time=local), buttons=((button("add_reminder", "remind"),),)
        )
    return message(
        phrase("zone_ok_ring", city=city, time=local, next=Moment(next_of(reminders), zone)),
        buttons=((button("change_zone", "zone"), button("reminders", "reminders")),),
    )


def overview(reminders: Sequence[Reminder], zone: str | None) -> Message:
    """`/reminders`."""
    if not reminders:
        return message(
            phrase("reminders_none"), buttons=((button("add_reminder", "remind", Style.primary),),)
        )
    lines = Lines(
        tuple(
            phrase("reminder_line", i=number, days=reminder.days, time=clock_face(reminder.at))
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
            (button("add_reminder", "remind", Style.primary), button("change_zone", "zone")),
            (button("quiet_hours", "quiet"), button("turn_all_off", "all_off", Style.danger)),
        ),
    )


def quiet_hours(quiet: Quiet | None) -> Message:
    """The quiet hours as they are, and some to choose."""
    said = (
        phrase("quiet_set", begins=clock_face(quiet.begins), ends=clock_face(quiet.ends))
        if quiet
        else phrase("quiet_off")
    )
    offered = tuple(
        Button(
            phrase("button.quiet_span", **_span(each)), f"quiet:{_digits(each.begins)}:{_digits(each.ends)}"
        )
        for each in QUIET_OFFERED
    )
    rest = (button("quiet_none", "quiet:off"), button("reminders", "reminders"))
    return message(said, buttons=(offered, rest))


def ask_about_quiet(hours: Hours, inside: time, quiet: Quiet) -> Message:
    """An hour that was named lies inside the quiet ones: ring all the same, or at their end?"""
    outside = tuple(dict.fromkeys(quiet.ends if quiet.covers(at) else at for at in hours.at))
    return message(
        phrase("quiet_ask", time=clock_face(inside), **_span(quiet)),
        buttons=(
            (
                button("ring_at", _sure(hours.at, hours), time=clock_face(inside)),
                button("ring_at", _sure(outside, hours), time=clock_face(quiet.ends)),
            ),
        ),
    )


def _sure(at: Sequence[time], hours: Hours) -> str:
    return f"sure:{','.join(_digits(each) for each in at)}:{hours.days.mask}"


def _span(quiet: Quiet) -> dict[str, Value]:
    return {"begins": clock_face(quiet.begins), "ends": clock_face(quiet.ends)}


def _digits(at: time) -> str:
    return f"{at.hour:02}{at.minute:02}"


def all_off() -> Message:
    """No reminder is left."""
    return message(phrase("reminders_off"), buttons=((button("add_reminder", "remind"),),))


def ring(
    reminder: Reminder, suggestion: Suggestion | None, opener: Phrase, tip: Tip, silent: bool
) -> Message:
    """A reminder: an opener and one tip. Without a suggestion there is nothing to start."""
    start: tuple[tuple[Button, ...], ...] = ()
    if suggestion is not None:
        data = f"go:{reminder.id}:{suggestion.data}"
        start = ((button("start_minutes", data, Style.primary, n=suggestion.minutes),),)
    return message(
        opener,
        *(by_likings(suggestion) if suggestion else ()),
        GAP,
        phrase("reminder_tail", tip=tip_text(tip)),
        buttons=(
            *start,
            (button("later_15", f"later:{reminder.id}"), button("not_today", f"not_today:{reminder.id}")),
            (button("stop_reminders", "all_off"),),
        ),
        silent=silent,
    )


def opener(number: int, suggestion: Suggestion | None) -> Phrase:
    """Return one of the openers, by the number of the day; with nothing to suggest, one that offers a tip."""
    if suggestion is None:
        return phrase("reminder_opener_tip")
    id = f"reminder_opener.{number % OPENERS + 1}"
    name = routine_name(suggestion.routine.key, suggestion.routine.title)
    return phrase(id, minutes=suggestion.minutes, routine=name)


def late_opener(suggestion: Suggestion | None) -> Phrase:
    """Return the words for a ring that comes late on its day."""
    return phrase("late", minutes=suggestion.minutes) if suggestion else phrase("late_tip")


def later(at: datetime, usual: time, zone: str | None) -> Message:
    """A snooze is set; the plan stays."""
    return message(phrase("later_ok", time=Moment(at, zone), usual=clock_face(usual)))


def not_today(reminders: Sequence[Reminder], zone: str | None) -> Message:
    """Fine; names the next ring."""
    return message(phrase("nottoday", next=Moment(next_of(reminders), zone)))


def next_of(reminders: Sequence[Reminder]) -> datetime:
    """Return the next ring among `reminders`; ValueError if none has one."""
    return min(reminder.due_at for reminder in reminders if reminder.due_at is not None)


def _hours(reminders: Sequence[Reminder]) -> Phrase:
    faces = [clock_face(reminder.at) for reminder in reminders]
    return listed(faces)


def _hours_offered() -> tuple[Button, ...]:
    return tuple(Button(phrase("button.hour", time=clock_face(at)), f"hour:{_digits(at)}") for at in OFFERED)


def _drops(reminders: Sequence[Reminder]) -> list[Button]:
    return [
        button("delete_n", f"drop:{reminder.id}", n=number, time=clock_face(reminder.at))
        for number, reminder in enumerate(reminders, 1)
    ]


def _undo(reminders: Sequence[Reminder]) -> str:
    return "undo:" + ",".join(str(reminder.id) for reminder in reminders)
