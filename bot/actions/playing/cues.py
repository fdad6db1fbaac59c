"""The cues of a step: sent as messages of their own, and deleted when the step has ended."""

from __future__ import annotations

from datetime import timedelta

from bot.actions.playing.outgoing import put_message, row_key
from bot.actions.scene import Visit
from bot.domain import walk
from bot.domain.message import Message
from bot.domain.plan import Cues
from bot.domain.session import Session
from bot.ports import Kind, Lane, Outgoing
from bot.screens import cards as screens

REMOVABLE_FOR = timedelta(hours=1)  # after this time a cue is not deleted any more


def say_cue(visit: Visit, session: Session, cue: Cues) -> None:
    """Send a cue as a message of its own."""
    lasts = walk.cue_lasts(session, cue, visit.now.people, visit.now.jitter)
    put_message(visit, session, Kind.cue, _cue_key(session, cue), screens.cue(session, cue), lasts)


def remove_cues(visit: Visit, session: Session) -> None:
    """Delete the cues that were said in the step of `session`, which has ended."""
    for cue in session.cued & session.spoken:
        key = row_key(session, _cue_key(session, cue))
        visit.outbox.put(
            Outgoing(
                chat=session.chat,
                kind=Kind.removal,
                key=key,
                message=Message(()),
                lane=Lane.countdown,
                written_at=visit.now.people,
                topic=session.topic,
                expires_at=visit.now.people + REMOVABLE_FOR,
                session=session.id,
                about=key,
            )
        )


def _cue_key(session: Session, cue: Cues) -> str:
    return f"{session.turn}:{cue.name}"
