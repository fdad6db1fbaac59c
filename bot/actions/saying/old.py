"""Old messages stay true: one whose buttons are over loses them."""

from __future__ import annotations

from bot.actions.scene import Scene, Visit
from bot.domain.ids import MessageId
from bot.domain.message import Message, Phrase, Rows, phrase
from bot.domain.session import Session
from bot.ports import OVER, Kind, Lane, Outgoing


def drop_buttons(visit: Visit, message: MessageId | None, lane: Lane = Lane.countdown) -> None:
    """Take the buttons off a message of this chat; its words stay. None: there is no such message."""
    if message is None:
        return
    visit.outbox.add(
        Outgoing(
            chat=visit.chat_id,
            kind=Kind.tidy,
            key=f"{OVER}{message}",
            message=Message(()),
            lane=lane,
            written_at=visit.now.people,
            edits=message,
            keys_only=True,
        )
    )


def change_buttons(visit: Visit, message: MessageId, buttons: Rows) -> None:
    """Put other buttons under a message of this chat; its words stay."""
    visit.outbox.put(
        Outgoing(
            chat=visit.chat_id,
            kind=Kind.tidy,
            key=f"keys:{message}:{visit.now.people.isoformat()}",
            message=Message((), buttons),
            lane=Lane.reply,
            written_at=visit.now.people,
            edits=message,
            keys_only=True,
        )
    )


def drop_copy(visit: Visit, message: MessageId | None) -> None:
    """Take the buttons off a tapped message that is over, if it is a copy that no row knows of.

    The other old messages have been changed already, and may have new buttons.
    """
    if message is not None and not visit.outbox.knows(visit.chat_id, message):
        drop_buttons(visit, message)


def forgotten(scene: Scene) -> Phrase:
    """Return the answer to a tap on a button of a session that was deleted; the buttons are taken off.

    Where nothing is known of the chat, as after "delete me", nothing of the tap is kept either.
    """
    if scene.known is None:
        scene.meet()
        drop_buttons(scene, scene.asked.pressed, Lane.farewell)
    else:
        drop_copy(scene, scene.asked.pressed)
    return phrase("e_session_gone")


def drop_ring_buttons(visit: Visit) -> None:
    """Take the buttons off the newest rings: they were answered, or a newer ring has overtaken them.

    Also off the answers that have them since an Undo.
    """
    for message in visit.outbox.shown_rings(visit.chat_id):
        drop_buttons(visit, message)


def drop_alarm_buttons(visit: Visit, session: Session, *, but: MessageId | None = None) -> None:
    """Take the buttons off the alarms of `session`, but not off `but`: its card or its end follows."""
    for message in visit.outbox.shown_alarms(session.id):
        if message != but:
            drop_buttons(visit, message)
