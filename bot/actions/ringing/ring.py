"""A reminder rings: it writes encouragement and one tip to the outbox, once for each local date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions.planning.suggest import suggested
from bot.actions.planning.tips import next_tip
from bot.actions.scene import Visit
from bot.domain.catalogue import Wording
from bot.domain.message import Message
from bot.domain.reminder import Lateness, Reminder, Ring, end_of_day, move_past, rings_until
from bot.ports import Chat, Kind, Lane, Outgoing, RowState
from bot.screens import rings as screens

LASTS = timedelta(hours=6)  # a ring that waits so long for the pace is not sent any more
AT_LEAST = timedelta(
    minutes=10
)  # even if the date ends before: the pace lets thousands of rings through in this time


@dataclass(frozen=True, slots=True)
class Call:
    """One ring that is due, and how late it is."""

    reminder: Reminder
    ring: Ring
    lateness: Lateness
    is_snooze: bool


def ring(visit: Visit, chat: Chat, call: Call) -> None:
    """Write the ring, in words that fit its lateness; a ring that is too late ends as `expired`."""
    kind = Kind.snooze if call.is_snooze else Kind.reminder
    mark = call.ring.at if call.is_snooze else call.ring.on
    key = f"{call.reminder.id}:{mark.isoformat()}"
    if call.lateness is Lateness.expired:
        _put(visit, chat, call.reminder, kind, key, Message(()), RowState.expired)
        return
    message = _words(visit, chat, call)
    _put(visit, chat, call.reminder, kind, key, message)


def pass_over(visit: Visit, chat: Chat, reminder: Reminder, zone: ZoneInfo) -> Reminder:
    """Let every ring that is due expire; return the reminder moved past all of them."""
    for each in rings_until(reminder, zone, visit.now.people):
        ring(visit, chat, Call(reminder, each, Lateness.expired, is_snooze=False))
    return move_past(reminder, zone, visit.now.people)


def _words(visit: Visit, chat: Chat, call: Call) -> Message:
    reminder, is_late = call.reminder, call.lateness is Lateness.late
    suggestion = suggested(visit, chat)
    day = visit.now.people.toordinal()
    openers = visit.texts.wordings[Wording.reminder_opener]
    if is_late and reminder.once_on is not None:
        opener = screens.late_single_opener(call.ring.at, chat.zone)
    elif is_late:
        opener = screens.late_opener(suggestion)
    else:
        opener = screens.opener(openers, day, suggestion)
    tip = next_tip(visit)
    return screens.ring(reminder, suggestion, opener, tip, silent=is_late)


def _put(
    visit: Visit,
    chat: Chat,
    reminder: Reminder,
    kind: Kind,
    key: str,
    message: Message,
    state: RowState = RowState.pending,
) -> None:
    visit.outbox.put(
        Outgoing(
            chat=chat.id,
            kind=kind,
            key=key,
            message=message,
            lane=Lane.reminder,
            written_at=visit.now.people,
            expires_at=_ends_at(chat, visit.now.people),
            reminder=reminder.id,
            state=state,
        )
    )


def _ends_at(chat: Chat, now: datetime) -> datetime:
    """Return when a ring of `now` expires: at the end of its date, or when the quiet hours begin.

    A ring that the person set inside the quiet hours does not expire when they begin.
    """
    zone = ZoneInfo(chat.zone or "UTC")
    ends = max(min(now + LASTS, end_of_day(now, zone)), now + AT_LEAST)
    if chat.quiet is None or chat.quiet.covers_moment(now, zone):
        return ends
    return min(ends, chat.quiet.begin_after(now, zone))
