"""The screens that keep reminders quiet, answer a ring or make a plan, each at its longest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.catalogue import Catalogue, Wording
from bot.domain.days import DAILY, Days
from bot.domain.hours import Hours
from bot.domain.ids import ReminderId
from bot.domain.if_then import Barrier, Cue, IfThen
from bot.domain.message import Message, message
from bot.domain.quiet import Quiet
from bot.domain.reminder import MOST, Reminder, pause
from bot.screens import asking_times, editing_reminders, if_then, peace, reminders, rings
from bot.screens.presses import RingAfterAll

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
RING = ReminderId(10**7)
DATES = [TODAY + timedelta(days=days) for days in (3, 7, 14, 28)]
QUIET = Quiet(time(21), time(8))
LONGEST = IfThen("x" * 30, Barrier.no_partner)


def screens(
    catalogue: Catalogue, several: Callable[[int], list[Reminder]], zone: str
) -> Iterator[tuple[str, Message]]:
    """Yield each screen under the name of its function. `several`: makes so many reminders."""
    yield from _of_rings(catalogue, several, zone)
    yield from _of_peace(several, zone)
    yield "ask_cue", if_then.ask_cue(RING, has_plan=True)
    yield "ask_own_cue", if_then.ask_own_cue()
    yield "refuse_own_cue", if_then.refuse_own_cue()
    yield "ask_barrier", if_then.ask_barrier(RING)
    plans = [LONGEST, *(IfThen(cue, barrier) for cue in Cue for barrier in (None, *Barrier))]
    yield from (("is_planned", if_then.is_planned(several(1)[0], plan)) for plan in plans)
    yield "no_plan", if_then.no_plan()


def _of_rings(
    catalogue: Catalogue, several: Callable[[int], list[Reminder]], zone: str
) -> Iterator[tuple[str, Message]]:
    tip = next(iter(catalogue.tips.values()))
    notes = [peace.is_back_note(), rings.quoted(LONGEST)]
    for kind in (Wording.rest_opener, Wording.soft_opener):
        for number in range(len(catalogue.wordings[kind])):
            opener = rings.plain_opener(catalogue.wordings[kind][number])
            ring = rings.ring(several(1)[0], None, opener, tip, True, notes=notes, better=time(20, 30))
            yield "ring", ring
        noted = [rings.quoted(IfThen("x" * 30, each)) for each in Barrier]
        yield "ring", rings.ring(several(1)[0], None, opener, tip, True, notes=noted)
    for has_evening in (True, False):
        when = rings.when_later(RING, has_evening=has_evening)
        yield "ring", message(rings.quoted(LONGEST), buttons=when)
    yield "not_today", rings.not_today(several(2), zone, RingAfterAll(TODAY))
    for reminder in (several(1)[0], replace(several(1)[0], once_on=TODAY)):
        for at in (zone, None):
            yield "later", rings.later(NOON, reminder, at)
    yield "ask_when", rings.ask_when()
    yield "refuse_later", rings.refuse_later()
    yield "zone_first", asking_times.zone_first()
    for count in (0, 2):
        yield "done", rings.done(several(count), zone, RingAfterAll(TODAY))
        answers = rings.answers_to(several(1)[0], None)
        yield "rings_after_all", rings.rings_after_all(several(count), zone, answers)


def _of_peace(several: Callable[[int], list[Reminder]], zone: str) -> Iterator[tuple[str, Message]]:
    yield "ask_for_fewer", peace.ask_for_fewer(several(MOST))
    yield "turned_weekly", peace.turned_weekly(TODAY, time(20, 30))
    yield "goodbye", peace.goodbye()
    for count in (0, MOST):
        yield "rings_stay", peace.rings_stay(several(count), zone)
        yield "away", peace.away(DATES[0], several(count), zone, has_streak=True)
        yield "is_back_now", peace.is_back_now(several(count), zone)
        yield "is_back", peace.is_back(several(count), zone)
    single = replace(several(1)[0], once_on=TODAY)
    yield "away", peace.away(DATES[0], [single], zone)
    yield "overview", reminders.overview(several(2), zone, DATES[0])
    yield "overview", reminders.overview([pause(each) for each in several(2)], zone)
    yield "ask_until", peace.ask_until(DATES, None)
    yield "ask_until", peace.ask_until(DATES, DATES[0])
    for ends in ([], DATES[1:2], DATES[1:3]):
        yield "ask_from_now", peace.ask_from_now(DATES[0], ends, DATES[1])
    yield "ask_from_now", peace.ask_from_now(DATES[0], DATES[1:3], DATES[1], Days(126))
    for what in ("away_past", "away_far", "away_no_date"):
        yield "refuse_until", peace.refuse_until(what, DATES, DATES[1])
    yield "one", editing_reminders.one(replace(pause(several(1)[0]), plan=LONGEST), zone)
    for quiet in (None, QUIET):
        yield "quiet_hours", reminders.quiet_hours(quiet)
    for count in (1, MOST):
        waiting = [replace(each, waits_until=time(20, 30)) for each in several(count)]
        yield "quiet_hours", reminders.quiet_hours(QUIET, waiting)
        yield "overview", reminders.overview(waiting[:2], zone)
    yield "one", editing_reminders.one(replace(waiting[0], plan=LONGEST), zone)
    yield "is_moved", reminders.is_moved(several(1)[0], waiting[0], zone)
    yield "is_moved", reminders.is_moved(several(1)[0], replace(waiting[0], plan=LONGEST), zone)
    hours = Hours(tuple(time(hour, 30) for hour in range(MOST)), DAILY)
    yield "ask_about_quiet", reminders.ask_about_quiet(hours, time(0, 30), QUIET)
    yield "quiet_begins", peace.quiet_begins()
    yield "quiet_ends", peace.quiet_ends(time(22, 30))
    yield "which_quiet", peace.which_quiet([Quiet(time(20), time(3)), Quiet(time(8), time(15))])
    yield "which_quiet", peace.which_quiet([Quiet(time(22), time(7))], names_days=True)
    yield "refuse_quiet", peace.refuse_quiet()
