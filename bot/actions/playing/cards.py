"""The card of a session: the newest prompt, which shows where the session stands."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.playing.outgoing import tidy_up
from bot.domain import walk
from bot.domain.ids import ChatId, MessageId
from bot.domain.message import Message
from bot.domain.plan import NO_CUE, Cues
from bot.domain.session import Session, State
from bot.ports import Kind, Lane, Now, Outgoing, Work
from bot.screens import sessions as screens


def tidy(work: Work, session: Session, now: Now) -> None:
    """Take the buttons and the bar off the card of `session` as it was."""
    tidy_up(work, session, now, str(session.turn), screens.past(session), turn=session.turn)


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
    tidy_up(work, session, now, f"{session.turn}:stand_in", screens.past(session), edits=card)


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
