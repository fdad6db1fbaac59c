"""How actions answer: a new message, or a change of the message whose button was tapped."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.scene import Scene
from bot.domain.ids import SessionId
from bot.domain.message import Message, phrase
from bot.ports import NO_BACKLOG, Backlog, Kind, Lane, Outgoing
from bot.screens import basics

# Answers of one chat that may wait to be sent: they leave within about twenty seconds. Nobody who asks so
# much reads the answers of a minute ago.
MOST_WAITING = 20
MOST_WAITING_IN_GROUP = 5

SHOWN = 30  # characters of what was typed that an answer repeats


def say(
    scene: Scene,
    message: Message,
    lane: Lane = Lane.reply,
    session: SessionId | None = None,
) -> None:
    """Answer with a new message; before its text, mention an earlier message that may not have arrived.

    `session`: the session that the answer is about; the answer is cancelled when that session moves on.
    """
    say_once(scene, message, key_of(scene), lane, session)


def say_once(
    scene: Scene,
    message: Message,
    key: str,
    lane: Lane = Lane.reply,
    session: SessionId | None = None,
) -> bool:
    """Answer as `say` does, but only the first time that `key` is named; False if nothing is said."""
    scene.meet()
    backlog = NO_BACKLOG if scene.is_new else scene.outbox.backlog(scene.chat_id)
    if _is_left_out(scene, message, lane, backlog):
        return False
    if backlog.has_unmentioned:
        scene.outbox.mention_unknown(scene.chat_id)
        message = replace(message, parts=(phrase("unknown_note"), *message.parts))
    return scene.outbox.put(
        Outgoing(
            chat=scene.chat_id,
            kind=Kind.reply,
            key=key,
            message=message,
            lane=lane,
            written_at=scene.now.people,
            topic=scene.asked.topic,
            session=session,
        )
    )


def change(scene: Scene, message: Message, lane: Lane = Lane.reply) -> None:
    """Answer by changing the message whose button was tapped; without one, with a new message."""
    if scene.asked.pressed is None:
        say(scene, message, lane)
        return
    scene.meet()
    # In place of an edit that still waits it makes no pile higher.
    takes_place = scene.outbox.replace_edit(scene.chat_id, scene.asked.pressed)
    if not takes_place and _is_left_out(scene, message, lane, scene.outbox.backlog(scene.chat_id)):
        return
    scene.outbox.put(
        Outgoing(
            chat=scene.chat_id,
            kind=Kind.edit,
            key=key_of(scene),
            message=message,
            lane=lane,
            written_at=scene.now.people,
            topic=scene.asked.topic,
            edits=scene.asked.pressed,
        )
    )


def _is_left_out(scene: Scene, message: Message, lane: Lane, backlog: Backlog) -> bool:
    """Do so many answers wait that this one is left out?

    One line says so, after the answers that wait. Until it has left, all further answers are left out. A
    message with a sound, such as where to get help, is always sent.
    """
    if lane is Lane.urgent or not message.silent:
        return False
    most = MOST_WAITING if scene.asked.is_private else MOST_WAITING_IN_GROUP
    if backlog.waiting < most and not backlog.overflows:
        return False
    if not backlog.overflows:
        scene.outbox.put(
            Outgoing(
                chat=scene.chat_id,
                kind=Kind.overflow,
                key=key_of(scene),
                message=basics.plain("overflow_note"),
                lane=Lane.reply,
                written_at=scene.now.people,
                topic=scene.asked.topic,
            )
        )
    return True


def key_of(scene: Scene) -> str:
    """Return the dedup key of the next answer to what is asked."""
    return f"{scene.asked.update}:{scene.number_answer()}"
