"""A session that runs is paused, and a change is shown on its card."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.playing.cards import show_on_card
from bot.actions.playing.record import record
from bot.actions.saying.answers import chat_of, key_of
from bot.domain import walk
from bot.domain.message import Message
from bot.domain.session import Session
from bot.ports import Asked, Work
from bot.screens import sessions as screens


def pause_running(work: Work, asked: Asked, session: Session, *, hands_rest: bool = True) -> bool:
    """Pause `session` and show it on its card; False, and nothing changed, if its clock stood already."""
    after = walk.pause(session, asked.now.people)
    if after == session:
        return False
    show_change(
        work, asked, session, after, screens.paused(after, chat_of(work, asked).zone, hands_rest=hands_rest)
    )
    return True


def show_change(work: Work, asked: Asked, before: Session, after: Session, message: Message) -> None:
    """Keep `after` and show `message` on the session's card, wherever the wish came from.

    The countdown keeps its distance from this edit too.
    """
    after = replace(after, card_edited_at=asked.now.wire)
    record(work, before, after, asked.now)
    show_on_card(work, after, message, key_of(asked), asked.now)
