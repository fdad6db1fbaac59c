"""Time passes: sessions and reminders that are due move on and write their messages.

It may be called early, late or twice: what is due stands in the database, and every message has a key.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.actions.play import count_down, cue_other_side, record
from bot.actions.ring import ring, ring_again
from bot.domain import reminder as reminders
from bot.domain import session as sessions
from bot.domain.ids import ChatId
from bot.domain.reminder import Lateness, Reminder
from bot.domain.session import Session, State
from bot.ports import Chat, Now, Work

SESSIONS_AT_ONCE = 200
REMINDERS_AT_ONCE = 500


def keep_time(work: Work, now: Now, set_back: timedelta = timedelta(0)) -> bool:
    """Do what is due at `now`; return whether more is due than one call does.

    `set_back`: how far the clock was set back since the last call; running sessions are moved with it, so
    that a step does not last an hour longer.
    """
    if set_back:
        for session in work.sessions.running():
            work.sessions.put(sessions.shift(session, -set_back))
    due_sessions = work.sessions.due(now.people, SESSIONS_AT_ONCE)
    for session in due_sessions:
        _keep_session(work, session, now)
    due_reminders = work.reminders.due(now.people, REMINDERS_AT_ONCE)
    _keep_reminders(work, due_reminders, now)
    return len(due_sessions) == SESSIONS_AT_ONCE or len(due_reminders) == REMINDERS_AT_ONCE


def sweep_up(work: Work, now: Now) -> None:
    """Delete what is kept for 48 hours only."""
    work.receipts.sweep(now)


def _keep_session(work: Work, session: Session, now: Now) -> None:
    chat = work.chats.get(session.chat)
    if chat is None or chat.is_gone:
        work.sessions.put(sessions.stop(session, now.people))
        return
    after = sessions.advance(session, now.people, now.jitter)
    if after.turn != session.turn or after.state is not State.running:
        record(work, session, after, now)
        return
    after, say_it = sessions.give_cue(after, now.people, now.jitter)
    if say_it:
        cue_other_side(work, after, now)
    if after.edit_at is not None and after.edit_at <= now.people:
        after = _edit_card(work, after, now)
    record(work, session, after, now)


def _edit_card(work: Work, session: Session, now: Now) -> Session:
    """Show the time left, unless the card was edited less than 5 real seconds ago."""
    following = replace(session, edit_at=sessions.next_edit(session, now.people))
    if session.card_edited_at is not None and now.wire - session.card_edited_at < sessions.EDITS_APART:
        return following
    count_down(work, session, now)
    return replace(following, card_edited_at=now.wire)


def _keep_reminders(work: Work, due: list[Reminder], now: Now) -> None:
    caught_up: set[ChatId] = set()
    # The latest comes first, so that the one catch-up of a chat is for its nearest hour.
    for reminder in sorted(due, key=lambda reminder: reminder.due_at or now.people, reverse=True):
        chat = work.chats.get(reminder.chat)
        if chat is None or chat.zone is None:
            continue
        zone = ZoneInfo(chat.zone)
        moved = reminder
        if moved.snooze_at is not None and moved.snooze_at <= now.people:
            moved = _ring_snooze(work, chat, moved, zone, now)
        while moved.ring is not None and moved.ring.at <= now.people:
            late = reminders.lateness(moved.ring, zone, now.people, now.jitter)
            is_quiet = chat.quiet is not None and chat.quiet.covers_moment(now.people, zone)
            if late is Lateness.late and (is_quiet or reminder.chat in caught_up):
                late = Lateness.expired
            if late is Lateness.late:
                caught_up.add(reminder.chat)
            ring(work, chat, moved, now, late)
            moved = reminders.move_on(moved, zone)
        work.reminders.put(moved)


def _ring_snooze(work: Work, chat: Chat, reminder: Reminder, zone: ZoneInfo, now: Now) -> Reminder:
    """Ring again, or when the quiet hours end."""
    if chat.quiet is not None and chat.quiet.covers_moment(now.people, zone):
        return replace(reminder, snooze_at=chat.quiet.end_after(now.people, zone))
    ring_again(work, chat, reminder, now)
    return replace(reminder, snooze_at=None)
