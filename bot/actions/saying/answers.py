"""How actions answer: a new message, or a change of the message whose button was tapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.actions.saying.hints import FLOOD, note_said, was_said
from bot.actions.scene import Scene
from bot.domain.ids import ReminderId, SessionId
from bot.domain.message import Message, Phrase, phrase
from bot.domain.message import message as message_of
from bot.domain.session import Session
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
    *,
    leads_on: bool = False,
    answers: ReminderId | None = None,
) -> None:
    """Answer with a new message; before its text, mention an earlier message that may not have arrived.

    The card of a live session follows below, unless the buttons of this answer lead the session on.
    `answers`: its buttons answer the ring of this reminder, and are dropped with those of the rings.
    """
    if _say(scene, message, key_of(scene), lane, answers=answers) and not leads_on:
        card_stands_above(scene)


def say_alarm(scene: Scene, message: Message, session: Session, lane: Lane) -> bool:
    """Say in a session where to get help; the buttons of this answer lead the session on.

    False: it is left out, or the card stands in another topic, where nobody would see that it is paused.
    """
    return is_beside_card(scene) and _say(scene, message, key_of(scene), lane, alarm_in=session.id)


def card_stands_above(scene: Scene) -> None:
    """Note that an answer was sent; in the card's own topic it stands below the card."""
    if is_beside_card(scene):
        scene.card_due.is_below = True


def say_on_card(scene: Scene, *words: Phrase) -> None:
    """Answer on the card of the live session, which is sent once more with `words` on top.

    Without words the card itself is the answer. In another topic than the card's, words are a message of
    their own: the person who asks there does not see the card.
    """
    if words and not is_beside_card(scene):
        say(scene, message_of(*words))
        return
    scene.card_due.words += words
    scene.card_due.is_changed = True


def say_once(
    scene: Scene,
    message: Message,
    key: str,
    lane: Lane = Lane.reply,
) -> bool:
    """Answer as `say` does, but only the first time that `key` is named; False if nothing is said."""
    return _say(scene, message, key, lane)


def _say(
    scene: Scene,
    message: Message,
    key: str,
    lane: Lane,
    *,
    alarm_in: SessionId | None = None,
    answers: ReminderId | None = None,
) -> bool:
    scene.meet()
    backlog = NO_BACKLOG if scene.is_new else scene.outbox.backlog(scene.chat_id)
    if _is_left_out(scene, message, lane, backlog):
        return False
    if backlog.has_unmentioned:
        message = replace(message, parts=_mentioned(scene, message.parts))
    return scene.outbox.put(
        Outgoing(
            chat=scene.chat_id,
            kind=_kind_of(message, alarm_in),
            key=key,
            message=message,
            lane=lane,
            written_at=scene.now.people,
            topic=scene.asked.topic,
            session=alarm_in,
            reminder=answers,
        )
    )


def _kind_of(message: Message, alarm_in: SessionId | None) -> Kind:
    if alarm_in is not None:
        return Kind.alarm
    return Kind.reply if message.document is None else Kind.document


def is_beside_card(scene: Scene) -> bool:
    """Do answers come in the topic of the live session's card?"""
    return scene.live is None or scene.live.topic == scene.asked.topic


def noted(scene: Scene, words: Sequence[Phrase]) -> Sequence[Phrase]:
    """Return `words`, and before them the mention of a message that may not have arrived."""
    if not words or not scene.outbox.backlog(scene.chat_id).has_unmentioned:
        return words
    return _mentioned(scene, words)


def _mentioned(scene: Scene, words: Sequence[Phrase]) -> tuple[Phrase, ...]:
    scene.outbox.mention_unknown(scene.chat_id)
    return phrase("unknown_note"), *words


def change(
    scene: Scene, message: Message, lane: Lane = Lane.reply, *, answers: ReminderId | None = None
) -> None:
    """Answer by changing the message whose button was tapped; without one, with a new message.

    `answers`: as for `say`.
    """
    if scene.asked.pressed is None:
        say(scene, message, lane, answers=answers)
        return
    scene.meet()
    # In place of an edit that still waits it makes no pile higher.
    takes_place = scene.outbox.replace_edit(scene.chat_id, scene.asked.pressed)
    if not takes_place and _is_left_out(scene, message, lane, scene.outbox.backlog(scene.chat_id)):
        return
    scene.outbox.put(
        Outgoing(
            chat=scene.chat_id,
            kind=_change_of(scene, message, lane),
            key=key_of(scene),
            message=message,
            lane=lane,
            written_at=scene.now.people,
            topic=scene.asked.topic,
            edits=scene.asked.pressed,
            shows=scene.asked.pressed_shows,
            reminder=answers,
        )
    )


def _change_of(scene: Scene, message: Message, lane: Lane) -> Kind:
    """Change the tapped message; send a new one in its place if its picture does not belong to the words.

    That a session has stopped is always said where *Stop* was tapped.
    """
    is_below_another = scene.asked.pressed_shows is not None and message.medium is None
    return Kind.replacement if is_below_another and lane is not Lane.urgent else Kind.edit


def _is_left_out(scene: Scene, message: Message, lane: Lane, backlog: Backlog) -> bool:
    """Do so many answers wait that this one is left out?

    One line says so, after the answers that wait; not if the person was told a moment ago that something was
    passed over. Until it has left, all further answers are left out. A message with a sound, such as where to
    get help, is always sent.
    """
    if lane is Lane.urgent or not message.silent:
        return False
    most = MOST_WAITING if scene.asked.is_private else MOST_WAITING_IN_GROUP
    if backlog.waiting < most and not backlog.overflows:
        return False
    if not backlog.overflows and not was_said(scene, FLOOD):
        note_said(scene, FLOOD)
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
