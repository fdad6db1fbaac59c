"""A reminder as a row of its table, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from bot.domain.days import DAILY, Days
from bot.domain.ids import ChatId, ReminderId, TopicId
from bot.domain.if_then import Barrier, Cue, IfThen
from bot.domain.reminder import Reminder, Ring


def move_of(reminder: Reminder) -> dict[str, Any]:
    """Return what `reminders.PUT` asks for to write only when the reminder rings.

    SQLite then changes fewer indexes.
    """
    return {**_moments(reminder), "b_id": reminder.id}


def _moments(reminder: Reminder) -> dict[str, Any]:
    return {
        "ring_on": reminder.ring.on if reminder.ring else None,
        "ring_at": reminder.ring.at if reminder.ring else None,
        "rung_on": reminder.rung_on,
        "snooze_at": reminder.snooze_at,
        "snooze_from": reminder.snooze_from,
        "due_at": reminder.due_at,
    }


def values_of(reminder: Reminder) -> dict[str, Any]:
    """Return the columns of a reminder's row, except its id."""
    return {
        "chat_id": reminder.chat,
        "at": reminder.at,
        "days": None if reminder.once_on else reminder.days.mask,
        "once_on": reminder.once_on,
        "keeps_moment": reminder.keeps_moment,
        "topic": reminder.topic,
        **_moments(reminder),
        "is_paused": reminder.is_paused,
        "waits_until": reminder.waits_until,
        **_plan_values(reminder.plan),
    }


def _plan_values(plan: IfThen | None) -> dict[str, str | None]:
    if plan is None:
        return {"cue": None, "own_cue": None, "barrier": None}
    cue = plan.cue.value if isinstance(plan.cue, Cue) else None
    return {"cue": cue, "own_cue": plan.own_words, "barrier": plan.barrier.value if plan.barrier else None}


def to_reminder(row: Row[*tuple[object, ...]]) -> Reminder:
    """Return the reminder that a row of its table describes."""
    return Reminder(
        id=ReminderId(row.id),
        chat=ChatId(row.chat_id),
        at=row.at,
        days=DAILY if row.days is None else Days(row.days),
        ring=None if row.ring_at is None else Ring(row.ring_on, row.ring_at),
        rung_on=row.rung_on,
        snooze_at=row.snooze_at,
        snooze_from=row.snooze_from,
        once_on=row.once_on,
        keeps_moment=row.keeps_moment,
        topic=None if row.topic is None else TopicId(row.topic),
        is_paused=row.is_paused,
        plan=_to_plan(row),
        waits_until=row.waits_until,
    )


def _to_plan(row: Row[*tuple[object, ...]]) -> IfThen | None:
    cue = Cue(row.cue) if row.cue is not None else row.own_cue
    if cue is None:
        return None
    return IfThen(cue, None if row.barrier is None else Barrier(row.barrier))
