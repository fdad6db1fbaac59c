"""A line asks one reminder, in whatever words, to go or to ring at another hour: do it, or ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from bot.actions.manage_reminders import drop_one, named, show_reminders
from bot.actions.move_reminder import move_by, move_to
from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.domain.deciding import NIGHT_ENDS
from bot.domain.hours import days_crossed, shifted
from bot.domain.message import Phrase
from bot.domain.reminder import Reminder
from bot.domain.said_times import Part, SaidChange, SaidHour, SaidTimes, parts_of
from bot.screens import asking_times

_DAY = 24 * 60  # minutes
_NOON = 12
_NEAR = 4 * 60  # minutes


def is_meant(scene: Scene, said: SaidTimes) -> bool:
    """May the line be about a reminder of this chat? Just one has the hour that it names."""
    return _meant(scene, said.change) is not None


def change_one(scene: Scene, said: SaidTimes) -> Phrase | None:
    """Move or delete the reminder that is meant; where the line says more than that, offer it as a button."""
    change = said.change
    reminder = _meant(scene, change)
    if change is None or reminder is None:
        return None
    hour = _new_hour(change, reminder)
    if hour is None:
        if change.is_sure and reminder.plan is None:
            return drop_one(scene, reminder)
        say(scene, asking_times.ask_to_drop(reminder))
        return None
    if (ways := _ways(change, reminder)) and len(ways) > 1:
        say(scene, asking_times.ask_which_moves([reminder], ways))
        return None
    if (other := _in_other_half(scene, change, reminder)) is not None:
        if _crosses_midnight(change, reminder) or _crosses_midnight(change, other):
            return show_reminders(scene)
        at = _new_hour(change, other) or hour
        say(scene, asking_times.ask_which_move([(reminder, hour), (other, at)]))
        return None
    if change.is_sure and change.shift is not None:
        return move_by(scene, reminder, change.shift)
    if change.is_sure:
        return move_to(scene, reminder.id, hour)
    if _crosses_midnight(change, reminder):
        return show_reminders(scene)
    say(scene, asking_times.ask_to_move(reminder, hour))
    return None


def _meant(scene: Scene, change: SaidChange | None) -> Reminder | None:
    if change is None:
        return None
    known = scene.reminders.of(scene.chat_id)
    meant = _named(known, change.old)
    if len(meant) != 1 or _is_taken(known, meant[0], _new_hour(change, meant[0])):
        return None
    return meant[0]


def _named(known: Sequence[Reminder], old: SaidHour | Part) -> list[Reminder]:
    """Return the reminders at an hour or, of "the morning one", in a part of the day."""
    if isinstance(old, Part):
        return [each for each in known if old in parts_of(each.at.hour)]
    return [each for each in known if each.at == old.at] or [each for each in known if named(each, [old])]


def _in_other_half(scene: Scene, change: SaidChange, meant: Reminder) -> Reminder | None:
    """Return the reminder at the same hour of the other half of the day, if the line may mean it too."""
    if isinstance(change.old, Part):
        return None
    known = scene.reminders.of(scene.chat_id)
    others = [each for each in known if each.id != meant.id and named(each, [change.old])]
    if len(others) != 1 or _is_taken(known, others[0], _new_hour(change, others[0])):
        return None
    return others[0]


def _crosses_midnight(change: SaidChange, reminder: Reminder) -> bool:
    """Does the shift lead to another day? A button moves only the hour."""
    return change.shift is not None and days_crossed(reminder.at, change.shift) != 0


def _is_taken(known: Sequence[Reminder], meant: Reminder, hour: time | None) -> bool:
    return any(each.id != meant.id and each.at == hour for each in known)


def _new_hour(change: SaidChange, reminder: Reminder) -> time | None:
    """Return the hour that is asked for; of two halves of the day the one that is nearer to the old hour."""
    if change.shift is not None:
        return shifted(reminder.at, change.shift)
    if change.new is None:
        return None
    return _nearest(change.new, reminder)


def _ways(change: SaidChange, reminder: Reminder) -> Sequence[time]:
    """Return the hours that may be meant: of a reminder at 20:00, "to 8:30" may be in the evening too.

    Of an open hour both halves of the day are meant only where the nearer one is at night, or not near.
    """
    new = change.new
    if new is None:
        return ()
    if change.or_at is not None:
        return [_nearest(new, reminder), _nearest(change.or_at, reminder)]
    if new.is_open:
        return () if _is_plain(_nearest(new, reminder), reminder) else _in_order(new, reminder)
    if not new.is_twelve or new.is_padded or reminder.at.hour <= _NOON:
        return ()
    return [at for at in new.both_halves if at != reminder.at]


def _nearest(hour: SaidHour, reminder: Reminder) -> time:
    return min(hour.halves, key=lambda at: _apart(at, reminder.at))


def _is_plain(hour: time, reminder: Reminder) -> bool:
    return hour.hour >= NIGHT_ENDS and _apart(hour, reminder.at) <= _NEAR


def _in_order(hour: SaidHour, reminder: Reminder) -> list[time]:
    """Return both halves of the day, the likelier one first: not at night."""
    both = sorted(hour.both_halves, key=lambda at: at.hour < NIGHT_ENDS)
    return [at for at in both if at != reminder.at]


def _apart(one: time, other: time) -> int:
    """Return how many minutes lie between two hours on the clock."""
    minutes = abs((one.hour - other.hour) * 60 + one.minute - other.minute)
    return min(minutes, _DAY - minutes)
