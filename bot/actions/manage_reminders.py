"""A person lists the reminders, deletes some, undoes a new one, or turns all of them off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.actions.go_away import ask_once_or_weekly, stay_away_as_said, take_day_off
from bot.actions.ringing.missed import note_missed_of
from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.actions.set_quiet import show_quiet
from bot.domain.days import Days
from bot.domain.ids import ReminderId
from bot.domain.message import Message, Phrase
from bot.domain.reminder import Reminder
from bot.domain.said_times import SaidHour, SaidTimes
from bot.screens import asking_times
from bot.screens import reminders as screens


def overview_of(scene: Scene) -> Message:
    """Return the list of the chat's reminders, with the next ring, or until when it is quiet."""
    chat = scene.chat
    back_on = chat.away.back_on if chat.away is not None else None
    return screens.overview(scene.reminders.of(scene.chat_id), chat.zone, back_on)


def show_reminders(scene: Scene) -> Phrase | None:
    """List the reminders and name the next ring."""
    say(scene, overview_of(scene))
    return None


def delete(scene: Scene, reminder: Reminder) -> None:
    """Delete a reminder of this chat, and its rings that have not left yet."""
    note_missed_of(scene, [reminder])
    scene.reminders.drop(scene.chat_id, reminder.id)
    scene.outbox.cancel_rings(scene.chat_id, reminder.id)


def drop_reminders(scene: Scene, which: Sequence[ReminderId]) -> Phrase | None:
    """Delete some reminders of this chat; reminders of other chats are not touched."""
    for number in which:
        if (reminder := scene.reminder(number)) is not None:
            delete(scene, reminder)
    change(scene, overview_of(scene))
    return None


def stop_reminders(scene: Scene) -> Phrase | None:
    """Delete all reminders."""
    note_missed_of(scene, scene.reminders.of(scene.chat_id))
    scene.reminders.drop(scene.chat_id)
    scene.outbox.cancel_rings(scene.chat_id)
    change(scene, screens.all_off())
    return None


def keep_quiet(scene: Scene, said: SaidTimes) -> Phrase | None:
    """Keep all reminders quiet as a line says. If it names one of them, show the list and change nothing."""
    if said.points_to_part:
        return show_reminders(scene)  # "the morning one off till sunday"
    return stay_away_as_said(scene, said)


def cancel(scene: Scene, said: SaidTimes) -> Phrase | None:
    """Delete the reminders that a line names, or only their days; what it does not say stays."""
    known = scene.reminders.of(scene.chat_id)
    if said.cannot is not None:
        say(scene, asking_times.cannot(said.cannot))
        return None
    if said.left or said.wrong or said.after is not None or (said.points_to_part and said.change is None):
        return show_reminders(scene)
    if said.dates:
        is_day_off = known and len(said.dates) == 1 and not (said.hours or said.days or said.without)
        # A single reminder may be meant, which a day off does not touch.
        is_for_all = is_day_off and all(each.once_on is None for each in known)
        return take_day_off(scene, said) if is_for_all else show_reminders(scene)
    which = [each for each in known if named(each, said.hours)] if said.hours else weekly_of(scene)
    if (days := said.days or said.without) is not None:
        return _cancel_days(scene, said, which, days)
    if said.hours:
        return _drop_days(scene, which, None)
    if said.part is not None:
        return show_quiet(scene) if said.is_whole else show_reminders(scene)
    if said.has_digit or (len(known) > 1 and not said.is_whole):
        return show_reminders(scene)
    return stop_reminders(scene)


def _cancel_days(scene: Scene, said: SaidTimes, which: Sequence[Reminder], days: Days) -> Phrase | None:
    """Let reminders ring no more on `days`; ask whether every week is meant if the line does not say it."""
    then = [each for each in which if each.days.mask & days.mask]
    # "The one on mondays" may be one of several reminders that ring then.
    may_be_one = len(then) > 1 and any(each.days == days for each in then)
    if not said.hours and (may_be_one or not then):
        return show_reminders(scene)
    # "Cancel my sunday reminder" names the reminder that rings on no other day.
    is_one = len(which) == 1 and which[0].once_on is None and not which[0].days.mask & ~days.mask
    if said.is_maybe_weekly and not is_one:
        return show_reminders(scene) if said.hours else ask_once_or_weekly(scene, days)
    return _drop_days(scene, which, days)


def rest_weekly(scene: Scene, days: Days) -> Phrase | None:
    """Let the weekly reminders ring no more on `days` of each week."""
    return _drop_days(scene, weekly_of(scene), days)


def weekly_of(scene: Scene) -> list[Reminder]:
    """Return the reminders that ring each week."""
    return [each for each in scene.reminders.of(scene.chat_id) if each.once_on is None]


def drop_one(scene: Scene, reminder: Reminder) -> Phrase | None:
    """Delete a reminder, and show which are left."""
    delete(scene, reminder)
    say(scene, screens.is_dropped(reminder, overview_of(scene)))
    return None


def named(reminder: Reminder, hours: Sequence[SaidHour]) -> bool:
    """Does one of `hours` name the reminder? "8" also names one at 20:00, but 8:00 comes first."""
    for hour in hours:
        if reminder.at == hour.at:
            return True
        if (
            hour.is_open
            and (reminder.at.hour - hour.at.hour) % 12 == 0
            and reminder.at.minute == hour.at.minute
        ):
            return True
    return False


def _drop_days(scene: Scene, which: Sequence[Reminder], days: Days | None) -> Phrase | None:
    """Let reminders ring no more on `days`; None: not at all. Show what is left."""
    if len(which) == 1 and days is None:
        return drop_one(scene, which[0])
    for reminder in which:
        left = reminder.days.mask & ~days.mask if days is not None and reminder.once_on is None else 0
        if left and not _has_same(scene, reminder, left):
            shorter = replace(reminder, days=Days(left))
            zone = scene.chat.zone
            scene.reminders.put(shorter)
            if zone is not None:
                start_ringing(scene, [shorter], zone)
        else:
            delete(scene, reminder)
    return show_reminders(scene)


def _has_same(scene: Scene, reminder: Reminder, mask: int) -> bool:
    """Has the chat another reminder at the same hour on just these days?"""
    return any(
        each.id != reminder.id and each.at == reminder.at and each.once_on is None and each.days.mask == mask
        for each in scene.reminders.of(scene.chat_id)
    )
