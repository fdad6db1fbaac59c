"""The cues of a step that notify: the card is sent once more, with the cue on top."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.playing.outgoing import row_key
from bot.actions.scene import Visit
from bot.domain import walk
from bot.domain.plan import Cues
from bot.domain.session import Session, next_edit
from bot.ports import Kind, Lane, Outgoing
from bot.screens import cards as screens


def say_cue(visit: Visit, session: Session, cue: Cues) -> Session:
    """Send the card once more with `cue` on top, and return the session as it then stands.

    Once it has arrived, the older card keeps only its first line. The next countdown edit comes later, so
    that there is time to read the cue.
    """
    now = visit.now
    visit.outbox.replace_countdowns(session.id)
    visit.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.cue,
            key=row_key(session, f"{session.turn}:{cue.name}"),
            message=screens.cue(session, visit.texts, now.people, visit.zone, cue),
            lane=Lane.session,
            written_at=now.people,
            topic=session.topic,
            expires_at=now.people + walk.cue_lasts(session, cue, now.people, now.jitter),
            session=session.id,
            turn=session.turn,
            leaves=screens.moved(session, visit.texts),
        )
    )
    return replace(session, edit_at=next_edit(session, now.people), card_edited_at=now.steady)
