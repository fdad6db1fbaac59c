"""Which hints were said in the last few minutes. A hint is known by its key, which names a span of time."""

from __future__ import annotations

from bot.actions.scene import Scene
from bot.domain.message import Message
from bot.ports import Kind, Lane, Outgoing, RowState

QUIET_FOR = 180  # seconds; at most twice as long

UNREAD = "unread"  # that pictures, files and the like are not read
FLOOD = "flood"  # that something was passed over, or that answers were left out


def key_of_hint(scene: Scene, hint: str) -> str:
    """Return the dedup key with which `hint` is said now."""
    return f"{hint}:{_span(scene)}"


def was_said(scene: Scene, hint: str) -> bool:
    """Was `hint` said in this chat in the last few minutes?"""
    keys = [key_of_hint(scene, hint), f"{hint}:{_span(scene) - 1}"]
    return scene.outbox.has(scene.chat_id, Kind.reply, keys)


def note_said(scene: Scene, hint: str) -> None:
    """Note that another answer does for `hint`; the row that says so is never sent."""
    scene.meet()
    scene.outbox.put(
        Outgoing(
            chat=scene.chat_id,
            kind=Kind.reply,
            key=key_of_hint(scene, hint),
            message=Message(()),
            lane=Lane.reply,
            written_at=scene.now.people,
            state=RowState.cancelled,
        )
    )


def _span(scene: Scene) -> int:
    return int(scene.now.people.timestamp()) // QUIET_FOR
