"""Rings that an outage of the bot has taken: their days cost the person nothing."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.actions.ringing.calls import Call, calls_of
from bot.actions.scene import Visit
from bot.domain.back_off import Tone, tone_of
from bot.domain.outage import days_taken
from bot.domain.reminder import Lateness, Reminder
from bot.ports import Chat


def note_missed(visit: Visit, chat: Chat, calls: Iterable[Call]) -> None:
    """Note the days of those calls that could not ring, and the days since."""
    zone = ZoneInfo(chat.zone or "UTC")
    missed = [call.ring.at for call in calls if _is_missed(visit, chat, zone, call)]
    days = days_taken(missed, visit.now.people, zone, chat.day_begins)
    if days:
        visit.away_days.add_outage(chat.id, days, visit.now.people)


def note_missed_of(visit: Visit, which: Iterable[Reminder]) -> None:
    """Note what these reminders have missed, before they are planned anew or deleted."""
    chat, now = visit.known, visit.now
    if chat is None:
        return
    zone = ZoneInfo(chat.zone or "UTC")
    note_missed(visit, chat, [call for each in which for call in calls_of(each, chat, zone, now, now.people)])


def _is_missed(visit: Visit, chat: Chat, zone: ZoneInfo, call: Call) -> bool:
    """Was the bot away until the day of a ring was over, or until the quiet hours had begun?

    Whoever has not answered for long would have got no ring at all.
    """
    if call.lateness is Lateness.on_time:
        return False
    if not call.is_asked_for and tone_of(chat.unheard, call.ring.on)[1] is Tone.unsaid:
        return False
    if call.lateness is Lateness.expired or visit.day_of(call.ring.at) < visit.today:
        return True
    quiet, now = chat.quiet, visit.now.people
    return (
        quiet is not None and quiet.covers_moment(now, zone) and not quiet.covers_moment(call.ring.at, zone)
    )
