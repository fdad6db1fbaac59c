"""The machine's clock was set back: what lasts some time moves with it, so that nobody waits longer.

Steps, pauses, snoozes, single rings such as "in 20 minutes", and waiting messages move. Other reminders do
not: they ring by the wall clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.actions.scene.by_itself import by_itself
from bot.domain import walk
from bot.domain.reminder import SNOOZE, Reminder, shift
from bot.domain.session import Session
from bot.ports import Now, Work

# A session or reminder that fails is tried again after this time, so that other due work comes first.
PUT_OFF = timedelta(minutes=5)


def move_back(work: Work, by: timedelta, now: Now) -> None:
    """Move all live sessions, snoozes and waiting messages back by `by`; `now`: after the step."""

    def back(session: Session) -> Session:
        return walk.shift(session, -by)

    def sooner(reminder: Reminder, snooze_at: datetime) -> datetime:
        return snooze_at - by

    _move(work, now, back, sooner)
    for number in work.reminders.all_spans():
        with by_itself(work, "A single ring could not be moved with the clock."):
            if (reminder := work.reminders.get(number)) is not None:
                work.reminders.put(shift(reminder, -by))
    work.outbox.move_back(by)


def fit_to(work: Work, now: Now) -> None:
    """At the start of the bot: let nothing last longer than it ever does.

    The clock may have been set back while the bot was stopped, and nobody knows how far.
    """

    def fit(session: Session) -> Session:
        return walk.fit_to(session, now.people)

    def sooner(reminder: Reminder, snooze_at: datetime) -> datetime:
        latest = now.people + SNOOZE
        chat = work.chats.get(reminder.chat)
        if chat is not None and chat.quiet is not None and chat.zone is not None:
            latest = chat.quiet.end_after(latest, ZoneInfo(chat.zone))
        return min(snooze_at, latest)

    _move(work, now, fit, sooner)


def _move(
    work: Work,
    now: Now,
    session_moved: Callable[[Session], Session],
    snooze_moved: Callable[[Reminder, datetime], datetime],
) -> None:
    for number in work.sessions.all_live():
        put_off = partial(work.sessions.put_off, number, now.people + PUT_OFF)
        with by_itself(work, "A session could not be moved with the clock.", put_off):
            session = work.sessions.get(number)
            if session is not None and (moved := session_moved(session)) != session:
                work.sessions.put(moved)
    # What was put off would wait longer, too.
    work.reminders.put_off_no_more()
    for snoozed in work.reminders.all_snoozed():
        with by_itself(work, "A snooze could not be moved with the clock."):
            reminder = work.reminders.get(snoozed)
            if reminder is not None and reminder.snooze_at is not None:
                work.reminders.put(replace(reminder, snooze_at=snooze_moved(reminder, reminder.snooze_at)))
