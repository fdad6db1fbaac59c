"""What a line says about times: hours, days, dates, spans, and what about them cannot be understood or done.

These values are not bound to a moment. `bot.domain.deciding` says what comes of them at a moment, in a zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from bot.domain.days import Days


class Part(StrEnum):
    """A part of the day."""

    morning = "morning"
    afternoon = "afternoon"
    evening = "evening"
    night = "night"
    tonight = "tonight"


def parts_of(hour: int) -> set[Part]:
    """Return the parts of the day in which an hour of the clock of 24 may be."""
    parts = {Part.night} if hour >= 18 or hour < 6 else set()
    if hour < 12:
        parts.add(Part.morning)
    if 12 <= hour <= 18:
        parts.add(Part.afternoon)
    if hour >= 16:
        parts |= {Part.evening, Part.tonight}
    return parts


class Does(StrEnum):
    """What a line wants with the times that it names."""

    ring = "ring"
    cancel = "cancel"
    move = "move"
    later = "later"  # the reminder that rang just now shall ring again soon
    away = "away"  # no reminders for some days
    pause = "pause"  # no rings of one reminder


class Cannot(StrEnum):
    """What reminders cannot do; each has a phrase `cannot_<value>`."""

    interval = "interval"  # every two hours
    days_apart = "days_apart"  # every other day
    monthly = "monthly"
    span = "span"  # from 9 to 17, between 8 and 9
    past = "past"
    far = "far"  # more than a year from now
    no_date = "no_date"  # 31 November
    ends = "ends"  # until Friday, for two weeks


@dataclass(frozen=True, slots=True)
class SaidHour:
    """An hour as somebody says it. `at`: read on the clock of 24 hours.

    `is_twelve`: it may be an hour of the clock of twelve. `is_open`: moreover, nothing in its form says that
    it is not: `8`, "half past eight", but not `8:30`. `is_padded`: written with a zero in front, `08:30`.
    """

    at: time
    is_twelve: bool = False
    is_open: bool = False
    is_padded: bool = False

    @property
    def both_halves(self) -> tuple[time, time]:
        """The hour before noon, and the one after noon."""
        face = self.at.hour % 12
        return self.at.replace(hour=face), self.at.replace(hour=face + 12)

    @property
    def halves(self) -> tuple[time, ...]:
        """The hours that may be meant: both halves of the day if it is open, else one."""
        return self.both_halves if self.is_open else (self.at,)


@dataclass(frozen=True, slots=True)
class DaysAhead:
    """A date so many days from today."""

    count: int


@dataclass(frozen=True, slots=True)
class NextDay:
    """The first such day of the week after today; 0 is Monday.

    `is_next`: "next friday", which may be a week later.
    """

    weekday: int
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class DayOf:
    """A date in the calendar. None: the next such month, or the next such year.

    `ahead`: it is in the month that comes so many months after this one.
    """

    day: int
    month: int | None = None
    year: int | None = None
    ahead: int | None = None


@dataclass(frozen=True, slots=True)
class MonthsAhead:
    """The same day of the month so many months from today."""

    count: int


SaidDate = DaysAhead | NextDay | DayOf | MonthsAhead
TODAY = (DaysAhead(0),)
TODAY_OR_TOMORROW = (DaysAhead(0), DaysAhead(1))  # of "once at 9"


@dataclass(frozen=True, slots=True)
class SaidChange:
    """What a line may ask of the reminder at `old`: to ring at `new`, or `shift` later; neither: to go.

    Of "the morning one" `old` is the part of the day.

    `or_at`: the line may as well be read so: "move 10 to 9" as 8:50. `is_sure` False: the line has words that
    are not understood.
    """

    old: SaidHour | Part
    new: SaidHour | None = None
    or_at: SaidHour | None = None
    shift: timedelta | None = None
    is_sure: bool = True

    @property
    def asks_to_go(self) -> bool:
        """Shall the reminder be deleted?"""
        return self.new is None and self.shift is None


@dataclass(frozen=True, slots=True)
class SaidTimes:
    """What a line says about times."""

    does: Does | None = None
    hours: tuple[SaidHour, ...] = ()
    moved: tuple[SaidHour, ...] = ()  # the hours from which reminders are moved
    part: Part | None = None  # of the day, where no hour takes it up
    days: Days | None = None
    # `days` is one day that is named only once: "on monday". With a date it may be that date's day.
    is_one_day: bool = False
    pairs: tuple[tuple[SaidHour, Days], ...] = ()  # "weekdays at 7, weekends at 9": each hour with its days
    without: Days | None = None
    dates: tuple[SaidDate, ...] = ()  # several: the line can be read in several ways
    not_on: tuple[SaidDate, ...] = ()  # the dates that the line refuses: "not tomorrow"
    after: timedelta | None = None
    is_plain_after: bool = False  # the line begins with `after`, or says today: "just today, in 40 mins"
    times_a_day: int | None = None
    is_either: bool = False  # "7 or 8"
    cannot: Cannot | None = None
    span: tuple[SaidHour, SaidHour] | None = None  # from one hour to another
    until: SaidDate | None = None  # the date behind "until"; of "for 3 months" the end
    until_or: SaidDate | None = None  # the other reading of "until 3/4"
    lasts: timedelta | None = None  # "for two weeks"
    begins: SaidDate | None = (
        None  # when the quiet begins: "from friday till the 20th"; `until` is seen from there
    )
    # "No reminders from friday till sunday", "no reminder on thursday": once, or on `days` of each week.
    is_maybe_weekly: bool = False
    is_limited: bool = False  # quiet is wanted only in part: "only the evening", "until tomorrow or friday"
    points_to_part: bool = False  # "the morning one"
    has_word_of_moving: bool = False  # such as "postpone" or "later", whatever the line does
    has_other_day: bool = False  # "tomorrow and friday": the second one is not in `dates`
    wrong: str = ""  # an hour that does not exist, as typed
    left: str = ""  # what is not understood, as typed
    change: SaidChange | None = None  # of the reminder that the line may be about
    shift: timedelta | None = None  # "15 minutes earlier", of a reminder whose hour is not named
    names_reminders: bool = False
    is_whole: bool = False  # all reminders
    is_all: bool = False  # the line says nothing else
    is_known: bool = False  # all its words are known, by what they do in lines about times
    is_mostly: bool = False  # at least half of its words are known
    is_focused: bool = False  # of the words that are no reasons at most a third is not known
    is_plain_hour: bool = False  # an hour has am, pm or a part of the day behind it, or is written as one
    is_written_out: bool = False  # an hour or a date that is one even if the bot has asked nothing
    has_digit: bool = False
    turns_off: bool = False  # begins with the word that turns reminders off
    is_question: bool = False
    is_quiet: bool = False  # "quiet 22-7", "do not disturb between 22 and 7": the span is one of quiet
    is_late: bool = False  # "after dinner": an hour without am or pm may be one of the evening

    @property
    def has_time(self) -> bool:
        """Does the line name any time, possible or not?"""
        named = self.hours or self.dates or self.days or self.without or self.after or self.part
        return bool(named or self.cannot or self.wrong or self.times_a_day)

    @property
    def names_when(self) -> bool:
        """Does the line name a moment or hours at which something can ring?"""
        return bool(self.hours or self.after)

    def is_answer(self, *, is_asked: bool) -> bool:
        """Is the line nothing but times? A bare number or span is a time only if the bot asked "when?"."""
        if not self.is_all or not self.has_time or self.does not in (None, Does.ring):
            return False
        return is_asked or self.is_written_out

    @property
    def is_request(self) -> bool:
        """Does the line ask for something about reminders, whatever the bot asked?"""
        match self.does:
            case Does.cancel:
                names_any = self.hours or self.days or self.without or self.dates or self.points_to_part
                return self.names_reminders or self.is_plain_hour or bool(names_any)  # "all except 8:30"
            case Does.move:
                return bool(self.hours or self.shift) or self.names_reminders or self.is_whole
            case Does.ring:
                return self.has_time or self.names_reminders
            case Does.later | Does.away | Does.pause:
                return True
        return False


NOTHING_SAID = SaidTimes()
