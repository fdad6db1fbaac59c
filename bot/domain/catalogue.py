"""What the content folder holds, as values: techniques, routines, tips, red flags, phrases.

Facts (seconds, limits, sources) are the same in every language. Prose is found by a phrase id and a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, NewType

from bot.domain.dangers import NO_WORDS, AgeWords, DangerWords, Helpline, RedFlag
from bot.domain.intent import Intent
from bot.domain.place_names import EMPTY, PlaceTable
from bot.domain.plurals import ONE_OR_OTHER, PluralRule

TechniqueKey = NewType("TechniqueKey", str)
RoutineKey = NewType("RoutineKey", str)
TipKey = NewType("TipKey", str)
FaqKey = NewType("FaqKey", str)
PhraseId = NewType("PhraseId", str)
Language = NewType("Language", str)  # a tag such as "en" or "zh-hans"

OWN_ADVICE = "design"  # the Source id of what is our own choice or caution


class Audience(StrEnum):
    """Whom a plan is made for."""

    partner = "partner"  # one person gives the massage, the other lies down
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
    """The facts of one technique. The seconds are the seed's limits for one step; None: it gives none."""

    key: TechniqueKey
    order: int  # place in the seed, 1..5
    session_order: int  # place in a session, 1..5
    min_seconds: int | None
    max_seconds: int | None
    times_per_spot: tuple[int, int] | None
    pressure: tuple[int, int]  # of 10, on the muscle
    pressure_low_ribs: tuple[int, int] | None  # of 10, near the lowest ribs; None: not done there
    keep_off: tuple[str, ...]  # keys of areas of the body, of content/safety/areas.yaml
    alone: str  # good | fair | shoulder | tool
    sources: tuple[str, ...]  # Source ids
    own_seconds: tuple[int, int]  # least and most seconds in a routine that a person builds
    own_sides: int  # 2: in such a routine each side gets half of the time


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan: what is done and for how long. `sides` 2: each side gets half of the time."""

    kind: StepKind
    prompt: PhraseId  # the text at its start, e.g. `step.kneading`
    name: PhraseId  # its short name, e.g. `technique.kneading.name`
    seconds: int
    technique: TechniqueKey | None = None
    sides: int = 1
    pressure: tuple[int, int] | None = None  # of 10; None: the step's text says it
    # What only a plan shows is not stored with a session:
    needs: tuple[str, ...] = ()  # what to fetch, each with a phrase `need.<key>`
    change_over: int = 0  # of its seconds, those in which the giver changes place, before each side
    wants: tuple[int, int] | None = None  # least and most seconds it should have; None: its technique's

    @property
    def walk(self) -> int:
        """Return the seconds of all change-overs."""
        return self.sides * self.change_over


@dataclass(frozen=True, slots=True)
class Routine:
    """One list of steps for each audience. A routine for only one audience has one plan."""

    key: RoutineKey
    minutes: int
    plans: Mapping[Audience, tuple[Step, ...]]
    shortest: int = 1  # minutes; it is not offered in shorter lengths
    title: str | None = None  # the name that a person gave to a routine of their own


@dataclass(frozen=True, slots=True)
class Offers:
    """The routines that are used when a person names none."""

    taste: RoutineKey  # before the first session; with a partner or alone
    first: RoutineKey  # suggested until the first session has been played; with a partner
    alone: RoutineKey  # for a person on their own


@dataclass(frozen=True, slots=True)
class Tip:
    """A posture tip or an exercise; its prose is `tip.<key>`, of an exercise a phrase for each part."""

    key: TipKey
    kind: str  # posture | exercise
    tags: tuple[str, ...]
    source: str  # Source id, always of grade A or B

    @property
    def is_exercise(self) -> bool:
        """Is it an exercise, which has an easier and a harder way?"""
        return self.kind == "exercise"


@dataclass(frozen=True, slots=True)
class Faq:
    """A question that people often ask, or small talk. The answer is the phrase `faq.<key>`."""

    key: FaqKey
    is_offered: bool  # as a button `button.faq.<key>`, when a line may mean it; small talk is not offered
    next: tuple[str, ...]  # the buttons under the answer, by their names in bot/screens/faq.py
    sources: tuple[str, ...]  # Source ids; small talk has none
    picture: str | None = None  # above the answer, by its name in media/pictures.yaml
    also: tuple[FaqKey, ...] = ()  # questions whose answers are offered too, as buttons
    words: int | None = None  # the most that the answer has; None: as each answer

    @property
    def is_own_advice(self) -> bool:
        """Is some of the answer our own advice? Then the answer says so."""
        return OWN_ADVICE in self.sources


class Wording(StrEnum):
    """What the bot says in several ways, one at a time; each way is a phrase `<value>.<key>`."""

    thanks = "thanks"
    reminder_opener = "reminder_opener"
    rest_opener = "rest_opener"  # on a day of rest
    soft_opener = "soft_opener"  # to somebody who has not answered for some days


@dataclass(frozen=True, slots=True)
class Calls:
    """Words that show whether a line is a call: a word that steers a running session, such as "stop"."""

    nearly_alone: frozenset[str] = frozenset()  # forms that are a call only with few words beside them
    not_meant: tuple[str, ...] = ()  # phrases that are no call: "don't stop"
    beside: frozenset[str] = frozenset()  # words that may stand beside a call
    asking: frozenset[str] = frozenset()  # words that begin a question
    may_ask: frozenset[str] = frozenset()  # words that begin a question, or a call: "can"
    unwanted: tuple[str, ...] = ()  # phrases before a technique that is not wanted: "without"


@dataclass(frozen=True, slots=True)
class LengthWords:
    """How a length is said."""

    numbers: Mapping[str, int] = field(default_factory=dict)  # "ten": 10
    spans: Mapping[str, int] = field(default_factory=dict)  # in minutes: "half an hour": 30
    units: tuple[str, ...] = ()  # how "minutes" is written after a number, the commonest first
    beside: frozenset[str] = frozenset()  # words that may stand beside a length
    told_before: tuple[str, ...] = ()  # "after": the length is part of a story; `*` is up to five words
    told_near: tuple[str, ...] = ()  # "about": may stand between these
    told_after: tuple[str, ...] = ()  # "ago"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """How times, days and dates are said. `words`: lists of forms by what they do, see docs/content.md."""

    days: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # "mon".."sun", "daily", ...
    several: tuple[str, ...] = ()  # forms of days that mean every such day: "mondays"
    day_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # "mon+wed+fri": "mwf"
    months: Mapping[str, int] = field(default_factory=dict)  # "january": 1
    tens: Mapping[str, int] = field(default_factory=dict)  # "forty": 40
    spans: Mapping[str, int] = field(default_factory=dict)  # in minutes: "half an hour": 30
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    half_is_before: bool = False  # "half eight" is 7:30


@dataclass(frozen=True, slots=True)
class WhereWords:
    """How people say where they are."""

    at: tuple[str, ...] = ()  # "i'm in"
    beside: tuple[str, ...] = ()  # words around a name that say nothing: "now"
    watch: tuple[str, ...] = ()  # words beside an hour that make it the time on a watch: "here"
    watch_too: tuple[str, ...] = ()  # words that say so only with one of `watch` beside them: "already"
    behind: tuple[str, ...] = ()  # words that may follow the name of a place: "for", "until"
    loosely: tuple[str, ...] = ()  # words around a place that is asked about: "use * time"
    with_hour: tuple[str, ...] = ()  # the same, in a line that names an hour: "in * it is"
    kept: tuple[str, ...] = ()  # the same, beside another place too: "keep * time"
    zones: tuple[str, ...] = ()  # how zones are named: "* time"
    called: Mapping[str, str] = field(default_factory=dict)  # other names of countries: "usa"
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # "tx": its zones
    abbreviations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # "IST": several zones
    table: PlaceTable = EMPTY


@dataclass(frozen=True, slots=True)
class OutlineWords:
    """Forms of concepts, by what they mean: `<know_it> + <likes>`. `terms`: the words for each concept."""

    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    intents: Mapping[Intent, tuple[str, ...]] = field(default_factory=dict)
    techniques: Mapping[TechniqueKey, tuple[str, ...]] = field(default_factory=dict)
    faq: Mapping[FaqKey, tuple[str, ...]] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Examples:
    """Whole sentences, as people type them, by what they mean."""

    intents: Mapping[Intent, tuple[str, ...]] = field(default_factory=dict)
    techniques: Mapping[TechniqueKey, tuple[str, ...]] = field(default_factory=dict)
    faq: Mapping[FaqKey, tuple[str, ...]] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()  # talk that asks for nothing that the bot does
    dangers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by the key of the red flag


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """How people ask for another language: what they call each one, and the words around the name."""

    names: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PickWords:
    """How people name one of several buttons by its place, and say that none of several things is true."""

    LAST: ClassVar[int] = -1

    places: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # 2: ("second", "second one")
    beside: frozenset[str] = frozenset()  # words around them: "please"
    none: tuple[str, ...] = ()  # "none of these"
    doubt: tuple[str, ...] = ()  # that one of them may be true: "not sure"


@dataclass(frozen=True, slots=True)
class PastWords:
    """How a language tells of a session that is over: how such a line begins, and which day it names.

    `done`: words of a line that has no others but a length, a day and words of `beside`.
    """

    did: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()  # whole lines that only ask to add one
    yesterday: tuple[str, ...] = ()
    before_yesterday: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What people write, in one language: forms by intent, technique and routine, times, and red flags."""

    red_flags: tuple[RedFlag, ...]
    intents: Mapping[Intent, tuple[str, ...]]  # e.g. Intent.pause: ("pause", "wait")
    techniques: Mapping[TechniqueKey, tuple[str, ...]]
    routines: Mapping[RoutineKey, tuple[str, ...]]
    faq: Mapping[FaqKey, tuple[str, ...]] = field(default_factory=dict)  # "oil", in a question
    dangers: DangerWords = NO_WORDS
    examples: Examples = field(default_factory=Examples)
    outlines: OutlineWords = OutlineWords()
    weights: bytes = b""  # what was learnt from `examples`; then these are left empty
    calls: Calls = Calls()
    lengths: LengthWords = LengthWords()
    times: TimeWords = TimeWords()
    where: WhereWords = WhereWords()
    ages: AgeWords = field(default_factory=AgeWords)
    cities: Mapping[str, str] = field(default_factory=dict)  # cities whose zone has another name: "munich"
    spellings: Mapping[str, str] = field(default_factory=dict)  # "can not" is read as "cannot"
    pinyin: Mapping[str, str] = field(default_factory=dict)  # of Chinese: "anmo" is read as its signs
    unnamed: frozenset[str] = frozenset()  # forms that lead to a routine but are no name: lengths and moods
    bare: frozenset[str] = frozenset()  # everyday words among the forms of routines: "long"
    past: PastWords = PastWords()
    picks: PickWords = PickWords()
    signs: Mapping[Intent, tuple[str, ...]] = field(default_factory=dict)  # Intent.stop: ("✋",)
    languages: LanguageWords = LanguageWords()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything people read and all that the bot knows about massage, checked once when it is loaded."""

    techniques: Mapping[TechniqueKey, Technique]  # in the seed's order
    routines: Mapping[RoutineKey, Routine]  # in the order they are offered
    trials: Mapping[TechniqueKey, Routine]  # each technique alone, for a minute or two
    offers: Offers
    paced: frozenset[PhraseId]  # prompts of steps whose text names a rhythm; the rhythm depends on the pace
    above_low_ribs: frozenset[PhraseId]  # prompts of steps that never reach the lowest ribs
    sided: frozenset[PhraseId]  # prompts of steps whose text names a side; the other has its own text
    beats: Mapping[PhraseId, tuple[int, int]]  # by prompt: beats a minute, of a beginner and of the practised
    lighter: tuple[tuple[int, int], ...]  # pressure of 10 after the first "lighter", and after the second
    tips: Mapping[TipKey, Tip]
    faq: Mapping[FaqKey, Faq]
    sources: Mapping[str, Source]
    gates: Mapping[Language, str]  # the version of the safety question's text in each language that has one
    populous: tuple[str, ...]  # time zones where many people live, in the order in which they are tried
    helplines: Mapping[str, Helpline]  # by time zone; most zones have none
    phrases: Mapping[Language, Mapping[PhraseId, str]]  # HTML templates with {names}
    wordings: Mapping[Wording, tuple[PhraseId, ...]]  # at least one each, in the order of the file
    lexicons: Mapping[Language, Lexicon]
    languages: tuple[Language, ...]  # the first one is the default
    partial: frozenset[Language] = frozenset()  # languages that may lack phrases
    plurals: Mapping[Language, PluralRule] = field(default_factory=dict)  # else one or other
    zones: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)  # of cities, if not IANA's

    def phrase(self, language: Language, phrase_id: PhraseId) -> str:
        """Return the template in `language`, else in the default language; KeyError: no such phrase."""
        return self.phrases[self.language_of(language, phrase_id)][phrase_id]

    def language_of(self, language: Language, phrase_id: PhraseId) -> Language:
        """Return in which language `phrase` finds the phrase: `language`, else the default one."""
        return language if phrase_id in self.phrases.get(language, {}) else self.languages[0]

    def gate_of(self, language: Language) -> str:
        """Return the version of the safety question as it is read in `language`."""
        return self.gates[self.language_of(language, PhraseId("gate"))]

    def holds(self, yes: str | None) -> bool:
        """Does a yes hold? Yes, while the question still has that text in one of the languages."""
        return yes in self.gates.values()

    def plural_form(self, language: Language, unit: str, number: int) -> str:
        """Return in which form `unit` stands with `number`; each language has forms of its own."""
        for each in (language, self.languages[0]):
            form = self.plurals.get(each, ONE_OR_OTHER).form(number)
            if f"format.long.{unit}.{form}" in self.phrases.get(each, {}):
                break
        return form
