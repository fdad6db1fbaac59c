"""A reminder rings: it writes encouragement and one tip to the outbox, once for each local date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.planning.suggest import suggested
from bot.actions.planning.tips import next_for_movement, next_tip
from bot.actions.ringing.calls import Call
from bot.actions.ringing.habits import Habits, better_hour_for
from bot.actions.ringing.missed import note_missed_of
from bot.actions.saying.old import drop_ring_buttons
from bot.actions.scene import Visit
from bot.domain.back_off import Tone
from bot.domain.catalogue import PhraseId, Wording
from bot.domain.ids import ReminderId
from bot.domain.message import Message, Phrase
from bot.domain.opener import next_opener
from bot.domain.reminder import Lateness, Reminder, end_of_day, move_past, rings_until
from bot.domain.suggestion import Suggestion
from bot.ports import Chat, Kind, Lane, Outgoing, RowState
from bot.screens import cards, peace
from bot.screens import rings as screens

LASTS = timedelta(hours=6)  # a ring that waits so long for the pace is not sent any more
AT_LEAST = timedelta(
    minutes=10
)  # even if the date ends before: the pace lets thousands of rings through in this time


def ring(visit: Visit, chat: Chat, call: Call, habits: Habits, tone: Tone = Tone.usual) -> None:
    """Write the ring, in words that fit its lateness, its tone and what the person did lately."""
    drop_ring_buttons(visit)
    _put(visit, chat, call, _words(visit, chat, call, habits, tone), RowState.pending)


def leave_out(visit: Visit, call: Call, state: RowState) -> None:
    """Note that a ring is not sent: it is too late (`expired`), or it is not wanted now (`cancelled`)."""
    chat = visit.known
    if chat is not None:
        _put(visit, chat, call, Message(()), state)


def pass_over(visit: Visit, chat: Chat, reminder: Reminder, zone: ZoneInfo) -> Reminder:
    """Let every ring that is due expire; return the reminder moved past all of them."""
    note_missed_of(visit, [reminder])
    for each in rings_until(reminder, zone, visit.now.people):
        leave_out(visit, Call(reminder, each, Lateness.expired, is_snooze=False), RowState.expired)
    return move_past(reminder, zone, visit.now.people)


def _words(visit: Visit, chat: Chat, call: Call, habits: Habits, tone: Tone) -> Message:
    reminder, is_late = call.reminder, call.lateness is Lateness.late
    live = visit.live
    if live is not None:
        return screens.ring(reminder, None, cards.on_now(live), next_tip(visit), silent=True)
    rests = habits.rests_today
    suggestion = suggested(visit, chat)
    better = _better_hour(visit, chat, call, tone, habits)
    opener = _opener(visit, chat, call, tone, suggestion, rests=rests)
    return screens.ring(
        reminder,
        suggestion,
        opener,
        next_for_movement(visit, opener.id) if rests else next_tip(visit, opener.id),
        silent=is_late or tone.is_silent,
        notes=_notes(visit, chat, reminder),
        better=better,
    )


def _opener(
    visit: Visit, chat: Chat, call: Call, tone: Tone, suggestion: Suggestion | None, *, rests: bool
) -> Phrase:
    is_late = call.lateness is Lateness.late
    if is_late and call.reminder.once_on is not None:
        return screens.late_single_opener(call.ring.at, chat.zone)
    if is_late:
        return screens.late_opener(None if rests else suggestion)
    if tone is Tone.soft:
        return screens.plain_opener(_next_of(Wording.soft_opener, visit, call))
    if rests:
        return screens.plain_opener(_next_of(Wording.rest_opener, visit, call))
    return screens.opener(_next_of(Wording.reminder_opener, visit, call), suggestion)


def _next_of(kind: Wording, visit: Visit, call: Call) -> PhraseId:
    seen = visit.tips.seen(visit.chat_id)
    return next_opener(visit.texts.wordings[kind], seen.values(), call.ring.on.toordinal() + call.reminder.id)


def _notes(visit: Visit, chat: Chat, reminder: Reminder) -> Iterable[Phrase]:
    """Return what stands below the opener: that a time away is over, and the person's own plan."""
    today = visit.now.people.astimezone(ZoneInfo(chat.zone or "UTC")).date()
    if chat.away is not None and today >= chat.away.back_on:
        visit.keep(replace(visit.known or chat, away=None))
        yield peace.is_back_note()
    if reminder.plan is not None:
        yield screens.quoted(reminder.plan)


def _better_hour(visit: Visit, chat: Chat, call: Call, tone: Tone, habits: Habits) -> time | None:
    """Return a better hour to suggest with this ring, and note that it was suggested."""
    if call.is_asked_for or call.lateness is Lateness.late or tone is not Tone.usual:
        return None
    better = better_hour_for(visit, chat, call.reminder, habits)
    if better is not None:
        visit.keep(replace(visit.known or chat, better_asked_on=call.ring.on))
    return better


def key_of(reminder: ReminderId, mark: date | datetime) -> str:
    """Return the dedup key of a ring: of the one for a date, or of a snooze at a moment."""
    return f"{reminder}:{mark.isoformat()}"


def _put(visit: Visit, chat: Chat, call: Call, message: Message, state: RowState) -> None:
    visit.outbox.add(
        Outgoing(
            chat=chat.id,
            kind=Kind.snooze if call.is_snooze else Kind.reminder,
            key=key_of(call.reminder.id, call.ring.at if call.is_snooze else call.ring.on),
            message=message,
            lane=Lane.reminder,
            written_at=visit.now.people,
            topic=call.reminder.topic,
            expires_at=ends_at(chat, visit.now.people),
            reminder=call.reminder.id,
            state=state,
        )
    )


def ends_at(chat: Chat, now: datetime) -> datetime:
    """Return when a ring of `now` expires: at the end of its date, or when the quiet hours begin.

    A ring that the person set inside the quiet hours does not expire when they begin.
    """
    zone = ZoneInfo(chat.zone or "UTC")
    ends = max(min(now + LASTS, end_of_day(now, zone)), now + AT_LEAST)
    if chat.quiet is None or chat.quiet.covers_moment(now, zone):
        return ends
    return min(ends, chat.quiet.begin_after(now, zone))
