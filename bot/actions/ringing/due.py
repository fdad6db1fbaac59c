"""The rings of a chat that are due: which sound, which wait, and which are left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions.ringing.calls import Call, calls_of, catch_up_of, waits_for_quiet_end
from bot.actions.ringing.ring import leave_out, ring
from bot.actions.scene import Visit
from bot.domain import reminder as reminders
from bot.domain.back_off import Tone, tone_of
from bot.domain.ids import ReminderId
from bot.domain.reminder import SNOOZE, Lateness, Reminder
from bot.domain.session import State
from bot.ports import Chat, RowState

# A session on hold for longer does not keep a ring back. The ring then makes no sound.
ON_HOLD = timedelta(hours=1)


def ring_due(visit: Visit, chat: Chat, due: list[Reminder], since: datetime) -> bool:
    """Ring what is due in the chat. Of several late rings only the newest is sent; the others expire.

    Return False if nothing rings.
    """
    now, zone = visit.now, ZoneInfo(chat.zone or "UTC")
    calls = [call for reminder in due for call in calls_of(reminder, chat, zone, now, since)]
    is_quiet = chat.quiet is not None and chat.quiet.covers_moment(now.people, zone)
    is_playing = _is_playing(visit)
    catch_up = None if is_quiet else catch_up_of(calls)
    waiting: dict[ReminderId, datetime | None] = {}  # when what waits comes again; None: not at all
    minutes: set[datetime] = set()  # for which something rings already
    for call in calls:
        if is_quiet and waits_for_quiet_end(call) and chat.quiet is not None:
            waiting[call.reminder.id] = chat.quiet.end_after(now.people, zone)
            continue
        if (call.lateness is Lateness.late and call is not catch_up) or (
            call.lateness is Lateness.on_time and call.minute in minutes
        ):
            call = replace(call, lateness=Lateness.expired)
        if is_playing and call.lateness is not Lateness.expired:
            waiting[call.reminder.id] = _after_session(call, zone, now.people)
            if not call.is_snooze:
                leave_out(visit, call, RowState.cancelled)
            continue
        if _sound(visit, call):
            minutes.add(call.minute)
    for reminder in due:
        visit.reminders.put(_moved_on(reminder, zone, now.people, waiting.get(reminder.id)))
    return bool(minutes)


def _sound(visit: Visit, call: Call) -> bool:
    """Ring, in the tone that suits who has not answered for long; False: nothing is said."""
    chat = visit.known
    if call.lateness is Lateness.expired or chat is None:
        leave_out(visit, call, RowState.expired)
        return False
    tone = Tone.usual
    if not call.is_asked_for:
        unheard, tone = tone_of(chat.unheard, call.ring.on)
        if unheard != chat.unheard:
            chat = replace(chat, unheard=unheard)
            visit.keep(chat)
    if tone is Tone.unsaid:
        leave_out(visit, call, RowState.cancelled)
        return False
    ring(visit, chat, call, tone)
    return True


def _is_playing(visit: Visit) -> bool:
    """Does a session go on, or was it on hold only for a while?"""
    live = visit.live
    if live is None:
        return False
    held_since = live.paused_at
    return live.state is State.running or held_since is None or visit.now.people - held_since < ON_HOLD


def _after_session(call: Call, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return when a ring that is due in a session is tried again; None: its date is over by then.

    When the session ends well, the rest of the day's rings is not needed any more.
    """
    again = now + SNOOZE
    is_kept = call.is_asked_for or again.astimezone(zone).date() == call.ring.on
    return again if is_kept else None


def _moved_on(reminder: Reminder, zone: ZoneInfo, now: datetime, again: datetime | None) -> Reminder:
    """Return the reminder moved past `now`; `again`: when a ring that waits comes."""
    moved = reminders.move_past(reminder, zone, now)
    if moved.snooze_at is not None and moved.snooze_at > now:
        return moved
    return replace(moved, snooze_at=again)
