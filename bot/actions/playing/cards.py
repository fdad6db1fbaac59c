"""The card of a session: the newest prompt, which shows where the session stands."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.playing.lead import standing
from bot.actions.playing.outgoing import row_key, tidy_up
from bot.actions.scene import Visit
from bot.domain import walk
from bot.domain.ids import MessageId
from bot.domain.message import Message
from bot.domain.plan import NO_CUE, Cues
from bot.domain.session import Session, State
from bot.ports import Kind, Lane, Outgoing
from bot.screens import cards as screens


def tidy(visit: Visit, session: Session) -> None:
    """Take the buttons and the bar off the card of `session`, as the session was before it moved on."""
    if session.state is State.outage:
        # The card of the turn has been tidied, but an answer may have shown the question again since.
        tidy_up(visit, session, f"{session.turn}:asked", Message(()), keys_only=True, turn=session.turn)
    else:
        tidy_up(visit, session, str(session.turn), screens.past(session, visit.texts), turn=session.turn)


def stand_in(visit: Visit) -> None:
    """Show the current step on the previous card, if the prompt of the step may not have arrived."""
    session = visit.live
    if session is None or session.state is State.outage or session.is_getting_ready:
        return
    if not visit.outbox.is_lost(session.id, session.turn):
        return
    visit.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.stand_in,
            key=row_key(session, str(session.turn)),
            message=standing(visit, session),
            lane=Lane.session,
            written_at=visit.now.people,
            topic=session.topic,
            expires_at=session.ends_at,
            session=session.id,
            turn=session.turn,
        )
    )
    visit.keep_session(replace(session, card_edited_at=visit.now.steady))


def retire(visit: Visit, session: Session, card: MessageId) -> None:
    """Take the buttons off the card that replaced a lost prompt: the prompt has arrived after all."""
    tidy_up(visit, session, f"{session.turn}:stand_in", screens.past(session, visit.texts), edits=card)


def show_on_card(visit: Visit, before: Session, session: Session, message: Message, key: str) -> None:
    """Change the session's newest prompt at once, in answer to a tap or a word.

    What that replaces is withdrawn. `before`: the session as it was. A prompt of this turn that was not sent
    is sent with `message` instead, so that each step has a message of its own.
    """
    if visit.outbox.make_way(session.id, session.turn, message, moved_on=session.state != before.state):
        return
    visit.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.edit,
            key=key,
            message=message,
            lane=Lane.reply,
            written_at=visit.now.people,
            topic=session.topic,
            session=session.id,
            turn=session.turn,
            leaves=screens.moved(session, visit.texts),
        )
    )


def count_down(visit: Visit, session: Session, cue: Cues = NO_CUE) -> None:
    """Show the time that is left on the card, perhaps with a cue."""
    visit.outbox.replace_countdowns(session.id)
    left = session.left(visit.now.people)
    what = cue.name if cue else f"{round(left.total_seconds())}:{session.version}"
    message = (
        screens.ready(session, left)
        if session.is_getting_ready
        else screens.card(session, visit.texts, visit.now.people, visit.zone, cue)
    )
    visit.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.countdown,
            key=row_key(session, f"{session.turn}:{what}"),
            message=message,
            lane=Lane.countdown,
            written_at=visit.now.people,
            topic=session.topic,
            expires_at=visit.now.people + max(walk.CUE_LATE, visit.now.jitter) if cue else session.ends_at,
            session=session.id,
            turn=session.turn,
        )
    )
