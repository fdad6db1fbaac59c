"""A reminder rings: encouragement and one tip, in the outbox, once per local date."""

from __future__ import annotations

from datetime import timedelta

from bot.actions.suggest import next_tip, suggested
from bot.domain.message import Message
from bot.domain.reminder import Lateness, Reminder
from bot.domain.screens import reminders as screens
from bot.ports import Chat, Kind, Lane, Now, Outgoing, RowState, Work

LASTS = timedelta(hours=6)  # waiting for the pace never makes it late; after this it is of no use


def ring(work: Work, chat: Chat, reminder: Reminder, now: Now, lateness: Lateness) -> None:
    """Write the ring that is due, in words that fit its lateness; one too late ends as `expired`."""
    if reminder.ring is None:
        return
    key = f"{reminder.id}:{reminder.ring.on.isoformat()}"
    if lateness is Lateness.expired:
        _put(work, chat, Kind.reminder, key, Message(()), now, RowState.expired)
        return
    is_late = lateness is Lateness.late
    message = _words(work, chat, reminder, now, is_late)
    _put(work, chat, Kind.reminder, key, message, now)


def ring_again(work: Work, chat: Chat, reminder: Reminder, now: Now) -> None:
    """Write the ring of a snooze."""
    if reminder.snooze_at is None:
        return
    key = f"{reminder.id}:{reminder.snooze_at.isoformat()}"
    _put(work, chat, Kind.snooze, key, _words(work, chat, reminder, now, False), now)


def _words(work: Work, chat: Chat, reminder: Reminder, now: Now, is_late: bool) -> Message:
    routine, audience = suggested(work, chat)
    day = now.people.toordinal()
    opener = screens.late_opener(routine) if is_late else screens.opener(day, routine)
    tip = next_tip(work, chat.id, now.people)
    return screens.ring(reminder, routine, audience, opener, tip, silent=is_late)


def _put(
    work: Work,
    chat: Chat,
    kind: Kind,
    key: str,
    message: Message,
    now: Now,
    state: RowState = RowState.pending,
) -> None:
    work.outbox.put(
        Outgoing(
            chat=chat.id,
            kind=kind,
            key=key,
            message=message,
            lane=Lane.reminder,
            due_at=now.people,
            expires_at=now.people + LASTS,
            state=state,
        )
    )
