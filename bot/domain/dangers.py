"""Dangers: what people write when something is wrong, or when a wish is outside of what the bot does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Urgency(StrEnum):
    """How a danger is answered. If a line has several dangers, the one listed first here is answered."""

    crisis = "crisis"  # words of suicide or self-harm: a person to talk to
    now = "now"  # stop, call for help
    today = "today"  # no massage, a doctor today
    ask = "ask"  # no massage before a doctor or midwife agrees
    sexual = "sexual"  # a wish for something sexual
    minor = "minor"  # somebody is not an adult
    sober = "sober"  # somebody is not sober
    local = "local"  # leave that spot out
    cure = "cure"  # a question whether massage cures
    care = "care"  # of the body or of an illness, and not for a message to judge
    neck = "neck"  # a wish for the neck
    body = "body"  # a wish for another part of the body
    keep_off = "keep_off"  # a wish for a place where nobody should press
    pain = "pain"  # pain, and nothing worse
    stiff = "stiff"  # stiff from work, and nothing worse; answered as `pain` if nothing else is understood
    unclear = "unclear"  # it names a part of the body; answered as `care` if nothing else is understood

    @property
    def rank(self) -> int:
        """The place in this list: 0 is the most urgent."""
        return _RANKS[self]


_RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}
# A line with one of these may also mean something else that comes first: "stop, my back hurts".
MILD = frozenset(
    {
        *(Urgency.care, Urgency.neck, Urgency.body, Urgency.cure, Urgency.keep_off),
        *(Urgency.pain, Urgency.stiff, Urgency.unclear),
    }
)
# These are answered only if nothing else is understood.
LAST = frozenset({Urgency.stiff, Urgency.unclear})


class Past(StrEnum):
    """What remains of a danger that is healed, or long ago."""

    over = "over"  # nothing: a fall ten years ago
    ask = "ask"  # long ago: ask a doctor first; healed: nothing
    lasting = "lasting"  # ask a doctor first, also when it is healed: cancer
    same = "same"  # the same as today: words of suicide


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A danger, and the forms in which people write of it."""

    key: str
    urgency: Urgency
    forms: tuple[str, ...]
    past: Past = Past.over


def most_urgent(flags: Iterable[RedFlag | None]) -> RedFlag | None:
    """Return the most urgent of `flags`; of several equally urgent ones the first; None if there is none."""
    best: RedFlag | None = None
    for flag in flags:
        if flag is not None and (best is None or flag.urgency.rank < best.urgency.rank):
            best = flag
    return best


@dataclass(frozen=True, slots=True)
class Scope:
    """The words that show how far a denial reaches, and what is over."""

    denying: tuple[str, ...] = ()  # "no", "without"
    between: frozenset[str] = frozenset()  # words that may stand between a denial and what it denies
    ending: frozenset[str] = frozenset()  # words that end what a denial reaches: "but"
    turning: frozenset[str] = frozenset()  # words behind which it is no more over: "and now"
    healed: tuple[str, ...] = ()
    long_ago: tuple[str, ...] = ()
    still: tuple[str, ...] = ()  # with one of these it is not over
    others: tuple[str, ...] = ()  # who or what is no person here: "dog", "laptop", "striker"
    stories: tuple[str, ...] = ()  # what follows is made up, or far away: "a film where"
    afresh: frozenset[str] = frozenset()  # behind the last of these a line is compared by itself: "but"
    own: tuple[str, ...] = ()  # behind one of these it is a person's again: "then"
    persons: frozenset[str] = frozenset()  # with one of these the danger is a person's all the same: "my"
    articles: frozenset[str] = frozenset()  # words before a danger that mean nothing: "a crash course"
    refusing: frozenset[str] = frozenset()  # an answer that denies the question before it: "fever? no"
    absent: frozenset[str] = frozenset()  # behind a danger, with no question: "injuries: none"
    young: tuple[str, ...] = ()  # who may not be an adult: "nephew"
    grown: tuple[str, ...] = ()  # with one of these the massage may be an adult's: "husband"
    massaging: tuple[str, ...] = ()  # words of a massage: "kneading", "minutes"


@dataclass(frozen=True, slots=True)
class AgeWords:
    """Words before or after a number that is somebody's age."""

    before: tuple[str, ...] = ()  # "she is"
    after: tuple[str, ...] = ()  # "years old"
    not_meant: tuple[str, ...] = ()  # "like i am", "house is": what follows is nobody's age
    away: tuple[str, ...] = ()  # "and asleep": behind an age, they say that the child is not on the mat
    on_mat: frozenset[str] = frozenset()  # with one of these words the child may be: "can i rub him"
    years: tuple[str, ...] = ()  # "Jahre": an age too, but in a clause with a word of `lasting` a length
    lasting: tuple[str, ...] = ()  # "weg", "Pause"


@dataclass(frozen=True, slots=True)
class DangerWords:
    """What the forms of dangers in one language are made of."""

    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    endings: tuple[str, ...] = ()  # of words: a word with one is still the same word
    exceptions: frozenset[str] = frozenset()  # words that only look like a danger or like a slip of one
    figures: tuple[str, ...] = ()  # phrases in which a word of danger means something else
    scope: Scope = Scope()


NO_WORDS = DangerWords()


@dataclass(frozen=True, slots=True)
class Helpline:
    """Where a person in a country finds somebody to talk to.

    `name`: its own name, which is the same in every language; None: the phrase `helpline.<country>` names it.
    `emergency`: the country's emergency number; None: the line is not answered at every hour.
    """

    country: str
    name: str | None
    number: str
    emergency: str | None
