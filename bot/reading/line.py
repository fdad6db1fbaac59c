"""What was read from a typed line, as values for the actions. This module reads nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from bot.domain.catalogue import RoutineKey, TechniqueKey
from bot.domain.hours import Hours
from bot.domain.intent import Intent

LONGEST = 500  # characters of a line that are read
WRONG = -1  # stands for minutes that are no whole number


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a line means. At most one of the three is set; there may be several techniques."""

    techniques: tuple[TechniqueKey, ...] = ()
    routine: RoutineKey | None = None
    intent: Intent | None = None

    @property
    def is_nothing(self) -> bool:
        """Does the line mean nothing that the bot knows?"""
        return self == Meaning()

    @property
    def steers(self) -> bool:
        """Does the line steer a running session?"""
        return self.intent is not None and self.intent.steers


@dataclass(frozen=True, slots=True)
class Safety:
    """Parts of a line, at any place in it, that pause a session or keep one from beginning."""

    hurts: bool = False  # something hurts, or a person feels unwell
    may_stop: bool = False  # it may be a call to stop, although it has more words or is a question


@dataclass(frozen=True, slots=True)
class Wish:
    """A length that a person asks for."""

    minutes: int  # WRONG: the line has no whole number there
    routine: RoutineKey | None = None
    is_alone: bool = False  # on their own
    is_named: bool = False  # the line calls `routine` by its name, not by a length or a mood


@dataclass(frozen=True, slots=True)
class RoutineNamed:
    """The line read as the name of a routine, perhaps with a length: `full`, `full 5`, `5 on my own`."""

    routine: RoutineKey | None = None
    minutes: int | None = None  # WRONG: the line has no whole number there
    is_alone: bool = False  # on their own
    is_named: bool = False  # by its name, not by a length or a mood


@dataclass(frozen=True, slots=True)
class WrongHour:
    """A line without an hour, or with an hour that does not exist. `said`: what was typed there."""

    said: str


@dataclass(frozen=True, slots=True)
class HoursNamed:
    """The line read as hours and days: `8:30`, `weekdays 9:00 and 15:00`."""

    hours: Hours | WrongHour = WrongHour("")
    has_digit: bool = False
    is_span: bool = False  # it names a span of time: "in 10 minutes"
    is_all: bool = False  # the line is nothing but hours and days
    is_written_out: bool = False  # as `8:30`, which is an hour even if the bot asked nothing
    turns_off: bool = False  # begins with the word that turns reminders off

    def is_answer(self, *, is_asked: bool) -> bool:
        """Is the line nothing but hours and days? A bare number is an hour only if the bot asked "when?"."""
        return self.is_all and (is_asked or self.is_written_out)

    @property
    def to_ring_at(self) -> Hours | WrongHour | None:
        """Return the hours, or the wrong hour, that a sentence names; None if it names no hour."""
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
    """The names nearest to the whole line; None where no name is near."""

    technique: TechniqueKey | None = None
    routine: RoutineKey | None = None


NEAR_NOTHING = Nearest()


@dataclass(frozen=True, slots=True)
class Line:
    """A typed line, or the text after a command. It is read once; of a long line only the beginning."""

    text: str = ""
    words: int = 0
    meaning: Meaning = Meaning()  # with words that steer a session
    without_session: Meaning = Meaning()  # without words that steer a session
    safety: Safety = Safety()
    is_just: frozenset[Intent] = frozenset()  # the intents of which the line is one form and nothing more
    techniques: tuple[TechniqueKey, ...] = ()  # all that the line names, whatever it means
    unwanted: tuple[TechniqueKey, ...] = ()  # techniques that the line wants less of
    wish: Wish | None = None
    is_routine_named: bool = False  # the line calls a routine by its name, not by a length or a mood
    routine: RoutineNamed = RoutineNamed()
    hours: HoursNamed = NO_HOURS
    place: Place = Place()
    nearest: Nearest = NEAR_NOTHING
    near: tuple[Meaning, ...] = ()  # if nothing is sure: what the line is most like, at most two

    @property
    def is_too_long(self) -> bool:
        """Is the line longer than the part that is read?"""
        return len(self.text) > LONGEST

    @property
    def is_empty(self) -> bool:
        """Is there nothing but spaces?"""
        return not self.text.strip()


NOTHING = Line()
