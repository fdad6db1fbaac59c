"""What a line wants with the times that it names: a ring, none, a move, quiet for a time."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.days import DAILY
from bot.domain.said_times import TODAY, Does, NextDay
from bot.reading.times.changes import turns_off
from bot.reading.times.collected import Collected
from bot.reading.times.stays import skips_day
from bot.reading.times.tokens import Token

CANCELS = frozenset({"cancel", "stop", "never", "off"})
_ADDS = {"add", "at"}


def what_is_wanted(found: Collected, kinds: frozenset[str], tokens: Sequence[Token]) -> Does | None:
    """Return what a line wants with the times that it names; None: it does not say."""
    names_reminders = bool(kinds & {"ring", "never"})
    if (quiet := _keeps_quiet(found, kinds, names_reminders=names_reminders)) is not None:
        return quiet
    if _is_day_off(found, kinds, is_skipped=skips_day(tokens)):
        return Does.cancel
    is_off = "off" in kinds and (names_reminders or not found.unknown)  # not "i get off the train"
    if found.hours:
        is_off &= turns_off(found.named, kinds, is_sure=not found.unknown)
    if "never" in kinds or is_off or ("stop" in kinds and names_reminders):
        return Does.cancel
    is_sure = names_reminders or not found.unknown
    if "cancel" in kinds and is_sure:
        return Does.cancel
    if is_sure and (found.hours or names_reminders) and kinds & {"move", "instead"}:
        return Does.move
    has_more = found.unknown or found.named.shift or found.length or found.after or found.parts or found.dates
    if "only" in kinds and found.mask and not found.hours and not names_reminders and not has_more:
        found.without, found.mask = 127 & ~found.mask, 0
        return Does.cancel if found.without else None
    if not found.hours and not found.mask and (found.refused or found.without) and not found.unknown:
        return Does.cancel
    if len(found.hours) == 1 and kinds >= _ADDS and not (found.unknown or found.length):
        return Does.ring  # "add one at 21"; "add 15" may be about the step
    later = _later(found, kinds) if "later" in kinds and not found.unknown else None
    return later or (Does.ring if "ring" in kinds else None)


def _later(found: Collected, kinds: frozenset[str]) -> Does | None:
    """Return what "later" asks for: the ring of just now again, or a ring at an hour of today."""
    if "move" in kinds:  # "can we make it a bit later"
        return None if found.hours or found.mask or found.dates else Does.move
    if found.mask or found.dates not in ((), TODAY):
        return None
    if found.hours:  # "later today, at 5"
        found.dates = TODAY
        return Does.ring
    return None if found.after or found.parts else Does.later


def _keeps_quiet(found: Collected, kinds: frozenset[str], *, names_reminders: bool) -> Does | None:
    """Return whether the line wants a pause or a time away; None: it wants something else."""
    has_end = found.until is not None or found.lasts is not None
    if found.named.shift is not None and has_end:
        return None  # "school is off till the 6th, so an hour later"
    if "away_till" in kinds and has_end:
        return Does.away
    if "pause" in kinds and has_end and not (found.unknown or found.hours):
        return Does.away  # "mute till monday"
    # "Away for 3 days" is about the person; "my wife is away for 3 days" is not, and has unknown words.
    is_of_person = "topic" not in kinds or has_end or found.begins is not None  # not "holiday massage"
    if "away_for" in kinds and is_of_person and not (found.unknown or found.hours or kinds & CANCELS):
        return Does.away
    is_one = bool(found.named.pointed) and not found.unknown  # "pause the 20:00 one"
    if "pause" in kinds and (names_reminders or is_one):
        return Does.pause if found.hours and not has_end else Does.away
    if found.hours:
        return None
    stops = kinds & {"never", "off"} or ("stop" in kinds and (names_reminders or not found.unknown))
    if has_end and (stops or (found.is_maybe_weekly and names_reminders)):
        return Does.away
    return Does.away if "away" in kinds and not kinds & CANCELS else None


def _is_day_off(found: Collected, kinds: frozenset[str], *, is_skipped: bool) -> bool:
    """Does the line want no ring on a date: "not tomorrow", "skip friday"?

    It says nothing else, unless "skip" stands before the day: "skip friday night, we are out".
    """
    has_more = bool(found.unknown or found.parts) and not is_skipped
    if found.hours or found.after is not None or has_more:
        return False
    is_next_day = found.mask.bit_count() == 1 and found.is_one_day and not found.dates
    if is_next_day and "stop" in kinds and not kinds & {"ring", "never"}:
        found.dates, found.mask = (NextDay(found.mask.bit_length() - 1),), 0
    if found.mask:
        return is_skipped and found.mask != DAILY.mask and not kinds & {"ring", "never"}
    if found.not_on and found.not_on != TODAY and not found.dates and len(found.left) <= 1:
        found.dates, found.cannot = found.not_on, None
        found.left.clear()  # it was only the date
        return True
    return "stop" in kinds and bool(found.dates) and found.dates != TODAY
