"""The rings of a chat that are due: which sound, which wait, and which are left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions.ringing.calls import Call, calls_of, catch_up_of, waits_for_quiet_end
from bot.actions.ringing.habits import Habits, habits_of
from bot.actions.ringing.missed import note_missed
from bot.actions.ringing.ring import leave_out, ring
from bot.actions.ringing.step_back import STEPS_BACK, step_back
from bot.actions.scene import Visit
from bot.domain import reminder as reminders
from bot.domain.back_off import Tone, tone_of
from bot.domain.ids import ReminderId
from bot.domain.quiet import Quiet
from bot.domain.reminder import SNOOZE, Lateness, Reminder, skip_days
from bot.domain.session import State
from bot.ports import Chat, RowState

# A session on hold for longer does not keep a ring back. The ring then makes no sound.
ON_HOLD = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class _Moment:
    """What holds for all rings of a chat that are due at one moment."""

    now: datetime
    zone: ZoneInfo
    quiet: Quiet | None  # None: these are no quiet hours
    is_playing: bool
    has_rung: bool  # in this minute

    @property
    def minute(self) -> datetime:
        return self.now.replace(second=0, microsecond=0)

    def waits_for_quiet_end(self, call: Call) -> bool:
        """Are these quiet hours, and does the ring wait for their end?"""
        return self.quiet is not None and waits_for_quiet_end(call, self.quiet, self.zone)

    def waits_until(self, call: Call) -> datetime | None:
        """Return when a ring is tried again that may not sound now; None: it does not wait."""
        if self.quiet is not None and self.waits_for_quiet_end(call):
            return self.quiet.end_after(self.now, self.zone)
        if call.lateness is Lateness.expired:
            return None
        if self.is_playing:
            return self.now + SNOOZE
        # What was asked for and meets another ring comes a minute later, unless both were for this minute.
        meets_another = self.has_rung and call.is_asked_for and call.ring.at < self.minute
        return self.minute + _MINUTE if meets_another else None


def ring_due(visit: Visit, chat: Chat, due: list[Reminder], since: datetime) -> bool:
    """Ring what is due in the chat, one ring in a minute at most. Of several late rings one is sent.

    The others expire. Return False if nothing rings.
    """
    now, zone = visit.now, ZoneInfo(chat.zone or "UTC")
    moment = _moment(visit, chat, zone)
    rang_before = moment.has_rung
    habits = habits_of(visit, zone)
    calls = [call for reminder in due for call in calls_of(reminder, chat, zone, now, since)]
    note_missed(visit, chat, calls)
    calls.sort(key=lambda call: call.lateness is not Lateness.on_time)
    catch_up = None if moment.quiet is not None else catch_up_of(calls)
    again: dict[ReminderId, datetime] = {}  # when what waits comes again
    for call in calls:
        is_left = call is not catch_up and not moment.waits_for_quiet_end(call)
        if call.lateness is Lateness.late and is_left:
            call = replace(call, lateness=Lateness.expired)
        until = moment.waits_until(call)
        if until is None:
            if moment.has_rung:
                call = replace(call, lateness=Lateness.expired)
            moment.has_rung |= _sound(visit, call, habits)
            continue
        if call.is_asked_for or until.astimezone(zone).date() == call.ring.on:
            again[call.reminder.id] = until
        if not call.is_snooze:
            leave_out(visit, call, RowState.cancelled)
    done = habits.days_done  # perhaps a later day too, in a zone that is ahead
    for reminder in due:
        moved = _moved_on(reminder, zone, now.people, again.get(reminder.id))
        visit.reminders.move(moved if moved.once_on else skip_days(done, moved, zone, chat.day_begins))
    return moment.has_rung and not rang_before


def _moment(visit: Visit, chat: Chat, zone: ZoneInfo) -> _Moment:
    now, quiet = visit.now.people, chat.quiet
    moment = _Moment(
        now,
        zone,
        quiet=quiet if quiet is not None and quiet.covers_moment(now, zone) else None,
        is_playing=_is_playing(visit),
        has_rung=False,
    )
    moment.has_rung = visit.outbox.has_rung(visit.chat_id, moment.minute)
    return moment


def _sound(visit: Visit, call: Call, habits: Habits) -> bool:
    """Ring, in the tone that suits who has not answered for long; False: nothing is said."""
    chat = visit.known
    if call.lateness is Lateness.expired or chat is None:
        leave_out(visit, call, RowState.expired)
        return False
    tone = Tone.usual
    if not call.is_asked_for:
        unheard, tone = tone_of(chat.unheard, call.ring.on)
        if unheard != chat.unheard:
            chat = visit.note_unheard(chat, unheard)
    if tone is Tone.unsaid:
        leave_out(visit, call, RowState.cancelled)
        return False
    if tone in STEPS_BACK:
        # Not as a ring: the buttons of a ring are gone with the next one.
        leave_out(visit, call, RowState.cancelled)
        step_back(visit, chat, call, tone)
    else:
        ring(visit, chat, call, habits, tone)
    return True


def _is_playing(visit: Visit) -> bool:
    """Does a session go on, or was it on hold only for a while?"""
    live = visit.live
    if live is None:
        return False
    held_since = live.paused_at
    return live.state is State.running or held_since is None or visit.now.people - held_since < ON_HOLD


def _moved_on(reminder: Reminder, zone: ZoneInfo, now: datetime, again: datetime | None) -> Reminder:
    """Return the reminder moved past `now`; `again`: when a ring that waits comes."""
    moved = reminders.move_past(reminder, zone, now)
    if moved.snooze_at is not None and moved.snooze_at > now:
        return moved
    return replace(moved, snooze_at=again, snooze_from=None)
