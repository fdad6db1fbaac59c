"""A person moves a reminder to another hour; its days stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.manage_reminders import delete, named, show_reminders
from bot.actions.ringing.outside import moved_to
from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.actions.set_reminder import UNNUMBERED, offer_times, refuse_hour, set_hours, set_once
from bot.domain.days import DAILY
from bot.domain.deciding import OnDate, readings
from bot.domain.hours import Hours, days_crossed, shifted
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase, phrase
from bot.domain.reminder import Reminder, on_other_days, ring_on
from bot.domain.said_times import Cannot, SaidTimes
from bot.screens import asking_times
from bot.screens import reminders as screens

_OFFERED = (time(8), time(13), time(18), time(20))


def move(scene: Scene, said: SaidTimes) -> Phrase | None:
    """Move the reminder that a line names; ask if it is not clear which one, or to which hour."""
    known = scene.reminders.of(scene.chat_id)
    if said.wrong:
        return refuse_hour(scene, said.wrong)
    days = said.days if said.days != DAILY or any(each.days != DAILY for each in known) else None
    is_simple = not (said.left or said.cannot or days or said.dates or said.after or said.without)
    if not known and is_simple and said.hours and not said.moved:
        return offer_times(scene, said)  # "make it 7:20" before there is any
    # `change_one` moves "the evening one" if just one reminder is in the evening. Else the list is shown.
    if not known or not is_simple or len(said.hours) > 1 or said.points_to_part:
        return show_reminders(scene)
    if said.shift is not None:
        return _move_by(scene, known, said.shift)
    meant = [each for each in known if named(each, said.moved)] if said.moved else known
    ways = [at for at, *_ in readings(said.hours)] if said.hours else []
    if not meant:
        return show_reminders(scene)
    if len(meant) == 1:
        ways = [at for at in ways if at != meant[0].at]  # "move 8:30" names no other hour
        if len(ways) == 1:
            return move_to(scene, meant[0].id, ways[0])
    say(scene, asking_times.ask_which_moves(meant, ways or _OFFERED))
    return None


def _move_by(scene: Scene, known: Sequence[Reminder], shift: timedelta) -> Phrase | None:
    """Let the only reminder ring so much later; of several ask which one, since none is named."""
    if len(known) == 1:
        return move_by(scene, known[0], shift)
    taken = {each.at for each in known}
    moves = [(each, shifted(each.at, shift)) for each in known if not days_crossed(each.at, shift)]
    if any(at in taken for _, at in moves) or not moves:
        return show_reminders(scene)
    say(scene, asking_times.ask_which_move(moves))
    return None


def move_by(scene: Scene, known: Reminder, shift: timedelta) -> Phrase | None:
    """Let a reminder ring so much later; past midnight its days move too."""
    return move_to(scene, known.id, shifted(known.at, shift), days_crossed(known.at, shift))


def move_to(scene: Scene, reminder: ReminderId, hour: time, days_on: int = 0) -> Phrase | None:
    """Let a reminder of this chat ring at another hour. It counts as a new one, and can ring today again.

    `days_on`: its days come so many days later.
    """
    old = scene.reminder(reminder)
    if old is None:
        return phrase("e_stale")
    known = on_other_days(old, days_on)
    if known.once_on is not None and not _is_ahead(scene, known, hour):
        say(scene, asking_times.cannot(Cannot.past))
        return None
    others = [each for each in scene.reminders.of(scene.chat_id) if each.id != known.id]
    delete(scene, old)
    waits_until = moved_to(scene, replace(known, at=hour), known).waits_until
    if scene.chat.zone is not None and all(each.at != hour for each in others):
        return _move_alone(scene, old, replace(known, at=hour, waits_until=waits_until), scene.chat.zone)
    if known.once_on is not None:
        return set_once(scene, OnDate(known.once_on, (hour,)), is_sure=True, waits_until=waits_until)
    answer = set_hours(scene, Hours((hour,), known.days), is_sure=True, waits_until=waits_until)
    _take_plan_along(scene, known, hour)
    return answer


def _move_alone(scene: Scene, old: Reminder, moved: Reminder, zone: str) -> Phrase | None:
    """Let a reminder that was dropped ring at an hour at which no other reminder rings; its plan stays."""
    at, days, on, waits_until = moved.at, moved.days, moved.once_on, moved.waits_until
    added = scene.add_reminder(
        Reminder(UNNUMBERED, scene.chat_id, at, days, once_on=on, waits_until=waits_until)
    )
    for over in scene.reminders.rung(scene.chat_id):
        if over.is_over and over.id != added.id and (over.at, over.once_on) == (at, on):
            scene.reminders.drop(scene.chat_id, over.id)
    [ringing] = start_ringing(scene, [replace(added, plan=old.plan)], zone)
    say(scene, screens.is_moved(old, ringing, zone))
    return None


def _take_plan_along(scene: Scene, moved: Reminder, hour: time) -> None:
    """Let the reminders at `hour` that have no plan of their own keep the plan of the one that was moved."""
    for each in scene.reminders.of(scene.chat_id):
        if each.at == hour and each.once_on is None and each.plan is None and moved.plan is not None:
            scene.reminders.put(replace(each, plan=moved.plan))


def _is_ahead(scene: Scene, single: Reminder, hour: time) -> bool:
    zone = scene.chat.zone
    if zone is None or single.once_on is None:
        return False
    return ring_on(single.once_on, hour, ZoneInfo(zone)) > scene.now.people
