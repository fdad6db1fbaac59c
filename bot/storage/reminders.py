"""The reminders in the database."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, not_, select, update

from bot.domain.ids import ChatId, ReminderId
from bot.domain.reminder import Reminder
from bot.storage.locks import are_shared
from bot.storage.reminder_rows import move_of, to_reminder, values_of
from bot.storage.tables import (
    chats,
    reminder_is_put_off,
    reminder_is_single,
    reminder_is_snoozed,
    reminder_keeps_moment,
    reminder_planned_at,
    reminders,
)
from bot.storage.upserts import insert

_columns = reminders.c
_of_chat = _columns.chat_id == bindparam("b_chat")
_has_id = _columns.id == bindparam("b_id")

_KEY = ("at", "days", "once_on", "keeps_moment")  # of a reminder in its chat
_ADD = insert(reminders).on_conflict_do_nothing()
_SAME = select(reminders).where(
    _of_chat,
    _columns.at == bindparam("b_at"),
    _columns.days.is_not_distinct_from(bindparam("b_days")),
    _columns.once_on.is_not_distinct_from(bindparam("b_once_on")),
    _columns.keeps_moment == bindparam("b_keeps_moment"),
)
_NEWEST_SAME = _SAME.order_by(_columns.id.desc()).limit(1)
_is_over = and_(reminder_is_single, _columns.ring_at.is_(None), _columns.rung_on.is_not(None))
_EVERY = (
    select(reminders).where(_of_chat).order_by(_columns.once_on.nulls_first(), _columns.at, _columns.days)
)
_OF = _EVERY.where(not_(_is_over))
_GET = select(reminders).where(_has_id)
PUT = update(reminders).where(_has_id)
_DROP_ALL = delete(reminders).where(_of_chat)
_DROP = _DROP_ALL.where(_has_id)
_is_due = _columns.due_at <= bindparam("b_now")
# Those that have been due longest come first. This is the order of the index, so that no call has to sort a
# backlog of thousands.
_CHATS_DUE = (
    select(_columns.chat_id)
    .join(chats)
    .where(_is_due, chats.c.is_gone.is_(False))
    .order_by(_columns.due_at)
    .limit(bindparam("b_limit"))
)
_by_chat = (_columns.chat_id, _columns.due_at, _columns.id)
_DUE = select(reminders).where(_columns.chat_id.in_(_CHATS_DUE), _is_due).order_by(*_by_chat)
# With several processes: first the chats that no other process has locked, then what is due in them by now.
_CHATS_FREE = _CHATS_DUE.with_for_update(key_share=True, skip_locked=True, of=[chats, reminders])
_in_these = _columns.chat_id.in_(bindparam("b_chats", expanding=True))
_DUE_IN = select(reminders).where(_in_these, _is_due).order_by(*_by_chat)
# It finds the rows by their chat, which has six reminders at most.
_SWEEP = delete(reminders).where(
    _is_over, _columns.snooze_at.is_(None), _columns.rung_on < bindparam("b_before")
)
_PUT_OFF = update(reminders).where(_of_chat, _is_due).values(due_at=bindparam("b_until"))
_PUT_OFF_NO_MORE = update(reminders).where(reminder_is_put_off).values(due_at=reminder_planned_at)
_ALL_SPANS = select(_columns.id).where(reminder_keeps_moment)
_ALL_SNOOZED = select(_columns.id).where(reminder_is_snoozed)


class StoredReminders:
    """`ports.Reminders` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, reminder: Reminder) -> Reminder:
        """Write a new reminder, which gets its id here; or return the one that has the same hour and days."""
        self._connection.execute(_ADD, values_of(reminder))
        values = values_of(reminder)
        same = {"b_chat": reminder.chat, **{f"b_{name}": values[name] for name in _KEY}}
        return to_reminder(self._connection.execute(_NEWEST_SAME, same).one())

    def of(self, chat: ChatId) -> list[Reminder]:
        """Return the chat's reminders, the earliest hour first; then single rings that are still to come."""
        return [to_reminder(row) for row in self._connection.execute(_OF, {"b_chat": chat})]

    def rung(self, chat: ChatId) -> list[Reminder]:
        """Return the chat's reminders that have rung, also single rings that are over."""
        rows = self._connection.execute(_EVERY, {"b_chat": chat})
        return [to_reminder(row) for row in rows if row.rung_on is not None]

    def get(self, reminder: ReminderId) -> Reminder | None:
        """Return a reminder, or None."""
        row = self._connection.execute(_GET, {"b_id": reminder}).one_or_none()
        return None if row is None else to_reminder(row)

    def put(self, reminder: Reminder) -> None:
        """Write the reminder."""
        self._connection.execute(PUT, {**values_of(reminder), "b_id": reminder.id})

    def move(self, reminder: Reminder) -> None:
        """Write when the reminder has rung and rings again; nothing else of it has changed."""
        self._connection.execute(PUT, move_of(reminder))

    def drop(self, chat: ChatId, reminder: ReminderId | None = None) -> int:
        """Delete one reminder of the chat, or all of them; return how many there were."""
        if reminder is None:
            return self._connection.execute(_DROP_ALL, {"b_chat": chat}).rowcount
        return self._connection.execute(_DROP, {"b_chat": chat, "b_id": reminder}).rowcount

    def due(self, now: datetime, limit: int) -> list[Reminder]:
        """Return the reminders of reachable chats that are due at `now`, by chat and time.

        The `limit` longest-due ones, plus all other due ones of the same chats, because the caller must see
        everything that a chat has missed. If there are fewer than `limit`, no more are due. The chats are
        locked for other processes; those that are locked already are passed over.
        """
        asked: dict[str, Any] = {"b_now": now, "b_limit": limit}
        if are_shared(self._connection):
            free = set(self._connection.execute(_CHATS_FREE, asked).scalars())
            asked = {"b_now": now, "b_chats": sorted(free)}
            rows = self._connection.execute(_DUE_IN, asked).all() if free else []
        else:
            rows = self._connection.execute(_DUE, asked).all()
        return [to_reminder(row) for row in rows]

    def put_off(self, chat: ChatId, now: datetime, until: datetime) -> None:
        """Make the chat's reminders that are due at `now` due at `until`; rings and snoozes do not change."""
        self._connection.execute(_PUT_OFF, {"b_chat": chat, "b_now": now, "b_until": until})

    def sweep(self, before: date) -> None:
        """Delete single rings that rang before a date and ring no more."""
        self._connection.execute(_SWEEP, {"b_before": before})

    def put_off_no_more(self) -> None:
        """Make every reminder due at the moment that was planned for it."""
        self._connection.execute(_PUT_OFF_NO_MORE)

    def all_spans(self) -> list[ReminderId]:
        """Return the ids of all single rings that were set for a span of time, "in 20 minutes"."""
        return [ReminderId(number) for number in self._connection.execute(_ALL_SPANS).scalars()]

    def all_snoozed(self) -> list[ReminderId]:
        """Return the ids of all reminders that have a snooze."""
        return [ReminderId(number) for number in self._connection.execute(_ALL_SNOOZED).scalars()]
