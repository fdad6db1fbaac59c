"""Messages that carry a file: everything that is kept about a chat, and its reminders as a calendar."""

from __future__ import annotations

from bot.domain.message import Contents, Document, Message, message, phrase
from bot.screens import presses
from bot.screens.buttons import REMINDERS, button


def everything() -> Message:
    """Send everything that is kept about the chat."""
    return Message((phrase("export"),), document=Document(Contents.everything, phrase("export_note")))


def calendar() -> Message:
    """Send the reminders as a calendar file."""
    return Message((phrase("calendar"),), document=Document(Contents.calendar, phrase("calendar_event")))


def nothing_kept() -> Message:
    """Say that nothing is kept about the chat."""
    return message(phrase("export_none"))


def nothing_to_ring(*, has_zone: bool) -> Message:
    """Say that no reminder rings; without a time zone, that none can."""
    if not has_zone:
        return message(phrase("calendar_no_zone"), buttons=((button("change_zone", presses.AskZone()),),))
    return message(phrase("calendar_none"), buttons=((button("add_reminder", presses.AskHour()), REMINDERS),))
