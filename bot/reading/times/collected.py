"""What a pass over a line has found of times, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.said_times import Cannot, Part, SaidDate, SaidHour
from bot.reading.times.changes import HoursNamed


@dataclass(slots=True)
class Collected:
    """What a scan has found so far."""

    hours: list[SaidHour] = field(default_factory=list)
    moved: list[SaidHour] = field(default_factory=list)
    refused: list[SaidHour] = field(default_factory=list)  # "not at 8:30"
    parts: list[Part] = field(default_factory=list)
    mask: int = 0
    names_of_days: int = 0
    masks: list[int] = field(default_factory=list)  # of the days in their order
    days_as_said: list[str] = field(default_factory=list)
    has_day_of_date: bool = False  # a day of the week stands beside the date: "saturday, 5 december"
    is_one_day: bool = True
    without: int = 0
    dates: tuple[SaidDate, ...] = ()
    not_on: tuple[SaidDate, ...] = ()  # "not tomorrow"
    has_other_date: bool = False  # than the one that stands in `dates`
    after: timedelta | None = None
    until: SaidDate | None = None
    until_or: SaidDate | None = None
    begins: SaidDate | None = None  # of the quiet: "from friday till the 20th"
    says_and: bool = False  # a word joins what the line lists
    is_maybe_weekly: bool = False
    length: timedelta | None = None  # "25 minutes"
    lasts: timedelta | None = None
    times_a_day: int | None = None
    is_either: bool = False
    cannot: Cannot | None = None
    wrong: str = ""
    left: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    is_written: bool = False
    has_more: bool = False  # how long something takes, or what the reminder is for
    has_reasons: bool = False  # parts of the line were passed over
    wants: set[str] = field(default_factory=set)  # verbs that are not the purpose: "remind me to stop work"
    order: str = ""  # `h` and `d`: in which order hours and days stand
    named: HoursNamed = field(default_factory=HoursNamed)
    is_weekly: bool = False  # "every week", and no word says on which day
    onces: int = 0  # how often "just once", "one time only" stand in the line
    once_said: str = ""  # as typed
    a_week: int | None = None  # "twice a week"
    in_turn: str = ""  # `p` and `h`: in which order parts of the day and hours stand
    refused_masks: list[int] = field(default_factory=list)  # "but fridays", in their order
