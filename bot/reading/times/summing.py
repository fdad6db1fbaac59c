"""Makes one value of what a scan has collected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from bot.domain.days import DAILY, Days
from bot.domain.said_times import (
    TODAY,
    Cannot,
    DayOf,
    Does,
    Part,
    SaidChange,
    SaidHour,
    SaidTimes,
)
from bot.reading.times.ahead import hours_ahead
from bot.reading.times.changes import read_change
from bot.reading.times.collected import Collected
from bot.reading.times.hours import hour_in
from bot.reading.times.kinds import UNKNOWN
from bot.reading.times.pairs import in_their_part, pairs_of, says_other_hour
from bot.reading.times.scan import VERBS, Scan
from bot.reading.times.single import shift_alone, take_once
from bot.reading.times.stays import may_be_these_days, take_stay
from bot.reading.times.tokens import Token, has_digit, kind_at
from bot.reading.times.twins import each_once, in_both
from bot.reading.times.wanted import CANCELS, what_is_wanted

# Verbs of something else than what the line does.
_OTHERS = frozenset(
    {"cancel", "stop", "pause", "off", "away_till", "away_for", "later", "away", "move", "instead"}
)
_STRANGE = {
    Does.cancel: frozenset({"move", "instead", "away"}),
    Does.move: frozenset({"cancel", "stop"}),
    Does.later: frozenset(),
    Does.away: frozenset(),
    Does.pause: frozenset({"cancel", "move", "instead"}),
}
_RHYTHMS = (Cannot.interval, Cannot.days_apart, Cannot.monthly)


def summed(scan: Scan, tokens: Sequence[Token], text: str) -> SaidTimes:
    """Return what the line says."""
    found = scan.found
    is_off_first = kind_at(tokens, 0) == "off"
    found.named.begins_off = is_off_first and kind_at(tokens, 1) != "at"  # not "off at 8:30"
    kinds = (scan.kinds - VERBS) | found.wants
    change = _change(found, kinds)
    found.says_and = _says_and(scan.tokens)
    take_stay(found, scan.tokens, kinds)
    does = what_is_wanted(found, kinds, scan.tokens)
    hours = hours_ahead(found, found.hours, tokens)
    if does is Does.cancel and found.refused and not hours and not kinds & CANCELS:
        hours, found.refused = found.refused, []
    if does is Does.move and found.refused and not found.moved:
        found.moved, found.refused = found.refused, []  # "I meant 7 pm, not 7 am"
    _take_length(found, does)
    if does is Does.cancel and found.length is not None:
        found.cannot = found.cannot or Cannot.ends  # "no reminders for an hour"
    take_once(found)
    shift = shift_alone(found, kinds, does)
    does = Does.move if shift is not None else does
    span = _span(found, hours) if does is not Does.move else None
    if found.moved and does is not Does.move:
        found.cannot = found.cannot or Cannot.span
    _leave_what_does_not_fit(found, kinds, does)
    _leave_correction(found, scan.tokens, does)
    is_plain_hour = found.is_written
    fitted, part = _in_their_part(found, hours)
    days, without = _days(found)
    is_stay = found.is_maybe_weekly and does is Does.away
    is_day_off = does in (Does.cancel, None) and may_be_these_days(found, scan.tokens, kinds)
    is_all = not found.unknown and not found.left and not found.has_more and not found.has_reasons
    strange = sum(token.kind == UNKNOWN for token in tokens)
    strange_beside = sum(token.kind == UNKNOWN for token in scan.tokens)
    return SaidTimes(
        does=does,
        hours=each_once(fitted, does, says_and=found.says_and),
        moved=tuple(dict.fromkeys(found.moved)) if does is Does.move else (),
        part=part,
        days=days,
        pairs=in_their_part(found, pairs_of(found, does), fitted),
        is_one_day=found.is_one_day and found.names_of_days == 1,
        without=without,
        dates=found.dates,
        not_on=found.not_on,
        after=found.after,
        is_plain_after=found.after is not None
        and (kind_at(tokens, 0) == "in" or any(token.kind == "today" for token in tokens)),
        times_a_day=found.times_a_day,
        is_either=found.is_either,
        cannot=found.cannot,
        span=span,
        until=found.until,
        until_or=found.until_or,
        lasts=found.lasts,
        begins=found.begins,
        is_maybe_weekly=is_stay or is_day_off,
        is_limited=_is_limited(found, kinds),
        points_to_part=bool(found.named.parts),
        has_word_of_moving=bool(kinds & {"move", "later"}),
        has_other_day=found.says_and and (found.has_other_date or bool(found.dates and found.mask)),
        wrong=found.wrong,
        left=", ".join(dict.fromkeys(found.left)),
        change=change,
        shift=shift,
        names_reminders=bool(kinds & {"ring", "never"}),
        is_whole=bool(kinds & {"whole", "never", "off"}),
        is_all=is_all or (found.cannot is not None and not found.unknown and not found.has_reasons),
        is_known=not strange,
        is_mostly=2 * strange <= len(tokens),
        is_focused=3 * strange_beside <= len(scan.tokens),
        is_plain_hour=is_plain_hour,
        is_written_out=_is_written_out(found, bool(fitted)),
        has_digit=has_digit(text),
        turns_off=is_off_first,
        is_question="list" in kinds,
        is_quiet=span is not None and bool(kinds & {"quiet", "never"}),
        is_late=any(token.kind in ("late", "late_one") for token in tokens),
    )


def _change(found: Collected, kinds: frozenset[str]) -> SaidChange | None:
    """Return what the line may ask of one reminder. A line that also names days or dates asks for more."""
    has_more = found.mask not in (0, DAILY.mask) or found.without or found.dates or found.after is not None
    if has_more or found.wrong or (found.cannot is not None and found.cannot is not Cannot.span):
        return None
    part = found.parts[0] if len(set(found.parts)) == 1 else None
    return read_change(found.named, kinds, part, is_sure=not (found.unknown or found.left))


def _take_length(found: Collected, does: Does | None) -> None:
    """Take "a timer for 25 minutes", which names no other time, as a ring after that length, but ask."""
    has_time = found.hours or found.dates or found.mask or found.after or found.parts or found.moved
    if does is Does.ring and found.length is not None and not has_time:
        found.after = found.length
        found.left.append(f"{round(found.length.total_seconds() / 60)}")


def _span(found: Collected, hours: list[SaidHour]) -> tuple[SaidHour, SaidHour] | None:
    """Return from which hour to which the line goes: "22 to 7", "between 10pm and 7am"."""
    if len(found.moved) == 1 and len(hours) == 1:
        return found.moved[0], hours[0]
    is_between = found.cannot is Cannot.span and not found.moved and len(hours) == 2
    return (hours[0], hours[1]) if is_between else None


def _leave_what_does_not_fit(found: Collected, kinds: frozenset[str], does: Does | None) -> None:
    """Keep as not understood what belongs to something else than what the line does."""
    if found.after is not None:
        kinds -= {"later"}  # "not now, an hour from now"
        if found.dates == TODAY:
            found.dates = ()  # "in an hour, just today"
    found.left += [_text(hour.at) for hour in found.refused]
    if _has_unclear_days(found, does):
        found.left.append("+".join(_text(hour.at) for hour in found.hours))
    _leave_how_often(found, does)
    if found.named.shift is not None and found.hours:
        # "The 3 pm one 15 minutes earlier" sets no reminder. If one rings at 3 pm, `change` moves it.
        found.left.append(found.named.shift_said)
    _leave_hours(found, kinds, does)
    strange = kinds & (_STRANGE.get(does, _OTHERS) if does is not None else _OTHERS)
    found.left += sorted({kind.removesuffix("_for") for kind in strange})
    if does is Does.cancel and "add" in kinds and len(found.hours) > 1:
        found.left += [_text(hour.at) for hour in found.hours]
    if found.after is not None and (found.hours or found.mask or found.dates):
        found.left.append(f"{round(found.after.total_seconds() / 60)} min")
    if found.named.is_of_one and does in (None, Does.ring) and "add" not in kinds:
        # "The 7 o'clock one, on fridays too" is about a reminder that rings already, perhaps at 19:00.
        found.left += found.days_as_said or (["one"] if found.hours else [])
    if found.dates and found.mask and not _is_day_of_date(found):
        found.left.append(", ".join(found.days_as_said))


def _leave_correction(found: Collected, tokens: Sequence[Token], does: Does | None) -> None:
    """Keep as not understood what takes back a line before this one: "no, I meant 9 in the evening"."""
    if kind_at(tokens, 0) == "correct" and found.hours and does in (None, Does.ring):
        found.left.append(tokens[0].text)


def _is_limited(found: Collected, kinds: frozenset[str]) -> bool:
    """Does a line want quiet only in part: "pause till friday, only the evening", "till may or june"?"""
    is_part = bool(found.parts or found.mask or found.without or found.hours)
    return (
        found.has_other_date
        or bool(kinds & {"or", "instead", "correct"})
        or bool(found.lasts is not None and found.mask)  # "i work 4 days, wednesdays are free, no alarm then"
        or kinds >= {"only", "ring"}  # "two days on, two days off, only ring on my days off"
        or (is_part and bool(kinds & {"only", "except"}))
    )


def _leave_hours(found: Collected, kinds: frozenset[str], does: Does | None) -> None:
    """Keep as not understood the hours that are asked about, and those that may stay as they are."""
    if does is Does.cancel and _cancels_in_part(found, kinds):
        found.left += [_text(hour.at) for hour in found.hours] or ["except"]
    if "list" in kinds and found.hours:
        found.left.append("when")
    if _names_unlisted(found) and found.dates and does in (None, Does.ring):
        found.left += [_text(hour.at) for hour in found.hours]  # "tomorrow do the 8:30 at 10"
    is_on_days = (found.mask or found.without) and (found.hours or does in (Does.cancel, None))
    if found.named.parts and is_on_days:
        found.left.append(found.named.parts[0].value)  # "on fridays the morning one at 7" moves it on fridays


def _cancels_in_part(found: Collected, kinds: frozenset[str]) -> bool:
    """Does the line also say what stays: "i don't want 7, i want 7:20", "delete all but mondays at 19:00"?"""
    return _names_unlisted(found) or (bool(kinds & {"whole", "never"}) and bool(found.without))


def _names_unlisted(found: Collected) -> bool:
    """Does the line name several hours, and not as a list: "the 8:30 at 10", but not "8:30 and 10"?"""
    return len(set(found.hours)) > 1 and not found.named.is_listed and not found.says_and


def _leave_how_often(found: Collected, does: Does | None) -> None:
    """Keep as not understood "twice a week" and "twice a day", where the line does not name so many."""
    if found.a_week is not None and found.mask.bit_count() != found.a_week:
        found.left.append(f"{found.a_week}x")
    if found.times_a_day is not None and pairs_of(found, does):  # each day has one hour
        found.left.append(f"{found.times_a_day}x")
    if found.is_weekly and not found.mask and not found.dates and (found.hours or found.after):
        found.left.append("every week")


def _has_unclear_days(found: Collected, does: Does | None) -> bool:
    """Is it not clear which hour belongs to which days?"""
    is_in_turn = re.search("d+h+d|h+d+h", found.order) is not None
    return says_other_hour(found) or (is_in_turn and not pairs_of(found, does))


def _is_day_of_date(found: Collected) -> bool:
    """Is the day of the week that of the date beside it: "saturday, 5 december"?"""
    is_one = found.is_one_day and found.names_of_days == 1 and found.mask.bit_count() == 1
    return is_one and found.has_day_of_date and all(isinstance(each, DayOf) for each in found.dates)


def _says_and(tokens: Sequence[Token]) -> bool:
    """Does a word join what the line lists, and not only a comma?"""
    return any(token.kind == "and" and token.text.isalpha() for token in tokens)


def _text(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"


def _in_their_part(found: Collected, hours: list[SaidHour]) -> tuple[list[SaidHour], Part | None]:
    """Return the hours in the part of the day that the line names, and the part where no hour takes it up."""
    parts = list(dict.fromkeys(found.parts))
    if Part.tonight in parts and len(parts) == 2:
        parts = [Part.tonight]
    if not parts:
        return hours, None
    if (each_in_its := _each_in_its_part(found, hours)) is not None:
        return each_in_its, None
    waiting = [hour for hour in hours if hour.is_twelve]
    if len(parts) > 1 or (hours and not waiting):
        fits = len(parts) == 1 and all(hour_in(parts[0], hour) == hour.at for hour in hours)
        if not fits:
            found.left += [part.value for part in parts]
        return hours, None if hours else parts[0]
    if not hours:
        return hours, parts[0]
    fitted = [hour_in(parts[0], hour) if hour.is_twelve else hour.at for hour in hours]
    if any(at is None for at in fitted):
        found.left.append(parts[0].value)
        return hours, None
    found.is_written = True
    return [SaidHour(at) for at in fitted if at is not None], None


def _each_in_its_part(found: Collected, hours: list[SaidHour]) -> list[SaidHour] | None:
    """Read "in the morning at 8, at night at 10", "morning and evening, 7 and 9"; None: no such line."""
    if len(hours) == 1 and found.in_turn in ("hpp", "pph"):
        return in_both(hours[0], found.parts)  # "at 7, morning and evening"
    if len(hours) < 2 or found.in_turn not in ("ph" * len(hours), "pphh", "hhpp"):
        return None
    if len(found.parts) != len(hours):
        return None  # "tonight" is a date as well, and stands beside the turns
    fitted = [hour_in(part, hour) for part, hour in zip(found.parts, hours, strict=True)]
    if any(at is None for at in fitted):
        return None
    found.is_written = True
    return [SaidHour(at) for at in fitted if at is not None]


def _days(found: Collected) -> tuple[Days | None, Days | None]:
    """Return the days of the line without those that it leaves out; and these, where it names no others."""
    mask, without = found.mask, found.without
    if without and (mask or found.hours):
        rest = (mask or 127) & ~without
        if not rest:
            found.left.append("+".join(Days(without).names()))
            return None, None
        found.is_one_day = False
        return Days(rest), None
    return (Days(mask) if mask else None), (Days(without) if without else None)


def _is_written_out(found: Collected, has_hours: bool) -> bool:
    if found.after is not None:
        return found.after.total_seconds() >= 300
    with_hours = found.is_written or found.mask or found.dates or found.times_a_day
    return bool((has_hours and with_hours) or found.cannot in _RHYTHMS)
