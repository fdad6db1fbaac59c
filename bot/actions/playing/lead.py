"""The newest message leads: below an answer the session's card is sent once more, with its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.actions.playing.outgoing import is_quiet, row_key
from bot.actions.saying.answers import key_of, noted
from bot.actions.saying.old import drop_alarm_buttons
from bot.actions.scene import Scene, Visit
from bot.domain.message import Message, Phrase
from bot.domain.session import Session, State
from bot.ports import Kind, Lane, Outgoing
from bot.screens import cards as screens


def standing(visit: Visit, session: Session) -> Message:
    """Return the session's card as it stands now."""
    known = visit.known
    may_rest = known is not None and visit.texts.holds(known.safety_yes)
    return screens.standing(
        session,
        visit.texts,
        visit.now.people,
        visit.zone,
        hands_rest=may_rest,
        is_alarmed=is_alarmed(visit),
    )


def is_alarmed(visit: Visit) -> bool:
    """Has the yes to the safety question been taken back, after words of a danger?"""
    return visit.known is not None and visit.known.safety_yes is None


def lead(
    visit: Visit,
    session: Session,
    key: str,
    words: Sequence[Phrase] = (),
    lane: Lane = Lane.reply,
    *,
    silent: bool = True,
) -> None:
    """Send the session's card as a new message; `words` stand above its own.

    Once it has arrived, the older card keeps only its first line.
    """
    now = visit.now
    ends = session.ends_at if session.state is State.running else None
    # In an outage the card before shows the step that was played, and has lost its time already.
    leaves = None if session.state is State.outage else screens.moved(session, visit.texts)
    visit.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.lead,
            key=row_key(session, key),
            message=replace(screens.topped(standing(visit, session), words), silent=silent),
            lane=lane,
            written_at=now.people,
            expires_at=max(ends, now.people + now.jitter) if ends is not None else None,
            session=session.id,
            turn=session.turn,
            topic=session.topic,
            leaves=leaves,
        )
    )
    if is_alarmed(visit):
        drop_alarm_buttons(visit, session)


def ask_again(visit: Visit) -> None:
    """Ask once more whether to go on, if the question after an outage may not have arrived."""
    session = visit.live
    if session is None or session.state is not State.outage:
        return
    key = f"{session.turn}:outage:{session.step_number}:again"
    lead(visit, session, key, (screens.on_now(session),), Lane.session, silent=is_quiet(visit))


def lead_below(scene: Scene) -> None:
    """After an action: send the card of the live session, if an answer stands below it or is to stand on it.

    A card that has not left yet gives way. A prompt of this turn that was not sent leaves as the card.
    """
    due, session = scene.card_due, scene.live
    if session is None or not due.is_due:
        return
    is_over = session.ends_at is not None and session.ends_at <= scene.now.people
    if is_over and not due.words:
        return  # the next step begins at once, and leads
    words = noted(scene, due.words)
    message = screens.topped(standing(scene, session), words)
    leaves_as_prompt = scene.outbox.make_way(session.id, session.turn, message, moved_on=due.has_moved_on)
    if not leaves_as_prompt or due.is_below:
        lead(scene, session, key_of(scene), words)
