"""Old messages stay true: one whose buttons are over loses them."""

from __future__ import annotations

from bot.actions.scene import Visit
from bot.domain.ids import MessageId
from bot.domain.message import Message, Rows
from bot.domain.session import Session
from bot.ports import Kind, Lane, Outgoing


def drop_buttons(visit: Visit, message: MessageId | None) -> None:
    """Take the buttons off a message of this chat; its words stay. None: there is no such message."""
    if message is None:
        return
    visit.outbox.put(
        Outgoing(
            chat=visit.chat_id,
            kind=Kind.tidy,
            key=f"over:{message}",
            message=Message(()),
            lane=Lane.countdown,
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


def drop_ring_buttons(visit: Visit) -> None:
    """Take the buttons off the newest rings: they were answered, or a newer ring has overtaken them."""
    for message in visit.outbox.shown_rings(visit.chat_id):
        drop_buttons(visit, message)


def drop_alarm_buttons(visit: Visit, session: Session, *, but: MessageId | None = None) -> None:
    """Take the buttons off the alarms of `session`, but not off `but`: its card or its end follows."""
    for message in visit.outbox.shown_alarms(session.id):
        if message != but:
            drop_buttons(visit, message)
