"""What was read from a typed line, as values for the actions. This module reads nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.catalogue import FaqKey, Language, RoutineKey, TechniqueKey
from bot.domain.intent import Intent
from bot.domain.said_place import NOWHERE, SaidPlace
from bot.domain.said_times import NOTHING_SAID, SaidDate, SaidTimes

LONGEST = 500  # characters of a line that are read
QUESTION_MARKS = ("?", "？")
WRONG = -1  # stands for minutes that are no whole number


def has_question_mark(text: str) -> bool:
    """Is there a question mark in `text`?"""
    first, second = QUESTION_MARKS
    return first in text or second in text


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a line means. At most one of the four is set; there may be several techniques."""

    techniques: tuple[TechniqueKey, ...] = ()
    routine: RoutineKey | None = None
    intent: Intent | None = None
    faq: FaqKey | None = None  # a question with a fixed answer, or small talk

    @property
    def is_nothing(self) -> bool:
        """Does the line mean nothing that the bot knows?"""
        return self.intent is None and self.faq is None and self.routine is None and not self.techniques

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
class Past:
    """A session that a person tells of afterwards. `minutes` None: they only want to add one."""

    minutes: int | None
    on: SaidDate


@dataclass(frozen=True, slots=True)
class RoutineNamed:
    """The line read as the name of a routine, perhaps with a length: `full`, `full 5`, `5 on my own`."""

    routine: RoutineKey | None = None
    minutes: int | None = None  # WRONG: the line has no whole number there
    is_alone: bool = False  # on their own
    is_named: bool = False  # by its name, not by a length or a mood


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
    length: Wish | None = None  # one that the line names beside other words, which may be no wish
    tells_length: bool = False  # it names a length that is part of a story, and so no wish
    past: Past | None = None
    is_routine_named: bool = False  # the line calls a routine by its name, not by a length or a mood
    routine: RoutineNamed = RoutineNamed()
    is_to_listen: bool = False  # the line asks for something to listen to, whatever else it names
    times: SaidTimes = NOTHING_SAID
    place: SaidPlace = NOWHERE
    nearest: Nearest = NEAR_NOTHING
    language: Language | None = None  # the line asks for this language, and says nothing more
    is_cut: bool = False  # the text has more signs than are read
    near: tuple[Meaning, ...] = ()  # if nothing is sure: what the line is most like, at most two

    @property
    def is_question(self) -> bool:
        """Is there a question mark?"""
        return has_question_mark(self.text)

    @property
    def says_something(self) -> bool:
        """Was anything found in the line, apart from what is only near?"""
        found = (self.techniques, self.unwanted, self.wish, self.past, self.language, self.is_just)
        meanings = (self.meaning, self.without_session)
        return (
            any(found)
            or self.tells_length
            or any(not meaning.is_nothing for meaning in meanings)
            or self.safety != Safety()
            or self.times.is_request
            or self.times.is_answer(is_asked=False)
            or self.place.is_exact
        )

    @property
    def is_too_long(self) -> bool:
        """Is the line longer than the part that is read?"""
        return self.is_cut or len(self.text) > LONGEST

    @property
    def is_empty(self) -> bool:
        """Is there nothing but spaces?"""
        return not self.text.strip()


NOTHING = Line()
