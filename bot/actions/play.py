"""What a session's change of state sends: the one place that compares a session before and after.

Whoever moves a session (a person's tap, the clock) hands both to `record`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.actions.find_routine import name_of_routine
from bot.actions.suggest import next_exercise
from bot.domain import walk
from bot.domain.ids import ChatId, MessageId
from bot.domain.message import Message
from bot.domain.plan import NO_CUE, Cues
from bot.domain.session import Session, State
from bot.ports import Kind, Lane, Now, Outgoing, Work
from bot.screens import sessions as screens

REMOVABLE_FOR = timedelta(hours=1)  # a cue that could not be deleted by then stays


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
    _tidy_up(
        work,
        before,
        now,
        _outage_key(before) if is_asking else str(before.turn),
        screens.lapsed(),
        about=_outage_key(before) if is_asking else None,
        turn=None if is_asking else before.turn,
    )
    remove_cues(work, before, now)


def tidy(work: Work, session: Session, now: Now) -> None:
    """Take the buttons and the bar off the card of `session` as it was."""
    _tidy_up(work, session, now, str(session.turn), screens.past(session), turn=session.turn)


def _tidy_up(
    work: Work,
    session: Session,
    now: Now,
    key: str,
    message: Message,
    *,
    edits: MessageId | None = None,
    keys_only: bool = False,
    turn: int | None = None,
    about: str | None = None,
) -> None:
    """Change something that an earlier turn has left in the chat, when there is time for it."""
    work.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.tidy,
            key=f"{session.id}:{key}",
            message=message,
            lane=Lane.countdown,
            due_at=now.people,
            edits=edits,
            keys_only=keys_only,
            session=session.id,
            turn=turn,
            about=f"{session.id}:{about}" if about is not None else None,
        )
    )


def remove_cues(work: Work, session: Session, now: Now) -> None:
    """Delete the cues that were said in the step of `session`, which has ended."""
    for cue in session.cued & session.spoken:
        key = f"{session.id}:{_cue_key(session, cue)}"
        work.outbox.put(
            Outgoing(
                chat=session.chat,
                kind=Kind.removal,
                key=key,
                message=Message(()),
                lane=Lane.countdown,
                due_at=now.people,
                expires_at=now.people + REMOVABLE_FOR,
                session=session.id,
                about=key,
            )
        )


def stand_in(work: Work, chat: ChatId, now: Now) -> None:
    """Show at once, on the card before it, a step whose prompt may not have arrived."""
    session = work.sessions.live(chat)
    if session is None or session.state is State.outage or session.is_getting_ready:
        return
    if not work.outbox.is_lost(session.id, session.turn):
        return
    message = screens.card(session, now.people, _zone(work, chat))
    if session.state is State.paused:
        known = work.chats.get(chat)
        may_rest = known is not None and known.safety_yes == work.catalogue.safety_version
        message = screens.paused(session, _zone(work, chat), hands_rest=may_rest)
    work.outbox.put(
        Outgoing(
            chat=chat,
            kind=Kind.stand_in,
            key=f"{session.id}:{session.turn}",
            message=message,
            lane=Lane.session,
            due_at=now.people,
            expires_at=session.ends_at,
            session=session.id,
            turn=session.turn,
        )
    )
    work.sessions.put(replace(session, card_edited_at=now.wire))


def retire(work: Work, session: Session, card: MessageId, now: Now) -> None:
    """Take the buttons off the card that stood in for a prompt, which has arrived after all."""
    _tidy_up(work, session, now, f"{session.turn}:stand_in", screens.past(session), edits=card)


def show_on_card(work: Work, session: Session, message: Message, key: str, now: Now) -> None:
    """Change the session's newest prompt at once, in answer to a tap or a word.

    A prompt that had no time to leave leaves now, so that each step has a message of its own.
    """
    if work.outbox.revive_prompt(session.id, session.turn, message):
        return
    work.outbox.replace_edits(session.id)
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
    lasts = max(walk.CUE_LATE, now.jitter)
    _put(work, session, now, Kind.cue, _cue_key(session, cue), screens.cue(cue), lasts)


def count_down(work: Work, session: Session, now: Now, cue: Cues = NO_CUE) -> None:
    """Show the time that is left on the card, perhaps with a cue."""
    work.outbox.replace_edits(session.id, clock_only=True)
    left = session.left(now.people)
    what = cue.name if cue else f"{round(left.total_seconds())}:{session.version}"
    message = (
        screens.ready(session, left)
        if session.is_getting_ready
        else screens.card(session, now.people, _zone(work, session.chat), cue)
    )
    work.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.countdown,
            key=f"{session.id}:{session.turn}:{what}",
            message=message,
            lane=Lane.countdown,
            due_at=now.people,
            expires_at=now.people + max(walk.CUE_LATE, now.jitter) if cue else session.ends_at,
            session=session.id,
            turn=session.turn,
        )
    )


def _zone(work: Work, chat: ChatId) -> str | None:
    known = work.chats.get(chat)
    return known.zone if known else None


def _is_quiet(work: Work, chat: ChatId, now: Now) -> bool:
    known = work.chats.get(chat)
    if known is None or known.quiet is None or known.zone is None:
        return False
    return known.quiet.covers_moment(now.people, ZoneInfo(known.zone))


def _cue_key(session: Session, cue: Cues) -> str:
    return f"{session.turn}:{cue.name}"


def _prompt(work: Work, session: Session, now: Now) -> None:
    message = screens.prompt(session)
    lasts = max(session.left(now.people), now.jitter)
    _put(work, session, now, Kind.prompt, str(session.turn), message, lasts)


def _ask_to_go_on(work: Work, before: Session, after: Session, now: Now) -> None:
    away = now.people - (before.ends_at or now.people)
    message = screens.outage(after, away, silent=_is_quiet(work, after.chat, now))
    _put(work, after, now, Kind.notice, _outage_key(after), message)


def _answer_outage(work: Work, session: Session, now: Now) -> None:
    """Take the buttons off the question that has been answered, by a tap or in words."""
    key = _outage_key(session)
    _tidy_up(work, session, now, key, Message(()), keys_only=True, about=key)


def _outage_key(session: Session) -> str:
    return f"{session.turn}:outage:{session.step_number}"


def _finish(work: Work, before: Session, after: Session, now: Now) -> None:
    ended = after.ended_at or now.people
    silent = now.people - ended > max(walk.END_LATE, now.jitter)
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
