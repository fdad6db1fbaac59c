"""The rest of a day without rings, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.actions.ringing.ring import pass_over
from bot.actions.ringing.start import start_ringing
from bot.actions.saying.old import drop_ring_buttons
from bot.actions.scene import Visit
from bot.domain.reminder import Reminder, ring_on, skip_rest_of
from bot.ports import Chat

_DAY = timedelta(days=1)


def rest_of_day(visit: Visit, chat: Chat) -> list[Reminder]:
    """Let no reminder of the chat ring again on this local date; return them all."""
    zone = ZoneInfo(chat.zone or "UTC")
    today = visit.today
    drop_ring_buttons(visit)
    known = visit.reminders.of(visit.chat_id)
    if not known:
        return []
    visit.outbox.cancel_rings(visit.chat_id)
    quiet = [skip_rest_of(today, pass_over(visit, chat, each, zone), zone) for each in known]
    for each in quiet:
        visit.reminders.put(each)
    return quiet


def ring_after_all(visit: Visit, chat: Chat) -> list[Reminder]:
    """Let ring what was left out of today and is still ahead; return all reminders."""
    zone, now = ZoneInfo(chat.zone or "UTC"), visit.now.people
    today = visit.today
    left_out = [
        _as_before(each)
        for each in visit.reminders.rung(visit.chat_id)
        if each.rung_on == today and ring_on(today, each.at, zone) > now
    ]
    start_ringing(visit, left_out, chat.zone or "UTC")
    return visit.reminders.of(visit.chat_id)


def _as_before(reminder: Reminder) -> Reminder:
    """Return the reminder as if it had not rung today."""
    if reminder.once_on is not None or reminder.rung_on is None:
        return replace(reminder, rung_on=None)
    return replace(reminder, rung_on=reminder.rung_on - _DAY)
