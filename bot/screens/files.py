"""Messages that carry a file: everything that is kept about a chat, and its reminders as a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.ids import MessageId
from bot.domain.message import Contents, Document, Message, Moment, Style, message, phrase
from bot.domain.reminder import Reminder
from bot.ports import Fault
from bot.screens import presses
from bot.screens.buttons import PROGRESS, REMINDERS, button
from bot.screens.waiting import asks_about


def everything() -> Message:
    """Send everything that is kept about the chat."""
    return Message((phrase("export"),), document=Document(Contents.everything, phrase("export_note")))


def calendar() -> Message:
    """Send the reminders as a calendar file."""
    return Message((phrase("calendar"),), document=Document(Contents.calendar, phrase("calendar_event")))


def ask_to_take_back(file: MessageId) -> Message:
    """Ask whether the data in a file shall take the place of what is kept; the question quotes the file."""
    asked = message(
        phrase("import_ask"),
        buttons=(
            (button("import", presses.TakeFileBack(), Style.danger),),
            (button("import_not", presses.LeaveFile()),),
        ),
    )
    return replace(asked, answers=file)


def taken_back(made_at: datetime, zone: str | None, waiting: Sequence[Reminder] = ()) -> Message:
    """Confirm that all is as it was when the file was made.

    `waiting`: the reminders that wait for the end of the quiet hours; ask about them.
    """
    said = phrase("import_done", made_at=Moment(made_at, zone))
    return asks_about(waiting, message(said, buttons=((PROGRESS, REMINDERS),)))


def not_taken_back(why: Fault) -> Message:
    """Say why a file was not taken back; nothing has changed."""
    return message(phrase(f"import_{why}"))


def nothing_kept() -> Message:
    """Say that nothing is kept about the chat."""
    return message(phrase("export_none"))


def nothing_to_ring(*, has_zone: bool) -> Message:
    """Say that no reminder rings; without a time zone, that none can."""
    if not has_zone:
        return message(phrase("calendar_no_zone"), buttons=((button("change_zone", presses.AskZone()),),))
    return message(phrase("calendar_none"), buttons=((button("add_reminder", presses.AskHour()), REMINDERS),))
