"""What was read of a typed line, as values for the actions. Nothing here reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from bot.domain.catalogue import RoutineKey, TechniqueKey
from bot.domain.hours import Hours
from bot.domain.intent import Intent

LONGEST = 500  # characters of a line that are read
WRONG = -1  # minutes that are no whole number


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a line is taken to mean. At most one of the three is set, and techniques may be several."""

    techniques: tuple[TechniqueKey, ...] = ()
    routine: RoutineKey | None = None
    intent: Intent | None = None

    @property
    def is_nothing(self) -> bool:
        """Does the line mean nothing that we know?"""
        return self == Meaning()

    @property
    def steers(self) -> bool:
        """Does the line steer a running session?"""
        return self.intent is not None and self.intent.steers


@dataclass(frozen=True, slots=True)
class Safety:
    """What a line says, at any place in it, for which a session pauses or must not begin."""

    hurts: bool = False  # something hurts, or a person feels unwell
    may_stop: bool = False  # it may be a call to stop, although it says more, or asks something
    refusal: Intent | None = None  # a reason against any massage: Intent.adults or Intent.sober


@dataclass(frozen=True, slots=True)
class Wish:
    """A length that a person wishes for."""

    minutes: int  # WRONG: what stands there is no whole number
    routine: RoutineKey | None = None
    is_alone: bool = False  # on their own
    is_named: bool = False  # the line calls `routine` by its name, not by a length or a mood


@dataclass(frozen=True, slots=True)
class RoutineNamed:
    """The line read as the name of a routine, perhaps with a length: `full`, `full 5`, `5 on my own`."""

    routine: RoutineKey | None = None
    minutes: int | None = None  # WRONG: what stands there is no whole number
    is_alone: bool = False  # on their own
    is_named: bool = False  # by its name, not by a length or a mood


@dataclass(frozen=True, slots=True)
class WrongHour:
    """A line without an hour, or with one that is on no clock. `said`: what was typed there."""

    said: str


@dataclass(frozen=True, slots=True)
class HoursNamed:
    """The line read as hours and days: `8:30`, `weekdays 9:00 and 15:00`."""

    hours: Hours | WrongHour = WrongHour("")
    has_digit: bool = False
    is_span: bool = False  # it names a span of time: "in 10 minutes"
    is_all: bool = False  # the line is nothing but hours and days
    is_written_out: bool = False  # as `8:30`, which is an hour whatever was asked
    turns_off: bool = False  # begins with the word that turns reminders off

    def is_answer(self, *, is_asked: bool) -> bool:
        """Is the line nothing but hours and days? A bare number is an hour only in answer to "when?"."""
        return self.is_all and (is_asked or self.is_written_out)

    @property
    def to_ring_at(self) -> Hours | WrongHour | None:
        """Return the hour that is wished for in a sentence, right or wrong; None if no hour is named."""
        return self.hours if self.has_digit and not self.is_span else None

    @property
    def at(self) -> tuple[time, ...]:
        """Return the hours that are named, without their days."""
        return self.hours.at if isinstance(self.hours, Hours) else ()


NO_HOURS = HoursNamed()


@dataclass(frozen=True, slots=True)
class Place:
    """The line read as a city or a time zone."""

    zone: str | None = None  # the IANA name of the nearest
    is_exact: bool = False  # the line is just the name, typed right


@dataclass(frozen=True, slots=True)
class Nearest:
    """The names that are nearest to the whole line, if any is near."""

    technique: TechniqueKey | None = None
    routine: RoutineKey | None = None


NEAR_NOTHING = Nearest()


@dataclass(frozen=True, slots=True)
class Line:
    """A typed line or the text behind a command, read once; of a long one only the beginning is read."""

    text: str = ""
    words: int = 0
    meaning: Meaning = Meaning()  # words that steer a session included
    without_session: Meaning = Meaning()  # words that steer a session left out
    safety: Safety = Safety()
    is_just: frozenset[Intent] = frozenset()  # the intents of which the line is one form and nothing more
    techniques: tuple[TechniqueKey, ...] = ()  # all that are named, whatever the line means
    unwanted: tuple[TechniqueKey, ...] = ()  # techniques that the line wants less of
    wish: Wish | None = None
    is_routine_named: bool = False  # the line calls a routine by its name, not by a length or a mood
    routine: RoutineNamed = RoutineNamed()
    hours: HoursNamed = NO_HOURS
    place: Place = Place()
    nearest: Nearest = NEAR_NOTHING

    @property
    def is_too_long(self) -> bool:
        """Is the line longer than what is read of it?"""
        return len(self.text) > LONGEST

    @property
    def is_empty(self) -> bool:
        """Is there nothing but spaces?"""
        return not self.text.strip()


NOTHING = Line()
