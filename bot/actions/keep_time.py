"""Time passes: move on the sessions and reminders that are due, and write their messages.

It may be called early, late or twice: the database knows what is due, and every message has a dedup key.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.actions.carry_news import carry_news
from bot.actions.keep_reminders import REMINDERS_AT_ONCE, keep_reminders
from bot.actions.move_back import PUT_OFF
from bot.actions.playing.cards import count_down
from bot.actions.playing.cues import say_cue
from bot.actions.playing.record import lapse, record
from bot.actions.ringing.back import say_back
from bot.actions.saying.old import drop_buttons
from bot.actions.scene import Visit
from bot.actions.scene.by_itself import by_itself
from bot.domain import session as sessions
from bot.domain import walk
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId
from bot.domain.plan import NO_CUE, Cues
from bot.domain.session import Session, State
from bot.ports import Now, Work

# One call takes some milliseconds, and an answer never waits longer for a backlog. Whoever calls measures it,
# and says how many reminders are rung at once.
SESSIONS_AT_ONCE = 5
BACK_AT_ONCE = 5

# A ring that is so old is of another day, and its buttons do nothing any more. A newer ring mostly drops them
# before; where reminders ring on few days, or not any more, the sweep does.
RING_OVER = timedelta(hours=24)
BUTTONS_AT_ONCE = 100
# So long a single ring that has rung is kept: its button "Later" still works.
SINGLE_KEPT = timedelta(days=2)
# So long a draft of a broadcast is kept that nobody has sent.
DRAFTS_KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Kept:
    """What one call has done."""

    reminders: int  # so many were due, and were looked at
    more: bool  # is more due than one call has done?
    was_cut: bool = False  # were fewer reminders looked at, since somebody waits for an answer?


def keep_time(
    work: Work,
    texts: Catalogue,
    now: Now,
    since: datetime | None = None,
    at_once: int = REMINDERS_AT_ONCE,
) -> Kept:
    """Do what is due at `now`.

    `since`: start of the current unbroken backlog; None: there is none. The lateness of a reminder is
    measured at this moment, so that waiting in a backlog makes no reminder later. `at_once`: how many
    reminders are rung at most.
    """
    due_sessions = work.sessions.due(now.people, SESSIONS_AT_ONCE)
    for number in due_sessions:
        put_off = partial(work.sessions.put_off, number, now.people + PUT_OFF)
        with by_itself(work, "A session could not be kept.", put_off):
            if session := work.sessions.get(number):
                _keep_session(Visit(work, texts, session.chat, now), session)
    due_reminders = work.reminders.due(now.people, at_once)
    left = keep_reminders(work, texts, due_reminders, now, since or now.people)
    back = work.chats.who_are_back(now.people, BACK_AT_ONCE)
    for chat in back:
        later = partial(work.chats.put_off, chat, now.people + PUT_OFF)
        with by_itself(work, "It could not be said that a time away is over.", later):
            _say_who_is_back(work, texts, chat, now)
    carry_news(work, now)
    sizes = (len(due_sessions) - SESSIONS_AT_ONCE, len(due_reminders) - at_once)
    more = left > 0 or max(*sizes, len(back) - BACK_AT_ONCE) >= 0
    return Kept(len(due_reminders) - left, more, was_cut=left > 0)


def sweep_up(work: Work, texts: Catalogue, now: Now) -> bool:
    """Drop the buttons of rings of other days, and delete what is stored only for some time.

    Return whether more rings still have buttons than one call can do.
    """
    left_over = work.outbox.rings_left_over(now.people - RING_OVER, BUTTONS_AT_ONCE)
    for chat, message in left_over:
        drop_buttons(Visit(work, texts, chat, now), message)
    work.receipts.sweep(now)
    work.reminders.sweep(now.people.date() - SINGLE_KEPT)
    work.broadcasts.sweep(now.people - DRAFTS_KEPT)
    return len(left_over) == BUTTONS_AT_ONCE


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


def _say_who_is_back(work: Work, texts: Catalogue, number: ChatId, now: Now) -> None:
    visit = Visit(work, texts, number, now)
    if (chat := visit.known) is not None:
        say_back(visit, chat)
