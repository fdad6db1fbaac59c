"""The machine's clock was set back: what lasts some time moves with it, so that nobody waits longer.

Steps, pauses, snoozes for a span, single rings such as "in 20 minutes", and waiting messages move. Other
reminders, and "tonight", do not: they ring by the wall clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from bot.actions.scene.by_itself import by_itself
from bot.domain import walk
from bot.domain.reminder import Reminder, fit_snooze, shift, shift_snooze
from bot.domain.session import Session
from bot.ports import Now, Work

# A session or reminder that fails is tried again after this time, so that other due work comes first.
PUT_OFF = timedelta(minutes=5)


def move_back(work: Work, by: timedelta, now: Now) -> None:
    """Move all live sessions, snoozes and waiting messages back by `by`; `now`: after the step."""

    def back(session: Session) -> Session:
        return walk.shift(session, -by)

    def sooner(reminder: Reminder) -> Reminder:
        return shift_snooze(reminder, -by)

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

    def sooner(reminder: Reminder) -> Reminder:
        return fit_snooze(reminder, now.people)

    _move(work, now, fit, sooner)


def _move(
    work: Work,
    now: Now,
    session_moved: Callable[[Session], Session],
    snooze_moved: Callable[[Reminder], Reminder],
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
            if reminder is not None and (sooner := snooze_moved(reminder)) != reminder:
                work.reminders.put(sooner)
