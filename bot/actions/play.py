"""What a session's change of state sends: the one place that compares a session before and after.

Whoever moves a session (a person's tap, the clock) hands both to `record`.
"""

from __future__ import annotations

from datetime import timedelta

from bot.actions.find_routine import name_of_routine
from bot.actions.suggest import next_exercise
from bot.domain import session as sessions
from bot.domain.message import Message
from bot.domain.plan import NO_CUE, Cues
from bot.domain.screens import sessions as screens
from bot.domain.session import Session, State
from bot.ports import Kind, Lane, Now, Outgoing, Work


def announce(work: Work, session: Session, now: Now) -> None:
    """Send the get-ready count of a session that has just begun."""
    message = screens.ready(session, session.left(now.people))
    _put(work, session, now, Kind.prompt, str(session.turn), message)


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
    if tidying and (after.turn != before.turn or not after.is_live or after.state is State.outage):
        tidy(work, before, now)


def tidy(work: Work, session: Session, now: Now) -> None:
    """Take the buttons and the bar off the card of `session` as it was."""
    work.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.tidy,
            key=f"{session.id}:{session.turn}",
            message=screens.past(session),
            lane=Lane.countdown,
            due_at=now.people,
            session=session.id,
            turn=session.turn,
        )
    )


def show_on_card(work: Work, session: Session, message: Message, key: str, now: Now) -> None:
    """Change the session's newest prompt at once, in answer to a tap or a word."""
    work.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.edit,
            key=key,
            message=message,
            lane=Lane.reply,
            due_at=now.people,
            session=session.id,
            turn=session.turn,
        )
    )


def say_cue(work: Work, session: Session, cue: Cues, now: Now) -> None:
    """Send a cue as a message of its own."""
    lasts = max(sessions.CUE_LATE, now.jitter)
    _put(work, session, now, Kind.cue, f"{session.turn}:{cue.name}", screens.cue(cue), lasts)


def count_down(work: Work, session: Session, now: Now, cue: Cues = NO_CUE) -> None:
    """Show the time that is left on the card, perhaps with a cue."""
    work.outbox.replace_countdown(session.id)
    left = session.left(now.people)
    what = cue.name if cue else f"{round(left.total_seconds())}:{session.version}"
    chat = work.chats.get(session.chat)
    message = (
        screens.ready(session, left)
        if session.is_getting_ready
        else screens.card(session, now.people, chat.zone if chat else None, cue)
    )
    work.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.countdown,
            key=f"{session.id}:{session.turn}:{what}",
            message=message,
            lane=Lane.countdown,
            due_at=now.people,
            expires_at=now.people + max(sessions.CUE_LATE, now.jitter) if cue else session.ends_at,
            session=session.id,
            turn=session.turn,
        )
    )


def _prompt(work: Work, session: Session, now: Now) -> None:
    message = screens.prompt(session)
    lasts = max(session.left(now.people), now.jitter)
    _put(work, session, now, Kind.prompt, str(session.turn), message, lasts)


def _ask_to_go_on(work: Work, before: Session, after: Session, now: Now) -> None:
    away = now.people - (before.ends_at or now.people)
    message = screens.outage(after, away)
    _put(work, after, now, Kind.notice, f"{after.turn}:outage:{after.step_number}", message)


def _finish(work: Work, before: Session, after: Session, now: Now) -> None:
    ended = after.ended_at or now.people
    silent = now.people - ended > max(sessions.END_LATE, now.jitter)
    chat = work.chats.get(after.chat)
    buttons = screens.end_buttons(after, asks_rating=chat is None or chat.asks_rating)
    name = name_of_routine(work, after.chat, after.routine)
    message = screens.end(after, name, next_exercise(work, after.chat, now.people), silent, buttons)
    _put(work, after, now, Kind.notice, f"{after.turn}:end", message)


def _put(
    work: Work,
    session: Session,
    now: Now,
    kind: Kind,
    key: str,
    message: Message,
    lasts: timedelta | None = None,
) -> None:
    work.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=kind,
            key=f"{session.id}:{key}",
            message=message,
            lane=Lane.session,
            due_at=now.people,
            expires_at=now.people + lasts if lasts is not None else None,
            session=session.id,
            turn=session.turn if kind is Kind.prompt else None,
        )
    )
