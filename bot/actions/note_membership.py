"""The bot was blocked or let in again: planning for the chat stops or goes on."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import reach_again, say
from bot.domain import walk
from bot.domain.ids import ChatId
from bot.domain.message import Phrase
from bot.ports import Asked, Work
from bot.screens import basics


def note_gone(work: Work, asked: Asked) -> Phrase | None:
    """Stop planning for the chat until it writes again."""
    known = work.chats.get(asked.chat)
    if known is None:
        return None
    work.chats.put(replace(known, is_gone=True))
    live = work.sessions.live(asked.chat)
    if live is not None:
        work.sessions.put(walk.stop(live, asked.now.people))
        work.outbox.cancel(live.id)
    work.outbox.block(asked.chat)
    return None


def note_back(work: Work, asked: Asked) -> Phrase | None:
    """The chat can be written to again."""
    known = work.chats.get(asked.chat)
    if known is not None and known.is_gone:
        reach_again(work, known)
    return None


def note_move(work: Work, asked: Asked, old: ChatId, new: ChatId) -> Phrase | None:
    """The group has become a supergroup, which has another number; both numbers are told of it.

    Whoever hears of it is in the group, even if going out of the old one was told before.
    """
    work.chats.move(old, new)
    known = work.chats.get(new)
    if known is not None and known.is_gone:
        reach_again(work, known)
    if known is not None and known.zone is not None:
        # Only one of the two numbers may have known what time it is there.
        silent = [reminder for reminder in work.reminders.of(new) if reminder.ring is None]
        start_ringing(work, asked, silent, known.zone)
    return None


def refuse_management(work: Work, asked: Asked, why: str) -> Phrase | None:
    """Only administrators may change a group's settings, and who is one must be known."""
    say(work, asked, basics.not_allowed(why))
    return None


def greet_group(work: Work, asked: Asked, bot: str) -> Phrase | None:
    """The bot was added to a group."""
    say(work, asked, basics.group(bot))
    return None
