"""A person has done it for today, does not want it today, or takes that back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.answer_reminder import is_over
from bot.actions.counting.earned import earned
from bot.actions.planning.suggest import suggested
from bot.actions.ringing.habits import habits_of
from bot.actions.ringing.rest import rest_of_day, ring_after_all
from bot.actions.saying.answers import change, say
from bot.actions.saying.old import drop_buttons
from bot.actions.scene import Scene
from bot.domain.done import Deed, Done
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase, phrase
from bot.domain.reminder import Reminder
from bot.domain.suggestion import Suggestion
from bot.screens import basics
from bot.screens import rings as screens
from bot.screens.presses import LATEST, PutOff, RingAfterAll

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)


def done_today(scene: Scene, reminder: ReminderId | None = None) -> Phrase | None:
    """Note what was done on this day of the person; no reminder of the chat rings again on it."""
    if reminder is not None and is_over(scene, reminder):
        return phrase("ring_over")
    chat = scene.chat
    drop_buttons(scene, scene.asked.pressed)
    habits = habits_of(scene, ZoneInfo(chat.zone or "UTC"))
    today, what = habits.today, Deed.movement if habits.rests_today else Deed.massage
    scene.done_days.add(scene.chat_id, Done(today, what, scene.now.people))
    undo = _undo(scene)
    say(scene, screens.done(rest_of_day(scene, chat, today), chat.zone, undo, earned(scene, today)))
    return None


def not_today(scene: Scene, reminder: ReminderId | None = None) -> Phrase | None:
    """Let no reminder of the chat ring again on this day of the person."""
    chat = scene.chat
    if reminder is not None and is_over(scene, reminder):
        return phrase("ring_over")
    drop_buttons(scene, scene.asked.pressed)
    known = scene.reminders.of(scene.chat_id)
    if reminder is not None and all(each.id != reminder for each in known):
        return phrase("e_stale")
    if not known or chat.zone is None:
        say(scene, basics.plain("nottoday_none"))
        return None
    undo = _undo(scene)
    quiet = rest_of_day(scene, chat, scene.today)
    if any(each.due_at is not None for each in quiet):
        say(scene, screens.not_today(quiet, chat.zone, undo))
    else:
        say(scene, basics.plain("nottoday_none"))
    return None


def take_back(scene: Scene, taken: RingAfterAll) -> Phrase | None:
    """Take back "Done" or "Not today" of a day; what is still ahead of it rings after all."""
    chat, on = scene.chat, taken.on
    if on < scene.today:
        drop_buttons(scene, scene.asked.pressed)
        return phrase("ring_over")
    scene.done_days.drop(scene.chat_id, on)
    reminders = ring_after_all(scene, chat, on, _put_off(taken, scene.today))
    opened = _open_again(scene, on)
    answers = screens.answers_to(opened, _offer(scene)) if opened is not None else ()
    said = screens.rings_after_all(reminders, chat.zone, answers)
    change(scene, said, answers=opened.id if opened is not None else None)
    return None


def _put_off(taken: RingAfterAll, today: date) -> dict[ReminderId, datetime]:
    """Return when each reminder that was put off, and was dropped with the day, was to ring once more."""
    if taken.on - today > _DAY:
        return {}  # a button of a date that is far ahead was not written by us
    return {each.reminder: _began(taken.on) + each.after * _MINUTE for each in taken.put_off}


def _open_again(scene: Scene, on: date) -> Reminder | None:
    """Return the reminder whose ring of the day `on` can be answered again; the ring's own buttons are gone.

    One that was put off rings once more, and has them then. A day that is done in another way stays done.
    """
    rang = scene.outbox.newest_ring(scene.chat_id)
    known = scene.reminders.get(rang[0]) if rang is not None else None
    if rang is None or known is None or known.snooze_at is not None or scene.day_of(rang[1]) != on:
        return None
    is_done = on in habits_of(scene, ZoneInfo(scene.chat.zone or "UTC")).days_done
    return None if is_done else known


def _offer(scene: Scene) -> Suggestion | None:
    return suggested(scene, scene.chat) if scene.live is None else None


def _undo(scene: Scene) -> RingAfterAll:
    """Return the press that takes today back, and what was put off: it is dropped with the day."""
    known, began = scene.reminders.of(scene.chat_id), _began(scene.today)
    snoozes = [(each.id, each.snooze_at - began) for each in known if each.snooze_at is not None]
    put_off = (PutOff(reminder, after // _MINUTE) for reminder, after in snoozes)
    return RingAfterAll(scene.today, tuple(each for each in put_off if 0 <= each.after <= LATEST))


def _began(day: date) -> datetime:
    """Return the moment from which minutes are counted. It is before `day` in every zone."""
    return datetime.combine(day, time(0), UTC) - _DAY
