"""A person sets the hours in which nothing unasked is said, or looks at them."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.saying.answers import change, chat_of, say
from bot.domain.message import Phrase
from bot.domain.quiet import Quiet
from bot.ports import Asked, Work
from bot.screens import reminders as screens


def show_quiet(work: Work, asked: Asked) -> Phrase | None:
    """Say what they are, and offer some."""
    say(work, asked, screens.quiet_hours(chat_of(work, asked).quiet))
    return None


def set_quiet(work: Work, asked: Asked, quiet: Quiet | None) -> Phrase | None:
    """Set them, or turn them off."""
    chat = chat_of(work, asked)
    work.chats.put(replace(chat, quiet=quiet))
    change(work, asked, screens.quiet_hours(quiet))
    return None
