"""Time passes: move on the sessions and reminders that are due, and write their messages.

It may be called early, late or twice: the database knows what is due, and every message has a dedup key.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.actions.move_back import PUT_OFF
from bot.actions.playing.cards import count_down
from bot.actions.playing.cues import say_cue
from bot.actions.playing.lead import lead
from bot.actions.playing.record import lapse, record
from bot.actions.ringing.ring import Call, ring
from bot.actions.scene import Visit
from bot.actions.scene.by_itself import by_itself
from bot.domain import reminder as reminders
from bot.domain import session as sessions
from bot.domain import walk
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ReminderId
from bot.domain.plan import NO_CUE, Cues
from bot.domain.reminder import Lateness, Reminder, Ring
from bot.domain.session import Session, State
from bot.ports import Chat, Lane, Now, Work

# One call takes some milliseconds, and an answer never waits longer for a backlog. With twenty rings in a
# call, which took 20 ms, the slowest 1 % of answers took 1.7 times as long as without a backlog.
SESSIONS_AT_ONCE = 5
REMINDERS_AT_ONCE = 5


# So long a single ring that has rung is kept: its button "Later" still works.
SINGLE_KEPT = timedelta(days=2)


def keep_time(
    work: Work,
    texts: Catalogue,
    now: Now,
    since: datetime | None = None,
) -> bool:
    """Do what is due at `now`; return whether more is due than one call can do.

    `since`: start of the current unbroken backlog; None: there is none. The lateness of a reminder is
    measured at this moment, so that waiting in a backlog makes no reminder later.
    """
    due_sessions = work.sessions.due(now.people, SESSIONS_AT_ONCE)
    for number in due_sessions:
        put_off = partial(work.sessions.put_off, number, now.people + PUT_OFF)
        with by_itself(work, "A session could not be kept.", put_off):
            if session := work.sessions.get(number):
                _keep_session(Visit(work, texts, session.chat, now), session)
    due_reminders = work.reminders.due(now.people, REMINDERS_AT_ONCE)
    _keep_reminders(work, texts, due_reminders, now, since or now.people)
    return len(due_sessions) == SESSIONS_AT_ONCE or len(due_reminders) >= REMINDERS_AT_ONCE


def sweep_up(work: Work, now: Now) -> None:
    """Delete what is stored only for 48 hours."""
    work.receipts.sweep(now)
    work.reminders.sweep(now.people.date() - SINGLE_KEPT)


def _keep_session(visit: Visit, session: Session) -> None:
    chat, now = visit.known, visit.now
    if chat is None or chat.is_gone:
        visit.keep_session(walk.stop(session, now.people))
        return
    after = walk.advance(session, now.people, now.jitter)
    if session.state is not State.running and after.state is State.stopped:
        lapse(visit, session, after)
        return
    if after.turn != session.turn or after.state is not State.running:
        record(visit, session, after)
        return
    after, say = walk.give_cues(after, now.people, now.jitter)
    for cue in say & after.spoken:
        after = say_cue(visit, after, cue)
    edits = say & ~after.spoken
    if edits or (after.edit_at is not None and after.edit_at <= now.people):
        after = _edit_card(visit, after, max(edits, default=NO_CUE))
    record(visit, session, after)


def _edit_card(visit: Visit, session: Session, cue: Cues) -> Session:
    """Show the time left, unless the card was edited some seconds ago.

    Steady time counts: where people's time runs fast, or jumps, the card follows it.
    """
    now = visit.now
    following = replace(session, edit_at=sessions.next_edit(session, now.people))
    edited_at = session.card_edited_at
    # An edit in the future was noted before a restart, by a clock that has been set back since.
    if edited_at is not None and timedelta(0) <= now.steady - edited_at < sessions.EDITS_APART:
        return following
    count_down(visit, session, cue)
    return replace(following, card_edited_at=now.steady)


def _keep_reminders(work: Work, texts: Catalogue, due: list[Reminder], now: Now, since: datetime) -> None:
    ringing = []
    for number in sorted({reminder.chat for reminder in due}):
        put_off = partial(work.reminders.put_off, number, now.people, now.people + PUT_OFF)
        with by_itself(work, "Reminders of a chat could not be kept.", put_off):
            visit = Visit(work, texts, number, now)
            chat = visit.known
            of_chat = [each for each in due if each.chat == number]
            if chat is None or (chat.zone is None and not all(each.keeps_moment for each in of_chat)):
                put_off()  # the time zone is not known
            elif _keep_chat(visit, chat, of_chat, since):
                ringing.append(number)
    # Older unsent rings expire when a newer one rings, so that a person never gets several at once.
    if ringing:
        work.outbox.expire_rings(ringing, now.people - max(reminders.ON_TIME, now.jitter))


def _keep_chat(visit: Visit, chat: Chat, due: list[Reminder], since: datetime) -> bool:
    """Ring what is due in the chat. Of several late rings only the newest is sent; the others expire.

    Return False if nothing rings.
    """
    now, zone = visit.now, ZoneInfo(chat.zone or "UTC")
    calls = [call for reminder in due for call in _calls(reminder, chat, zone, now, since)]
    late = [call for call in calls if call.lateness is Lateness.late]
    is_quiet = chat.quiet is not None and chat.quiet.covers_moment(now.people, zone)
    catch_up = None if is_quiet else max(late, key=_matters, default=None)
    waiting: set[ReminderId] = set()
    minutes: set[datetime] = set()  # for which something rings already
    for call in calls:
        if is_quiet and _waits_for_the_end(call):
            waiting.add(call.reminder.id)
            continue
        if call.lateness is Lateness.late and call is not catch_up:
            call = replace(call, lateness=Lateness.expired)
        minute = call.ring.at.replace(second=0, microsecond=0)
        if call.lateness is Lateness.on_time and minute in minutes:
            call = replace(call, lateness=Lateness.expired)
        if call.lateness is not Lateness.expired:
            minutes.add(minute)
        ring(visit, chat, call)
    rings = bool(minutes)
    for reminder in due:
        visit.reminders.put(_moved_on(reminder, chat, zone, now, waits=reminder.id in waiting))
    if rings and (live := visit.live) is not None:
        # In the lane of the ring, so that the card follows it.
        lead(visit, live, f"ring:{now.people.isoformat()}", lane=Lane.reminder)
    return rings


def _matters(call: Call) -> tuple[bool, datetime]:
    """Sort late rings. The last one is sent: a single ring, which has no next day, or else the newest."""
    return call.reminder.once_on is not None, call.ring.at


def _waits_for_the_end(call: Call) -> bool:
    """Does a ring that is due inside the quiet hours wait for their end? Snoozes and late single rings do."""
    if call.is_snooze:
        return call.lateness is Lateness.on_time
    return call.reminder.once_on is not None and call.lateness is Lateness.late


def _calls(reminder: Reminder, chat: Chat, zone: ZoneInfo, now: Now, since: datetime) -> list[Call]:
    """Return every ring of `reminder` up to now, and how late it is."""
    rings = [(ring, False) for ring in reminders.rings_until(reminder, zone, now.people)]
    if reminder.snooze_at is not None and reminder.snooze_at <= now.people:
        day = reminder.snooze_at.astimezone(zone).date()
        rings.append((Ring(day, reminder.snooze_at), True))
    return [
        Call(reminder, each, _lateness(reminder, each, chat, zone, now, since), is_snooze)
        for each, is_snooze in rings
    ]


def _lateness(
    reminder: Reminder, ring: Ring, chat: Chat, zone: ZoneInfo, now: Now, since: datetime
) -> Lateness:
    """Return how late `ring` was at `since`, or is now if quiet hours have begun since its moment."""
    quiet = chat.quiet
    if quiet is not None and quiet.covers_moment(now.people, zone) and not quiet.covers_moment(ring.at, zone):
        since = now.people
    keeps = reminders.SINGLE_KEEPS if reminder.once_on is not None else timedelta(0)
    return reminders.lateness(ring, zone, since, now.jitter, keeps)


def _moved_on(reminder: Reminder, chat: Chat, zone: ZoneInfo, now: Now, *, waits: bool) -> Reminder:
    """Return the reminder moved past `now`; `waits`: its snooze is put off to the end of the quiet hours."""
    moved = reminders.move_past(reminder, zone, now.people)
    if moved.snooze_at is None and waits:
        moved = replace(moved, snooze_at=now.people)
    if moved.snooze_at is None or moved.snooze_at > now.people:
        return moved
    end = chat.quiet.end_after(now.people, zone) if chat.quiet is not None and waits else None
    return replace(moved, snooze_at=end)
