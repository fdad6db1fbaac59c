"""Reminders whose hour is inside the quiet hours ring at their end, until the person says otherwise."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.actions.ringing.missed import note_missed_of
from bot.actions.ringing.start import start_ringing
from bot.actions.scene import Visit
from bot.domain.quiet import Quiet, keep_outside, may_ring_inside
from bot.domain.reminder import Reminder, moment_for


def keep_all_outside(visit: Visit, before: Quiet | None) -> None:
    """Let no reminder ring inside the chat's quiet hours that could not ring inside those `before`."""
    for each in visit.reminders.of(visit.chat_id):
        kept = keep_outside(each, _quiet(visit), may_ring=may_ring_inside(each, before))
        if kept != each:
            _plan_anew(visit, each, kept)


def let_ring_inside(visit: Visit, waiting: Reminder) -> None:
    """Let a reminder ring at its own hour again, inside the quiet hours."""
    _plan_anew(visit, waiting, replace(waiting, waits_until=None))


def moved_to(visit: Visit, moved: Reminder, known: Reminder) -> Reminder:
    """Return `moved`, which has another hour than `known` had, as it rings with the chat's quiet hours.

    Whoever lets it ring inside them lets it ring there at another hour too.
    """
    quiet = _quiet(visit)
    return keep_outside(moved, quiet, may_ring=not known.keeps_moment and may_ring_inside(known, quiet))


def waiting_in(visit: Visit) -> list[Reminder]:
    """Return the reminders that wait for the end of the quiet hours."""
    return [each for each in visit.reminders.of(visit.chat_id) if each.waits_until is not None]


def _plan_anew(visit: Visit, known: Reminder, changed: Reminder) -> None:
    """Keep a reminder that rings at another hour from now on."""
    note_missed_of(visit, [known])
    zone = visit.zone
    if zone is None or known.ring is None or _still_comes(visit, changed, ZoneInfo(zone)):
        visit.reminders.put(changed)
    else:
        start_ringing(visit, [replace(changed, ring=None)], zone)


def _still_comes(visit: Visit, changed: Reminder, zone: ZoneInfo) -> bool:
    """Does the planned ring come after all? Its date would have none: there its hour has passed."""
    ring, quiet = changed.ring, _quiet(visit)
    if ring is None or moment_for(changed, ring.on, zone) > visit.now.people:
        return False
    return changed.waits_until is None and not (quiet is not None and quiet.covers_moment(ring.at, zone))


def _quiet(visit: Visit) -> Quiet | None:
    return visit.known.quiet if visit.known is not None else None
