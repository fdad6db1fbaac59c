"""A person rates a session: how the back feels, and which techniques they like or dislike. It is optional."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.saying.answers import change, say_once
from bot.actions.saying.old import forgotten
from bot.actions.scene import Scene
from bot.domain import walk
from bot.domain.catalogue import TechniqueKey
from bot.domain.ids import SessionId
from bot.domain.liking import Liking
from bot.domain.message import Message, Phrase, phrase
from bot.domain.session import Feeling, Session, State
from bot.ports import Kind, Lane, Outgoing
from bot.screens import after
from bot.screens import sessions as screens


def ask_how_it_feels(scene: Scene, session: SessionId) -> Phrase | None:
    """Ask once, in a new message; the summary stays and only loses this button."""
    found = _finished(scene, session)
    if isinstance(found, Phrase):
        return found
    if found.feels is not None or not say_once(scene, after.rate(found), f"rate:{session}"):
        return phrase("e_stale")
    _take_button_off(scene, found)
    return None


def note_feeling(scene: Scene, session: SessionId, feeling: Feeling) -> Phrase | None:
    """Store with the session how it felt; only the first answer counts."""
    found = _finished(scene, session)
    if isinstance(found, Phrase):
        return found
    felt = walk.feel(found, feeling)
    if felt == found:
        return phrase("e_stale")
    scene.keep_session(felt)
    change(scene, after.rated(felt, scene.likings))
    return None


def note_liking(scene: Scene, session: SessionId, technique: TechniqueKey, liking: Liking) -> Phrase | None:
    """Store that the person likes or dislikes a technique of the session; the newest answer counts."""
    found = _finished(scene, session)
    if isinstance(found, Phrase):
        return found
    if technique not in found.technique_seconds:
        return phrase("e_stale")
    scene.keep_liking(technique, liking)
    change(scene, after.rated(found, scene.likings))
    return None


def stop_asking(scene: Scene) -> Phrase | None:
    """Offer no [Rate it] after future sessions."""
    scene.keep(replace(scene.chat, asks_rating=False))
    change(scene, after.asks_no_more())
    return None


def _finished(scene: Scene, session: SessionId) -> Session | Phrase:
    """Return the session if it belongs to this chat and is finished; else the answer to the tap."""
    found = scene.sessions.get(session)
    if found is None:
        return forgotten(scene)
    if found.chat != scene.chat_id:
        return phrase("e_theirs")
    return found if found.state is State.finished else phrase("e_stale")


def _take_button_off(scene: Scene, session: Session) -> None:
    if scene.asked.pressed is None:
        return
    buttons = screens.end_buttons(session, asks_rating=False)
    scene.outbox.put(
        Outgoing(
            chat=scene.chat_id,
            kind=Kind.edit,
            key=f"rate:{session.id}",
            message=Message((), buttons),
            lane=Lane.reply,
            written_at=scene.now.people,
            topic=session.topic,
            edits=scene.asked.pressed,
            keys_only=True,
        )
    )
