"""Time passes: sessions and reminders that are due move on and write their messages.

It may be called early, late or twice: what is due stands in the database, and every message has a key.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.actions.play import count_down, lapse, record, say_cue
from bot.actions.ring import Call, ring
from bot.domain import reminder as reminders
from bot.domain import session as sessions
from bot.domain import walk
from bot.domain.plan import NO_CUE, Cues
from bot.domain.reminder import Lateness, Reminder, Ring
from bot.domain.session import Session, State
from bot.ports import Chat, Now, Work

log = logging.getLogger(__name__)

# Some thousandths of a second of work: an answer never waits longer than that for a backlog. Twenty rings at
# once, which took 20 ms, made the slowest hundredth of all answers 1.7 times as slow as without a backlog.
SESSIONS_AT_ONCE = 5
REMINDERS_AT_ONCE = 5


def keep_time(work: Work, now: Now, set_back: timedelta = timedelta(0)) -> bool:
    """Do what is due at `now`; return whether more is due than one call does.

    `set_back`: how far the clock was set back since the last call; running sessions are moved with it, so
    that a step does not last an hour longer.
    """
    if set_back:
        for session in work.sessions.running():
            work.sessions.put(walk.shift(session, -set_back))
    due_sessions = work.sessions.due(now.people, SESSIONS_AT_ONCE)
    for session in due_sessions:
        with _by_itself(work, "A session could not be kept."):
            _keep_session(work, session, now)
    due_reminders = work.reminders.due(now.people, REMINDERS_AT_ONCE)
    _keep_reminders(work, due_reminders, now)
    return len(due_sessions) == SESSIONS_AT_ONCE or len(due_reminders) >= REMINDERS_AT_ONCE


def sweep_up(work: Work, now: Now) -> None:
    """Delete what is kept for 48 hours only."""
    work.receipts.sweep(now)


def _keep_session(work: Work, session: Session, now: Now) -> None:
    chat = work.chats.get(session.chat)
    if chat is None or chat.is_gone:
        work.sessions.put(walk.stop(session, now.people))
        return
    after = walk.advance(session, now.people, now.jitter)
    if session.state is not State.running and after.state is State.stopped:
        lapse(work, session, after, now)
        return
    if after.turn != session.turn or after.state is not State.running:
        record(work, session, after, now)
        return
    after, say = walk.give_cues(after, now.people, now.jitter)
    for cue in say & after.spoken:
        say_cue(work, after, cue, now)
    edits = say & ~after.spoken
    if edits or (after.edit_at is not None and after.edit_at <= now.people):
        after = _edit_card(work, after, now, max(edits, default=NO_CUE))
    record(work, session, after, now)


def _edit_card(work: Work, session: Session, now: Now, cue: Cues) -> Session:
    """Show the time left, unless the card was edited a moment ago, in real time."""
    following = replace(session, edit_at=sessions.next_edit(session, now.people))
    if session.card_edited_at is not None and now.wire - session.card_edited_at < sessions.EDITS_APART:
        return following
    count_down(work, session, now, cue)
    return replace(following, card_edited_at=now.wire)


def _keep_reminders(work: Work, due: list[Reminder], now: Now) -> None:
    chats = {reminder.chat for reminder in due}
    ringing = []
    for chat in (work.chats.get(chat) for chat in sorted(chats)):
        if chat is not None and chat.zone is not None:
            with _by_itself(work, "Reminders of a chat could not be kept."):
                if _keep_chat(work, chat, [each for each in due if each.chat == chat.id], now):
                    ringing.append(chat.id)
    # What the network has kept back rings no more beside a newer one: never a burst.
    if ringing:
        work.outbox.expire_rings(ringing, now.people - max(reminders.ON_TIME, now.jitter))


def _keep_chat(work: Work, chat: Chat, due: list[Reminder], now: Now) -> bool:
    """Ring what is due in a chat: of all that comes late only the nearest, the rest is over.

    False: nothing rings.
    """
    zone = ZoneInfo(chat.zone or "UTC")
    calls = [call for reminder in due for call in _calls(reminder, zone, now)]
    late = [call for call in calls if call.lateness is Lateness.late]
    is_quiet = chat.quiet is not None and chat.quiet.covers_moment(now.people, zone)
    catch_up = None if is_quiet else max(late, key=lambda call: call.ring.at, default=None)
    rings = False
    for call in calls:
        if call.lateness is Lateness.late and call is not catch_up:
            call = replace(call, lateness=Lateness.expired)
        if call.is_snooze and is_quiet and call.lateness is Lateness.on_time:
            continue
        rings |= call.lateness is not Lateness.expired
        ring(work, chat, call, now)
    for reminder in due:
        work.reminders.put(_moved_on(reminder, chat, zone, now))
    return rings


def _calls(reminder: Reminder, zone: ZoneInfo, now: Now) -> list[Call]:
    """Return every ring of `reminder` up to now, and how late it is."""
    rings = [(ring, False) for ring in reminders.rings_until(reminder, zone, now.people)]
    if reminder.snooze_at is not None and reminder.snooze_at <= now.people:
        day = reminder.snooze_at.astimezone(zone).date()
        rings.append((Ring(day, reminder.snooze_at), True))
    return [
        Call(reminder, each, reminders.lateness(each, zone, now.people, now.jitter), is_snooze)
        for each, is_snooze in rings
    ]


def _moved_on(reminder: Reminder, chat: Chat, zone: ZoneInfo, now: Now) -> Reminder:
    """Return the reminder with everything up to now behind it; a snooze waits for the quiet hours' end."""
    moved = reminders.move_past(reminder, zone, now.people)
    if moved.snooze_at is None or moved.snooze_at > now.people:
        return moved
    end = chat.quiet.end_after(now.people, zone) if chat.quiet is not None else now.people
    return replace(moved, snooze_at=end if end > now.people else None)


@contextmanager
def _by_itself(work: Work, failure: str) -> Iterator[None]:
    """Undo and log what fails inside, so that one row never holds up everybody's time."""
    try:
        with work.savepoint():
            yield
    except Exception:
        log.exception(failure)
