"""Pauses a session, and shows a change of a session on its card."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.playing.cards import show_on_card
from bot.actions.playing.outgoing import row_key
from bot.actions.playing.record import close_question, record
from bot.actions.saying.answers import key_of
from bot.actions.saying.old import drop_alarm_buttons
from bot.actions.scene import Scene
from bot.domain import walk
from bot.domain.message import Message
from bot.domain.session import Session, State
from bot.ports import Kind, Lane, Outgoing
from bot.screens import cards as screens


def pause_running(scene: Scene, session: Session, *, hands_rest: bool = True) -> bool:
    """Pause `session` and show it on its card; False, and nothing changed, if it was paused already."""
    after = walk.pause(session, scene.now.people)
    if after == session:
        return False
    show_change(scene, session, after, screens.paused(after, scene.chat.zone, hands_rest=hands_rest))
    return True


def step_back(scene: Scene, session: Session) -> None:
    """Pause `session`, and take the buttons off its card, since an answer below it has them.

    What the session has not sent yet is not sent: another card would stand below that answer.
    """
    after = walk.pause(session, scene.now.people)
    record(scene, session, replace(after, card_edited_at=scene.now.steady), withdrawing=False)
    scene.outbox.cancel(session.id)
    asks = session.state is State.outage  # the question keeps its words
    if asks:
        close_question(scene, session)
    drop_alarm_buttons(scene, session)  # of an earlier alarm
    scene.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.step_back,
            key=row_key(session, key_of(scene)),
            message=Message(()) if asks else screens.moved(after, scene.texts),
            lane=Lane.reply,
            written_at=scene.now.people,
            topic=session.topic,
            keys_only=asks,
            session=session.id,
            turn=session.turn,
        )
    )


def show_change(scene: Scene, before: Session, after: Session, message: Message) -> None:
    """Keep `after` and show it: a tap changes the card to `message`; after a typed word the card leads anew.

    The countdown keeps its distance from this edit too.
    """
    after = replace(after, card_edited_at=scene.now.steady)
    record(scene, before, after, withdrawing=False)
    if scene.asked.pressed is None:
        scene.card_due.is_changed = True
        scene.card_due.has_moved_on |= before.state != after.state
    else:
        show_on_card(scene, before, after, message, key_of(scene))
