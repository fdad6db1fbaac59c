"""A person wants everything about them to be gone: asked once, then done."""

from __future__ import annotations

from bot.actions.saying.answers import change, say
from bot.domain.message import Phrase
from bot.ports import Asked, Work
from bot.screens import basics


def ask_to_delete(work: Work, asked: Asked) -> Phrase | None:
    """Ask once."""
    say(work, asked, basics.delete())
    return None


def delete_me(work: Work, asked: Asked) -> Phrase | None:
    """Delete everything that is kept of this chat; only the answer to it remains, for 48 hours."""
    work.chats.forget(asked.chat)
    change(work, asked, basics.plain("deleted"))
    return None


def keep_me(work: Work, asked: Asked) -> Phrase | None:
    """Nothing is deleted."""
    change(work, asked, basics.plain("delete_kept"))
    return None
