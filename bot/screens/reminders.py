"""Screens that confirm reminders, list them, and set the quiet hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from bot.domain.deciding import OnDate
from bot.domain.hours import Hours
from bot.domain.message import (
    Button,
    City,
    ClockTime,
    Lines,
    Message,
    Moment,
    Phrase,
    Rows,
    Style,
    Value,
    apart,
    day,
    listed,
    message,
    phrase,
)
from bot.domain.quiet import Quiet
from bot.domain.reminder import Reminder, are_to_ring
from bot.screens import presses
from bot.screens.buttons import CHANGE_ZONE, REMINDERS, button
from bot.screens.editing_reminders import edit_buttons
from bot.screens.names import cue_of, hour_of
from bot.screens.waiting import asks_about

QUIET_OFFERED = (Quiet(time(21), time(8)), Quiet(time(22), time(7)))


def too_many(reminders: Sequence[Reminder], wanted: time) -> Message:
    """Say that a chat may not have more reminders, and how one of them gets the hour `wanted`."""
    if not reminders:
        return message(phrase("e_seven_hours"), buttons=((REMINDERS,),))
    move = phrase("seven_move", old=ClockTime(reminders[0].at), new=ClockTime(wanted))
    return message(phrase("e_seven"), move, buttons=(*edit_buttons(reminders), (REMINDERS,)))


def is_set(hours: Hours, following: Sequence[Reminder], zone: str, new: Sequence[Reminder]) -> Message:
    """Confirm `hours` and name the next ring of `following`. The undo button deletes only those in `new`."""
    said = message(
        phrase(
            "remind_ok",
            days=hours.days,
            time=listed([ClockTime(at) for at in hours.at]),
            city=City(zone),
            next=Moment(next_of(following), zone),
        ),
        buttons=(*plan_of(new), (CHANGE_ZONE, *_undo(new)), (REMINDERS,)),
    )
    return asks_about(following, said)


def is_set_once(moments: Sequence[datetime], zone: str | None, new: Sequence[Reminder]) -> Message:
    """Confirm single rings at `moments` (UTC). The undo button deletes only those in `new`."""
    change = (CHANGE_ZONE,) if zone is not None else ()
    said = message(
        phrase("once_ok", next=listed([phrase("once_at", at=Moment(each, zone)) for each in moments])),
        buttons=((*change, *_undo(new)), (REMINDERS,)),
    )
    return asks_about(new, said)


def is_moved(old: Reminder, moved: Reminder, zone: str) -> Message:
    """Confirm that a reminder rings at another hour. The undo button moves it back, but not to other days."""
    when: dict[str, Value] = {"old": ClockTime(old.at), "new": ClockTime(moved.at)}
    if moved.once_on is not None:
        said = phrase("moved_once", date=day(moved.once_on), **when)
    else:
        said = phrase("moved_ok", days=moved.days, next=Moment(next_of([moved]), zone), **when)
    has_its_days = (moved.days, moved.once_on) == (old.days, old.once_on)
    undo = (button("undo", presses.MoveReminder(moved.id, old.at)),) if has_its_days else ()
    if moved.plan is None:
        return asks_about([moved], message(said, buttons=((*undo, REMINDERS),)))
    # "After lunch" may not fit an hour in the evening.
    stays = phrase("moved_plan", cue=cue_of(moved.plan))
    change = button("my_plan", presses.AskCue(moved.id))
    return asks_about([moved], message(said, stays, buttons=((change,), (*undo, REMINDERS))))


def is_dropped(gone: Reminder, left: Message) -> Message:
    """Confirm that a reminder is deleted. `left`: the list of the others. The undo button sets it again."""
    undo: presses.Press = presses.SetHours(Hours((gone.at,), gone.days))
    said = phrase("dropped_ok", days=gone.days, time=ClockTime(gone.at))
    if gone.once_on is not None:
        undo = presses.SetOnce(gone.once_on, (gone.at,))
        said = phrase("dropped_once", date=day(gone.once_on), time=ClockTime(gone.at))
    return replace(left, parts=(said, *left.parts), buttons=((button("undo", undo),), *left.buttons))


def kept_each(several: Sequence[Hours]) -> Message:
    """Confirm hours with days of their own that cannot ring yet, and ask once for the time zone."""
    lines = [phrase("rings_now", days=each.days, time=ClockTime(at)) for each in several for at in each.at]
    said = phrase("remind_kept_each", list=Lines(tuple(lines)))
    return message(*apart(said, phrase("zone")), question=phrase("zone_hour_example"))


def kept(hours: Hours) -> Message:
    """Confirm hours that cannot ring yet, and ask for the time zone."""
    said = phrase("remind_kept", days=hours.days, time=listed([ClockTime(at) for at in hours.at]))
    return message(*apart(said, phrase("zone")), question=phrase("zone_hour_example"))


def overview(reminders: Sequence[Reminder], zone: str | None, back_on: date | None = None) -> Message:
    """Answer `/reminders`: the list, and the next ring. `back_on`: the person is away until then."""
    if not reminders:
        return message(
            phrase("reminders_none"), buttons=((button("add_reminder", presses.AskHour(), Style.primary),),)
        )
    lines = Lines(tuple(_line(number, reminder) for number, reminder in enumerate(reminders, 1)))
    away = (phrase("reminders_away", date=day(back_on)),) if back_on is not None else ()
    return message(
        _listed(reminders, lines, zone),
        *away,
        buttons=(
            *edit_buttons(reminders),
            (button("add_reminder", presses.AskHour(), Style.primary), CHANGE_ZONE),
            (button("quiet_hours", presses.ShowQuiet()), button("away", presses.ShowAway())),
            (button("turn_all_off", presses.StopReminders(), Style.danger),),
            *(((button("to_calendar", presses.TakeCalendar()),),) if zone and are_to_ring(reminders) else ()),
        ),
    )


def _listed(reminders: Sequence[Reminder], lines: Lines, zone: str | None) -> Phrase:
    following = [each for each in reminders if each.due_at is not None]
    if zone and following:
        return phrase("reminders", list=lines, next=Moment(next_of(following), zone), city=City(zone))
    is_resting = all(each.is_paused for each in reminders)
    return phrase("reminders_resting" if is_resting else "reminders_no_zone", list=lines)


def quiet_hours(quiet: Quiet | None, waiting: Sequence[Reminder] = ()) -> Message:
    """Show the quiet hours, and offer some to choose. `waiting`: the reminders that wait for their end."""
    said = (
        phrase("quiet_set", begins=ClockTime(quiet.begins), ends=ClockTime(quiet.ends))
        if quiet
        else phrase("quiet_off")
    )
    offered = tuple(
        button(phrase("button.quiet_span", **_span(each)), presses.SetQuiet(each)) for each in QUIET_OFFERED
    )
    other = (button("other_hours", presses.AskQuiet()), button("quiet_none", presses.SetQuiet(None)))
    return asks_about(waiting, message(said, buttons=(offered, other, (REMINDERS,))))


def ask_about_quiet(wanted: Hours | OnDate, inside: time, quiet: Quiet) -> Message:
    """Ask whether to ring inside the quiet hours, or at their end; `inside` is one of the wanted hours."""
    outside = tuple(dict.fromkeys(quiet.ends if quiet.covers(at) else at for at in wanted.at))
    return message(
        phrase("quiet_ask", time=ClockTime(inside), **_span(quiet)),
        buttons=(
            (
                button("ring_at", _press_of(wanted, wanted.at), time=ClockTime(inside)),
                button("ring_at", _press_of(wanted, outside), time=ClockTime(quiet.ends)),
            ),
        ),
    )


def _press_of(wanted: Hours | OnDate, at: tuple[time, ...]) -> presses.Press:
    if isinstance(wanted, Hours):
        return presses.SetHours(Hours(at, wanted.days))
    return presses.SetOnce(wanted.on, at)


def _span(quiet: Quiet) -> dict[str, Value]:
    return {"begins": ClockTime(quiet.begins), "ends": ClockTime(quiet.ends)}


def ask_turn_off(reminders: Sequence[Reminder], rang: Reminder | None) -> Message:
    """Ask which of `reminders` to turn off: the one that `rang`, or all. None: only all are meant."""
    listed = Lines(tuple(_line(number, reminder) for number, reminder in enumerate(reminders, 1)))
    keep = (button("keep", presses.KeepRings()),)
    if len(reminders) == 1:
        off = button("turn_off", presses.TurnOff(reminders[0].id), Style.danger)
        return message(phrase("off_ask_one", list=listed), buttons=((off, *keep),))
    every = button("off_all", presses.TurnOff(), Style.danger, n=len(reminders))
    if rang is None:
        return message(phrase("off_ask_all", list=listed), buttons=((every, *keep),))
    hour = hour_of(rang, reminders)
    one = button("off_one", presses.TurnOff(rang.id), Style.danger, time=hour)
    asked = phrase("off_ask_which", list=listed, time=hour)
    rows = ((one, every),) if isinstance(hour, ClockTime) else ((one,), (every,))
    return message(asked, buttons=(*rows, keep))


def all_off() -> Message:
    """Confirm that all reminders are deleted."""
    return message(phrase("reminders_off"), buttons=((button("add_reminder", presses.AskHour()),),))


def next_of(reminders: Sequence[Reminder]) -> datetime:
    """Return the next ring of `reminders` (UTC); ValueError if none of them has a next ring."""
    return min(reminder.due_at for reminder in reminders if reminder.due_at is not None)


def _line(number: int, reminder: Reminder) -> Phrase:
    """Return a reminder's line in a list: when it rings, its plan, and whether it rests."""
    at = ClockTime(reminder.at)
    if reminder.once_on is not None:
        line = phrase("reminder_line_once", i=number, date=day(reminder.once_on), time=at)
        return _waiting(line, reminder)
    line = phrase("reminder_line", i=number, days=reminder.days, time=at)
    if reminder.plan is not None:
        line = phrase("reminder_line_planned", line=line, cue=cue_of(reminder.plan))
    if reminder.is_paused:
        return phrase("reminder_line_paused", line=line)
    return _waiting(line, reminder)


def _waiting(line: Phrase, reminder: Reminder) -> Phrase:
    if reminder.waits_until is None:
        return line
    return phrase("reminder_line_waits", line=line, time=ClockTime(reminder.waits_until))


def plan_of(shown: Sequence[Reminder]) -> Rows:
    """Return the button for a plan, if just one weekly reminder is shown and it has none."""
    if len(shown) != 1 or shown[0].once_on is not None or shown[0].plan is not None:
        return ()
    return ((button("add_my_plan", presses.AskCue(shown[0].id)),),)


def _undo(new: Sequence[Reminder]) -> tuple[Button, ...]:
    return (button("undo", presses.DropReminders(tuple(each.id for each in new))),) if new else ()
