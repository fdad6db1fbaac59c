"""A person answers a reminder that rang: start, or later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions.begin_session import begin_session
from bot.actions.saying.answers import say
from bot.actions.saying.old import change_buttons, drop_buttons
from bot.actions.scene import Scene
from bot.domain.deciding import readings
from bot.domain.ids import ReminderId
from bot.domain.message import Message, Phrase, phrase
from bot.domain.own_day import day_of
from bot.domain.plan import Wanted
from bot.domain.reminder import LATER, LONGEST_SNOOZE, SNOOZE, Reminder, ring_on, tonight
from bot.domain.said_times import SaidTimes
from bot.ports import Question
from bot.screens import basics
from bot.screens import rings as screens

# So long after a ring a typed "later" is about that ring.
JUST_NOW = timedelta(hours=2)


def start_from_reminder(scene: Scene, reminder: ReminderId, offered: Wanted) -> Phrase | None:
    """Begin what the reminder offered."""
    if is_over(scene, reminder):
        return phrase("ring_over")
    drop_buttons(scene, scene.asked.pressed)
    return begin_session(scene, offered)


def show_later(scene: Scene, reminder: ReminderId) -> Phrase | None:
    """Show on the ring when it can come again; only its buttons change."""
    known = _tapped(scene, reminder)
    if isinstance(known, Phrase):
        return known
    zone, pressed = scene.chat.zone, scene.asked.pressed
    has_evening = zone is not None and tonight(scene.now.people, ZoneInfo(zone)) is not None
    when = screens.when_later(reminder, has_evening=has_evening)
    if pressed is None:
        say(scene, screens.ask_when())
    else:
        change_buttons(scene, pressed, when)
    return None


def snooze_reminder(scene: Scene, reminder: ReminderId, span: timedelta = SNOOZE) -> Phrase | None:
    """Ring again after `span`; the planned rings stay. A second tap changes nothing."""
    known = _tapped(scene, reminder)
    return (
        known if isinstance(known, Phrase) else _snooze(scene, known, scene.now.people + span, is_span=True)
    )


def snooze_tonight(scene: Scene, reminder: ReminderId) -> Phrase | None:
    """Ring again this evening; where that is past, in an hour."""
    known = _tapped(scene, reminder)
    if isinstance(known, Phrase):
        return known
    now, zone = scene.now.people, scene.chat.zone
    evening = tonight(now, ZoneInfo(zone)) if zone is not None else None
    return _snooze(scene, known, evening or now + max(LATER), is_span=evening is None)


def ask_later(scene: Scene, reminder: ReminderId) -> Phrase | None:
    """Ask when the reminder shall ring again; the next line says it."""
    known = _tapped(scene, reminder)
    if isinstance(known, Phrase):
        return known
    scene.keep(replace(scene.chat, question=Question.later, question_of=reminder))
    say(scene, screens.ask_when())
    return None


def take_later(scene: Scene, said: SaidTimes, asked: ReminderId | None) -> Phrase | None:
    """Take the hour or the span of a line, for the reminder that was asked about; ask again without one."""
    known = scene.reminder(asked) if asked is not None else None
    if known is None:
        say(scene, basics.plain("nottoday_none"))
        return None
    at = _later_at(scene, said)
    if at is None:
        scene.keep(replace(scene.chat, question=Question.later, question_of=asked))
        say(scene, screens.refuse_later())
    elif (refusal := _snooze(scene, known, at, is_span=said.after is not None)) is not None:
        say(scene, Message((refusal,)))
    return None


def snooze_newest(scene: Scene, otherwise: Callable[[Scene], Phrase | None] | None = None) -> Phrase | None:
    """Ring again in 15 minutes what rang just now; if nothing did, do `otherwise`, or say that it is fine."""
    rang = scene.outbox.newest_ring(scene.meet().id)
    newest = scene.reminders.get(rang[0]) if rang is not None else None
    if rang is None or newest is None or not timedelta(0) <= scene.now.people - rang[1] <= JUST_NOW:
        if otherwise is not None:
            return otherwise(scene)
        say(scene, basics.plain("nottoday_none"))
        return None
    if (refusal := _snooze(scene, newest, scene.now.people + SNOOZE, is_span=True)) is not None:
        say(scene, Message((refusal,)))
    return None


def is_over(scene: Scene, reminder: ReminderId) -> bool:
    """Is the tapped ring from another day? Then it loses its buttons.

    It is not if the date is the same, or the person's own day: one whose day begins at 6:00 may answer at
    6:05 what rang at 5:50, and at 0:10 what rang at 23:50. In any case it has arrived, even if Telegram never
    answered its call.
    """
    chat, pressed, sent_at = scene.chat, scene.asked.pressed, scene.asked.pressed_sent_at
    if pressed is None:
        return False
    scene.outbox.ring_arrived(scene.chat_id, reminder, pressed, scene.asked.pressed_shows)
    if sent_at is None or chat.zone is None:
        return False
    zone, now = ZoneInfo(chat.zone), scene.now.people
    if any(day_of(sent_at, zone, begins) == day_of(now, zone, begins) for begins in (0, chat.day_begins)):
        return False
    drop_buttons(scene, pressed)
    return True


def _tapped(scene: Scene, reminder: ReminderId) -> Reminder | Phrase:
    """Return the reminder whose ring was tapped, or what the tap gets if it is over."""
    if is_over(scene, reminder):
        return phrase("ring_over")
    known = scene.reminders.get(reminder)
    if known is None:
        drop_buttons(scene, scene.asked.pressed)
    return known if known is not None and known.chat == scene.chat_id else phrase("e_stale")


def _later_at(scene: Scene, said: SaidTimes) -> datetime | None:
    """Return the moment that a line names, today or within a day; None: it names none."""
    now, zone = scene.now.people, scene.chat.zone
    if said.after is not None:
        return now + said.after if said.after <= LONGEST_SNOOZE else None
    if len(said.hours) != 1 or said.days or said.dates or zone is None:
        return None
    there = ZoneInfo(zone)
    today = now.astimezone(there).date()
    ways = [at for at, *_ in readings(said.hours)]
    ahead = [moment for at in ways if (moment := ring_on(today, at, there)) > now]
    return min(ahead, default=None)


def _snooze(scene: Scene, known: Reminder, at: datetime, *, is_span: bool) -> Phrase | None:
    """Let a reminder ring again at `at`, or when the quiet hours end. `is_span`: it was asked for a span."""
    chat, now = scene.chat, scene.now.people
    if known.snooze_at is not None and known.snooze_at > now:
        return phrase("already_later")
    outside = chat.quiet.end_after(at, ZoneInfo(chat.zone)) if chat.quiet and chat.zone else at
    begun = now if is_span and outside == at else None
    scene.reminders.put(replace(known, snooze_at=outside, snooze_from=begun))
    drop_buttons(scene, scene.asked.pressed)
    say(scene, screens.later(outside, known, chat.zone))
    return None
