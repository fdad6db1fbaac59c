"""A person says how the back feels after a session, and what to do more or less of. All of it is optional."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.saying.answers import change, chat_of, say_once
from bot.domain import walk
from bot.domain.catalogue import TechniqueKey
from bot.domain.ids import SessionId
from bot.domain.liking import Liking
from bot.domain.message import Message, Phrase, phrase
from bot.domain.session import Feeling, Session, State
from bot.ports import Asked, Kind, Lane, Outgoing, Work
from bot.screens import after
from bot.screens import sessions as screens


def ask_how_it_feels(work: Work, asked: Asked, session: SessionId) -> Phrase | None:
    """Ask below the summary, once; the summary stays and only loses this button."""
    found = _finished(work, asked, session)
    if isinstance(found, Phrase):
        return found
    if found.feels is not None or not say_once(work, asked, after.rate(found), f"rate:{session}"):
        return phrase("e_stale")
    _take_button_off(work, asked, found)
    return None


def note_feeling(work: Work, asked: Asked, session: SessionId, feeling: Feeling) -> Phrase | None:
    """Keep how it felt with the session; the first answer stands."""
    found = _finished(work, asked, session)
    if isinstance(found, Phrase):
        return found
    felt = walk.feel(found, feeling)
    if felt == found:
        return phrase("e_stale")
    work.sessions.put(felt)
    change(work, asked, after.rated(felt, work.likings.of(asked.chat)))
    return None


def note_liking(
    work: Work, asked: Asked, session: SessionId, technique: TechniqueKey, liking: Liking
) -> Phrase | None:
    """Keep that more or less of a technique of the session is wanted; the last word counts."""
    found = _finished(work, asked, session)
    if isinstance(found, Phrase):
        return found
    if technique not in found.technique_seconds:
        return phrase("e_stale")
    work.likings.put(asked.chat, technique, liking)
    change(work, asked, after.rated(found, work.likings.of(asked.chat)))
    return None


def stop_asking(work: Work, asked: Asked) -> Phrase | None:
    """No [Rate it] after sessions from now on."""
    work.chats.put(replace(chat_of(work, asked), asks_rating=False))
    change(work, asked, after.asks_no_more())
    return None


def _finished(work: Work, asked: Asked, session: SessionId) -> Session | Phrase:
    """Return the session if it is this chat's and has come to its end, else what the tap is answered."""
    found = work.sessions.get(session)
    if found is None:
        return phrase("e_stale")
    if found.chat != asked.chat:
        return phrase("e_theirs")
    return found if found.state is State.finished else phrase("e_stale")


def _take_button_off(work: Work, asked: Asked, session: Session) -> None:
    if asked.pressed is None:
        return
    buttons = screens.end_buttons(session, asks_rating=False)
    work.outbox.put(
        Outgoing(
            chat=asked.chat,
            kind=Kind.edit,
            key=f"rate:{session.id}",
            message=Message((), buttons),
            lane=Lane.reply,
            due_at=asked.now.people,
            edits=asked.pressed,
            keys_only=True,
        )
    )
