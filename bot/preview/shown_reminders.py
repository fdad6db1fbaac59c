"""Which messages about reminders the page shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.catalogue import Audience, Catalogue, Wording
from bot.domain.days import Days
from bot.domain.hours import Hours
from bot.domain.ids import ChatId, ReminderId
from bot.domain.if_then import Barrier, Cue, IfThen
from bot.domain.quiet import Quiet, keep_outside
from bot.domain.reminder import Reminder, Ring, pause
from bot.domain.suggestion import suit
from bot.preview.titled import ZONE, Titled
from bot.screens import asking_times, editing_reminders, if_then, peace, presses, reminders, rings


def reminders_shown(texts: Catalogue, now: datetime) -> Titled:
    """Yield the messages about reminders, and the rings themselves."""
    reminder = Reminder(
        ReminderId(1), ChatId(1), time(8, 30), Days.named(["mon", "wed"]), Ring(now.date(), now)
    )
    openers = texts.wordings[Wording.reminder_opener]
    routine = texts.routines[texts.offers.first]
    found = suit(routine, Audience.partner, routine.minutes, texts.routines.values(), texts.techniques, {})
    tip = next(iter(texts.tips.values()))
    yield "/remind", asking_times.ask_hour()
    yield "It is set", reminders.is_set(Hours((reminder.at,), reminder.days), [reminder], ZONE, [reminder])
    yield "It is set, once", reminders.is_set_once([now], ZONE, [replace(reminder, once_on=now.date())])
    yield "/reminders", reminders.overview([reminder], ZONE)
    yield "Turn off", reminders.ask_turn_off([reminder, replace(reminder, at=time(13))], reminder)
    yield "Edit a reminder", editing_reminders.one(reminder, ZONE)
    for number in range(len(openers)):
        yield (
            f"A reminder ({number + 1})",
            rings.ring(reminder, found, rings.opener(openers[number], found), tip, False),
        )
    for kind, named in ((Wording.rest_opener, "day of rest"), (Wording.soft_opener, "softer")):
        opener = rings.plain_opener(texts.wordings[kind][0])
        plan = [rings.quoted(IfThen(Cue.lunch, Barrier.no_time))]
        better = time(19, 15)
        said = rings.ring(reminder, found, opener, tip, True, notes=plan, better=better)
        yield f"A reminder ({named}), with a plan and a better hour", said
    yield from _manners(reminder, now)
    yield "A late reminder", rings.ring(reminder, found, rings.late_opener(found), tip, True)
    yield (
        "A reminder without a routine",
        rings.ring(reminder, None, rings.opener(openers[0], None), tip, False),
    )


def _manners(reminder: Reminder, now: datetime) -> Titled:
    today, named = now.date(), [reminder]
    later = [today + timedelta(days=days) for days in (3, 7)]
    yield "Done", rings.done(named, ZONE, presses.RingAfterAll(today))
    yield "Later, at a typed time", rings.ask_when()
    yield "7 days without an answer", peace.ask_for_fewer(named)
    yield "14 days without an answer", peace.turned_weekly(today, reminder.at)
    yield "30 days without an answer", peace.goodbye()
    yield "Away: until when?", peace.ask_until(later, None)
    yield "Away", peace.away(later[0], named, ZONE, has_streak=True)
    yield "Away until yesterday", peace.refuse_until("away_past", later, later[1])
    yield "The time away is over", peace.is_back(named, ZONE)
    yield "A paused reminder", editing_reminders.one(pause(reminder), ZONE)
    yield "Quiet hours: from when?", peace.quiet_begins()
    quiet = Quiet(time(22), time(9))
    waiting = keep_outside(reminder, quiet, may_ring=False)
    yield "Quiet hours around a reminder", reminders.quiet_hours(quiet, [waiting])
    yield "Quiet hours around two", reminders.quiet_hours(quiet, [waiting, replace(waiting, at=time(7))])
    yield "A plan: after what?", if_then.ask_cue(reminder.id, has_plan=False)
    yield "A plan: what is in the way?", if_then.ask_barrier(reminder.id)
    yield "A plan", if_then.is_planned(reminder, IfThen(Cue.lunch, Barrier.no_time))
