"""What a session's change of state sends: the one place that compares a session before and after.

Whoever moves a session (a person's tap, the clock) hands both to `record`.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.actions.planning.find_routine import name_of_routine
from bot.actions.planning.tips import next_exercise
from bot.actions.playing.cards import tidy
from bot.actions.playing.cues import remove_cues
from bot.actions.playing.outgoing import put_message, tidy_up
from bot.domain import walk
from bot.domain.ids import ChatId
from bot.domain.message import Message
from bot.domain.session import Session, State
from bot.ports import Kind, Now, Work
from bot.screens import sessions as screens


def announce(work: Work, session: Session, now: Now) -> None:
    """Send the get-ready count of a session that has just begun."""
    message = screens.ready(session, session.left(now.people))
    put_message(work, session, now, Kind.prompt, str(session.turn), message)


def record(work: Work, before: Session, after: Session, now: Now, *, tidying: bool = True) -> None:
    """Keep `after` and send what its difference from `before` asks for.

    `tidying`: also take the buttons off the card that is no longer the newest.
    """
    if after == before:
        return
    work.sessions.put(after)
    if after.turn == before.turn and after.state == before.state:
        return
    work.outbox.cancel(before.id)
    if after.turn != before.turn:
        _prompt(work, after, now)
    elif after.state is State.outage:
        _ask_to_go_on(work, before, after, now)
    elif after.state is State.finished:
        _finish(work, before, after, now)
    if after.turn != before.turn or not after.is_live or after.state is State.outage:
        if tidying:
            tidy(work, before, now)
        remove_cues(work, before, now)
    if before.state is State.outage:
        _answer_outage(work, before, now)


def lapse(work: Work, before: Session, after: Session, now: Now) -> None:
    """Keep `after`, whose place was kept as long as it could be; what waited for the person says so."""
    work.sessions.put(after)
    work.outbox.cancel(before.id)
    is_asking = before.state is State.outage
    tidy_up(
        work,
        before,
        now,
        _outage_key(before) if is_asking else str(before.turn),
        screens.lapsed(),
        turn=None if is_asking else before.turn,
    )
    remove_cues(work, before, now)


def _is_quiet(work: Work, chat: ChatId, now: Now) -> bool:
    known = work.chats.get(chat)
    if known is None or known.quiet is None or known.zone is None:
        return False
    return known.quiet.covers_moment(now.people, ZoneInfo(known.zone))


def _prompt(work: Work, session: Session, now: Now) -> None:
    message = screens.prompt(session)
    lasts = max(session.left(now.people), now.jitter)
    put_message(work, session, now, Kind.prompt, str(session.turn), message, lasts)


def _ask_to_go_on(work: Work, before: Session, after: Session, now: Now) -> None:
    away = now.people - (before.ends_at or now.people)
    message = screens.outage(after, away, silent=_is_quiet(work, after.chat, now))
    put_message(work, after, now, Kind.notice, _outage_key(after), message)


def _answer_outage(work: Work, session: Session, now: Now) -> None:
    """Take the buttons off the question that has been answered, by a tap or in words."""
    tidy_up(work, session, now, _outage_key(session), Message(()), keys_only=True)


def _outage_key(session: Session) -> str:
    return f"{session.turn}:outage:{session.step_number}"


def _finish(work: Work, before: Session, after: Session, now: Now) -> None:
    ended = after.ended_at or now.people
    silent = now.people - ended > max(walk.END_LATE, now.jitter)
    chat = work.chats.get(after.chat)
    buttons = screens.end_buttons(after, asks_rating=chat is None or chat.asks_rating)
    name = name_of_routine(work, after.chat, after.routine)
    message = screens.end(after, name, next_exercise(work, after.chat, now.people), silent, buttons)
    put_message(work, after, now, Kind.notice, f"{after.turn}:end", message)
