"""The rest of a day without rings, and how it is taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions.ringing.habits import habits_of
from bot.actions.ringing.ring import key_of, pass_over
from bot.actions.ringing.start import start_ringing
from bot.actions.saying.old import drop_ring_buttons
from bot.actions.scene import Visit
from bot.domain.ids import ReminderId
from bot.domain.reminder import Reminder, moment_for, skip_days
from bot.ports import Chat, Kind

_DAY = timedelta(days=1)
_LOOKS_BACK = 3  # dates: more than one is left out only where days begin later, or in a zone that is ahead


NOTHING_PUT_OFF: Mapping[ReminderId, datetime] = {}


def rest_of_day(visit: Visit, chat: Chat, on: date) -> list[Reminder]:
    """Let no reminder of the chat ring again on the person's day `on`; return them all.

    What was put off does not come either, even on a later day: it repeats a ring of a day that is done.
    A single reminder that was asked for by a later date rings: nobody means it by "done". A later day may be
    done already: whoever comes from a zone that is ahead may have been there on it.
    """
    zone = ZoneInfo(chat.zone or "UTC")
    has_ended = on < visit.today  # then what is due by now, or has come, is of a day that is not done
    if not has_ended:
        drop_ring_buttons(visit)
    known = visit.reminders.of(visit.chat_id)
    if not known:
        return []
    if not has_ended:
        visit.outbox.cancel_rings(visit.chat_id)
        known = [pass_over(visit, chat, each, zone) for each in known]
    days = {on, *habits_of(visit, zone).days_done}
    quiet = [
        each
        if each.once_on is not None and each.once_on > on
        else skip_days(days, replace(each, snooze_at=None), zone, chat.day_begins)
        for each in known
    ]
    for each in quiet:
        visit.reminders.put(each)
    return quiet


def ring_after_all(
    visit: Visit, chat: Chat, on: date, put_off: Mapping[ReminderId, datetime] = NOTHING_PUT_OFF
) -> list[Reminder]:
    """Let ring what was left out of the person's day `on` and is still ahead; return all reminders.

    `put_off`: what was to ring once more, and was dropped. What was left out of other days stays so, and
    everything if the day is done in another way too.
    """
    zone = ZoneInfo(chat.zone or "UTC")
    if on not in habits_of(visit, zone).days_done:
        left_out = [(each, _left_out(visit, each, zone, on)) for each in visit.reminders.rung(visit.chat_id)]
        start_ringing(visit, [_as_before(each, dates, zone) for each, dates in left_out if dates], zone.key)
        _ring_once_more(visit, put_off)
    return visit.reminders.of(visit.chat_id)


def _ring_once_more(visit: Visit, put_off: Mapping[ReminderId, datetime]) -> None:
    """Let ring at its moment, if that is still ahead, what was put off and dropped."""
    for each in visit.reminders.rung(visit.chat_id):
        again = put_off.get(each.id)
        if again is not None and again > visit.now.people and not (each.snooze_at or each.is_paused):
            visit.reminders.put(replace(each, snooze_at=again))


def _left_out(visit: Visit, reminder: Reminder, zone: ZoneInfo, on: date) -> list[date]:
    """Return the dates of the day `on` for which the reminder was left out and which are still ahead."""
    if reminder.rung_on is None or reminder.is_paused:
        return []
    is_weekly = reminder.once_on is None
    dates = [reminder.rung_on - number * _DAY for number in range(_LOOKS_BACK if is_weekly else 1)]
    return [
        each
        for each in dates
        if (each in reminder.days or not is_weekly)
        and (moment := moment_for(reminder, each, zone)) > visit.now.people
        and visit.day_of(moment) == on
        # It may have rung, or have been left out, for this date already, in a zone that is ahead.
        and not visit.outbox.has(visit.chat_id, Kind.reminder, [key_of(reminder.id, each)])
    ]


def _as_before(reminder: Reminder, dates: Collection[date], zone: ZoneInfo) -> Reminder:
    """Return the reminder as if its rings for `dates` were still to come.

    Its plan can go back by one date only. A ring of an older date comes like one that was put off.
    """
    older = [each for each in dates if each != reminder.rung_on]
    if older and reminder.snooze_at is None:
        reminder = replace(reminder, snooze_at=moment_for(reminder, min(older), zone))
    if reminder.rung_on not in dates or reminder.rung_on is None:
        return reminder
    return replace(reminder, rung_on=None if reminder.once_on is not None else reminder.rung_on - _DAY)
