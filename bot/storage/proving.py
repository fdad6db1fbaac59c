"""Rows that come from a file: they must be rows that the bot itself could have written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.domain.drafting import MOST_SECONDS, MOST_STEPS
from bot.domain.ids import ChatId
from bot.domain.own import LONGEST_NAME, MOST_ROUTINES, Pieces, read_name, total_seconds
from bot.domain.reminder import MOST
from bot.domain.session import LIVE, State
from bot.storage.chats import to_chat
from bot.storage.likings import StoredLikings
from bot.storage.own_routines import StoredOwnRoutines
from bot.storage.reminders import StoredReminders
from bot.storage.session_rows import to_session
from bot.storage.standing import StoredStanding
from bot.storage.tables import added_sessions, chats, done_days, own_routines, sessions
from bot.storage.tips import StoredTips

# The streak walks from the first day to the last, while everybody waits. Unknot is younger than the first.
FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2099, 12, 31)

Rows = Mapping[str, list[dict[str, Any]]]
_OVER: Mapping[str, Any] = dict.fromkeys(("ends_at", "edit_at", "paused_at", "notifies_at", "due_at"))


def without_live(rows: Rows, made_at: datetime) -> None:
    """Stop the session that was on when the file was made: its card is in no chat any more."""
    [chat] = rows[chats.name]
    for session in rows[sessions.name]:
        if session["state"] in LIVE:
            day = made_at.astimezone(ZoneInfo(chat["zone"])).date() if chat["zone"] else None
            session.update(_OVER, state=State.stopped.value, ended_at=made_at, ended_on=day)


def prove(connection: Connection, chat: ChatId) -> None:
    """Read everything back as the bot reads it; ValueError and the like: it is not of the bot's making."""
    row = connection.execute(select(chats).where(chats.c.id == chat)).one()
    zone = to_chat(row).zone
    _must(zone is None or ZoneInfo(zone).key == zone)
    for each in connection.execute(select(sessions).where(sessions.c.chat_id == chat)):
        session = to_session(each)
        _must(len(session.played) == len(session.steps) > 0)
        _must(-1 <= session.step_number < len(session.steps))
    weekly = [each for each in StoredReminders(connection).of(chat) if not each.is_over]
    _must(len(weekly) <= MOST)
    own = StoredOwnRoutines(connection).of(chat)
    _must(len(own) <= MOST_ROUTINES)
    for routine in own:
        _must(read_name(routine.name) == routine.name and _fits(routine.pieces))
    tokens = connection.execute(
        select(own_routines.c.token, own_routines.c.name).where(own_routines.c.chat_id == chat)
    )
    _must(all(len(token or "") <= LONGEST_NAME and len(name) <= LONGEST_NAME for token, name in tokens))
    draft = StoredStanding(connection, chat).draft
    _must(draft is None or _fits(draft.pieces))
    _prove_days(connection, chat)
    StoredLikings(connection).of(chat)
    StoredTips(connection).seen(chat)


def _prove_days(connection: Connection, chat: ChatId) -> None:
    for table, day in (
        (done_days, done_days.c.on),
        (added_sessions, added_sessions.c.on),
        (sessions, sessions.c.ended_on),
        (sessions, func.date(sessions.c.ended_at)),
    ):
        of_chat = select(func.min(day), func.max(day)).where(table.c.chat_id == chat)
        for found in connection.execute(of_chat).one():
            _must(found is None or FIRST_DAY <= _date(found) <= LAST_DAY)


def _date(found: date | str) -> date:
    """Return the date; SQLite gives the date of a moment as text."""
    return date.fromisoformat(found) if isinstance(found, str) else found


def _fits(pieces: Pieces) -> bool:
    """Is it within the limits of a routine that people build?"""
    lengths = [piece.seconds for piece in pieces]
    return (
        len(pieces) + 2 <= MOST_STEPS
        and total_seconds(pieces) <= MOST_SECONDS
        and all(s > 0 for s in lengths)
    )


def _must(is_so: bool) -> None:
    if not is_so:
        raise ValueError("a value is out of its range")
