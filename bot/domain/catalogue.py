"""What the content folder holds, as values: techniques, routines, tips, refusal of red flags, phrases.

Facts (seconds, limits, tags, sources) are apart from prose: a fact is in every language the same, prose is
found by a phrase id such as `technique.kneading.card` in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from bot.domain.intent import Intent

TechniqueKey = NewType("TechniqueKey", str)
RoutineKey = NewType("RoutineKey", str)
TipKey = NewType("TipKey", str)
PhraseId = NewType("PhraseId", str)
Language = NewType("Language", str)  # a tag such as "en" or "zh-hans"


class Audience(StrEnum):
    """For whom a plan is made."""

    partner = "partner"  # one lies down, one gives
    alone = "alone"


class StepKind(StrEnum):
    """What a step is; only `technique` counts against the technique's limits."""

    settle = "settle"
    technique = "technique"
    breathing = "breathing"
    finish = "finish"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. `grade` is A, B, C, `seed` or `design`; only A, B and seed are cited."""

    id: str
    title: str
    url: str | None
    grade: str


@dataclass(frozen=True, slots=True)
class Technique:
    """The facts of one technique. Seconds are the seed's own limits for one go; None where it gives none."""

    key: TechniqueKey
    order: int  # place in the seed, 1..5
    min_seconds: int | None
    max_seconds: int | None
    times_per_spot: tuple[int, int] | None
    pressure: tuple[int, int]  # of 10, on the muscle
    pressure_low_ribs: tuple[int, int] | None  # of 10, by the lowest ribs; None: not done there at all
    keep_off: tuple[str, ...]  # keys of zones, each with a phrase `zone.<key>`
    alone: str  # good | fair | shoulder | tool
    sources: tuple[str, ...]  # Source ids
    own_seconds: tuple[int, int]  # the least and the most in a routine that a person builds
    own_sides: int  # 2: in such a routine each side gets half of the time


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan: what is done and for how long. `sides` 2: half the time each, a cue between."""

    kind: StepKind
    prompt: PhraseId  # the words that open it, e.g. `step.kneading`
    name: PhraseId  # its short name, e.g. `technique.kneading.name`
    seconds: int
    technique: TechniqueKey | None = None
    sides: int = 1
    pressure: tuple[int, int] | None = None  # of 10; None: the words say it themselves
    needs: tuple[str, ...] = ()  # what to fetch, each with a phrase `need.<key>`; a session does not keep it


@dataclass(frozen=True, slots=True)
class Routine:
    """An order of steps per audience. A routine that is only for one audience has one plan."""

    key: RoutineKey
    minutes: int
    plans: Mapping[Audience, tuple[Step, ...]]
    title: str | None = None  # the name that a person gave to a routine of their own


@dataclass(frozen=True, slots=True)
class Offers:
    """The routine that is meant where a person names none."""

    taste: RoutineKey  # before the first session; with a partner or alone
    first: RoutineKey  # suggested until something was played; with a partner
    alone: RoutineKey  # for a person on their own


@dataclass(frozen=True, slots=True)
class Tip:
    """A posture tip or an exercise; its prose is the phrase `tip.<key>`."""

    key: TipKey
    kind: str  # posture | exercise
    tags: tuple[str, ...]
    source: str  # Source id, always of grade A or B


class Urgency(StrEnum):
    """How a red-flag word is answered (phrases `redflag`, `redflag_today`, `redflag_ask`)."""

    now = "now"
    today = "today"
    ask = "ask"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """Words that stop the teaching: every form is matched whole; long ones also with a small slip."""

    key: str
    urgency: Urgency
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calls:
    """How certain it is that a line calls for something in a running session."""

    nearly_alone: frozenset[str] = frozenset()  # forms that call only with hardly anything beside them
    not_meant: tuple[str, ...] = ()  # phrases that call nothing: "don't stop"
    beside: frozenset[str] = frozenset()  # words that may stand beside a call
    asking: frozenset[str] = frozenset()  # words that begin a question
    unwanted: tuple[str, ...] = ()  # phrases before a technique that is not wanted: "without"


@dataclass(frozen=True, slots=True)
class LengthWords:
    """How a length is said."""

    numbers: Mapping[str, int] = field(default_factory=dict)  # "ten": 10
    spans: Mapping[str, int] = field(default_factory=dict)  # in minutes: "half an hour": 30
    units: tuple[str, ...] = ()  # how "minutes" is written after a number, the commonest first
    beside: frozenset[str] = frozenset()  # words that may stand beside a length


@dataclass(frozen=True, slots=True)
class HourWords:
    """What stands around an hour of the day."""

    beside: frozenset[str] = frozenset()  # words that may stand beside an hour that is all a line says
    until: tuple[str, ...] = ()  # words after which a number is a span of time: "in 10 minutes"
    turn_off: tuple[str, ...] = ()  # what turns reminders off: "/remind off"


@dataclass(frozen=True, slots=True)
class AgeWords:
    """What stands before or after a number that is somebody's age."""

    before: tuple[str, ...] = ()  # "she is"
    after: tuple[str, ...] = ()  # "years old"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What people write, in one language: forms by intent, technique, routine and day, and red flags."""

    red_flags: tuple[RedFlag, ...]
    intents: Mapping[Intent, tuple[str, ...]]  # e.g. Intent.pause: ("pause", "wait")
    techniques: Mapping[TechniqueKey, tuple[str, ...]]
    routines: Mapping[RoutineKey, tuple[str, ...]]
    days: Mapping[str, tuple[str, ...]]  # "mon".."sun", "daily", "weekdays", "weekends"
    harmless: tuple[str, ...] = ()  # phrases in which the word of a red flag means nothing: "fell asleep"
    calls: Calls = Calls()
    lengths: LengthWords = LengthWords()
    hours: HourWords = HourWords()
    ages: AgeWords = AgeWords()
    cities: Mapping[str, str] = field(default_factory=dict)  # the zone of a city that names none: "munich"
    spellings: Mapping[str, str] = field(default_factory=dict)  # what is read as another: "can not": "cannot"
    unnamed: frozenset[str] = frozenset()  # forms of routines that name none: lengths and moods


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything people read and all that the bot knows about massage, checked once when it is read."""

    techniques: Mapping[TechniqueKey, Technique]  # in the seed's order
    routines: Mapping[RoutineKey, Routine]  # in the order they are offered
    offers: Offers
    paced: frozenset[PhraseId]  # prompts of the steps whose words name a rhythm, which depends on the pace
    lighter: tuple[tuple[int, int], ...]  # pressure of 10 after the first "lighter", after the second
    tips: Mapping[TipKey, Tip]
    sources: Mapping[str, Source]
    safety_version: str  # changes when the text of the gate changes; a yes to another version does not count
    populous: tuple[str, ...]  # time zones where many people live, in the order in which they are tried
    phrases: Mapping[Language, Mapping[PhraseId, str]]  # HTML templates with {names}
    lexicons: Mapping[Language, Lexicon]
    languages: tuple[Language, ...]  # the first one is the default

    def phrase(self, language: Language, phrase_id: PhraseId) -> str:
        """Return the template in `language`, else in the default language; KeyError: no such phrase."""
        own = self.phrases.get(language, {})
        return own[phrase_id] if phrase_id in own else self.phrases[self.languages[0]][phrase_id]
