"""A person looks at the reminders, drops one, takes a new one back, or turns them all off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from bot.actions.saying.answers import change, chat_of, say
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase
from bot.ports import Asked, Work
from bot.reading.hours import NotAnHour, read_hours
from bot.screens import reminders as screens


def show_reminders(work: Work, asked: Asked) -> Phrase | None:
    """List the reminders and name the next ring."""
    say(work, asked, screens.overview(work.reminders.of(asked.chat), chat_of(work, asked).zone))
    return None


def drop_reminders(work: Work, asked: Asked, which: Sequence[ReminderId]) -> Phrase | None:
    """Delete some reminders of this chat; those of others are not touched."""
    for reminder in which:
        if work.reminders.drop(asked.chat, reminder):
            work.outbox.cancel_rings(asked.chat, reminder)
    change(work, asked, screens.overview(work.reminders.of(asked.chat), chat_of(work, asked).zone))
    return None


def stop_reminders(work: Work, asked: Asked, text: str = "") -> Phrase | None:
    """Turn all reminders off; where `text` names hours, no others than those, and show what is left."""
    if any(sign.isdigit() for sign in text):
        hours = _hours_in(text)
        return drop_reminders(
            work, asked, [each.id for each in work.reminders.of(asked.chat) if each.at in hours]
        )
    work.reminders.drop(asked.chat)
    work.outbox.cancel_rings(asked.chat)
    say(work, asked, screens.all_off())
    return None


def _hours_in(text: str) -> tuple[time, ...]:
    try:
        return read_hours(text, {}).at
    except NotAnHour:
        return ()
