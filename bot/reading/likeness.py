"""Finds the wish whose examples a line is most like, when no form of a word list settles what it means.

A line and each example become rows of features: words, pairs of words, and pieces of longer words. So slips
and other endings still look alike. A feature that few examples have weighs more. The likeness of two texts
is the cosine of the angle between their rows. docs/decisions/0039-likeness-by-examples.md compares this
with other ways.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.domain.dangers import RedFlag, Urgency
from bot.domain.intent import Intent
from bot.reading.line import Meaning
from bot.reading.writing import Writing

_LONGEST = 40  # words of a line that are compared
_PIECE = 5  # letters
_COMMON = 40  # examples; a feature of more of them tells little, and is not compared
_SECOND = 0.1  # how much the second and the third nearest example of a meaning count

NOTHING_ASKED = Meaning()
Kind = Meaning | RedFlag
Ranked = Sequence[tuple[Kind, float]]
Limit = tuple[float, float]  # how like something a line is at least, and how far ahead of the next thing


@dataclass(frozen=True, slots=True)
class Limits:
    """From how much likeness on a line means something. What is like depends on how lines are compared."""

    sure: tuple[Limit, ...]  # one of these: the line means it
    sure_if_short: tuple[Limit, ...]  # the same for a line of one word or two
    certain: Limit
    certain_stop: Limit  # the same for a call to stop, which cannot be taken back
    near: float  # from here on a meaning is offered
    sure_danger: Limit
    sure_crisis: Limit
    near_danger: Limit  # then it is answered gently if nothing else is understood
    behind: float  # what is so far behind a danger is not meant
    near_minor: float  # how far behind a wish at most a child is, where words may speak of one


_SURE = ((0.42, 0.08), (0.28, 0.12))
# One word is far ahead wherever only one meaning has it. No likeness makes it certain.
LIMITS = Limits(
    sure=_SURE,
    sure_if_short=_SURE[:1],
    certain=(math.inf, 0.0),
    certain_stop=(math.inf, 0.0),
    near=0.24,
    sure_danger=(0.45, 0.0),
    sure_crisis=(0.42, 0.0),
    near_danger=(0.42, 0.0),
    behind=math.inf,
    near_minor=0.0,
)
_SHORT = 2  # words
_FIRST = 2  # nearest meanings; with one more there are two that ask for something


@dataclass(frozen=True, slots=True)
class Likely:
    """What a line is like. `meaning`: what it surely means. `near`: if nothing is sure, the nearest two.

    `is_certain`: it is so sure that most words of a list do not speak against it. `may_steer`: it is also
    like something that steers a session, so without a session it may be like something else.
    """

    meaning: Meaning = NOTHING_ASKED
    near: tuple[Meaning, ...] = ()
    is_certain: bool = False
    may_steer: bool = False

    def instead(self, meaning: Meaning) -> Likely:
        """Return that the line means this, which its words say, and not what it is like."""
        return Likely(meaning, may_steer=self.may_steer)


UNLIKE = Likely()
UNCLEAR = RedFlag("unclear", Urgency.unclear, ())


class Likeness:
    """The examples of all meanings, prepared to be compared with lines."""

    def __init__(self, examples: Mapping[Kind, Iterable[str]], writing: Writing) -> None:
        said = [(kind, writing.normal(each)) for kind, several in examples.items() for each in several]
        self._same = {normal: kind for kind, normal in said}
        rows = [(kind, _features(normal)) for kind, normal in said]
        self._kinds = list(dict.fromkeys(kind for kind, _ in rows))
        numbers = {kind: number for number, kind in enumerate(self._kinds)}
        self._kind_of = [numbers[kind] for kind, _ in rows]
        seen = Counter(feature for _, row in rows for feature in row)
        self._weights = {feature: math.log(1 + len(rows) / times) for feature, times in seen.items()}
        self._unseen = math.log(1 + len(rows))
        self._rows_with: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, (_, row) in enumerate(rows):
            for feature, weight in self._weighed(row):
                if seen[feature] <= _COMMON:
                    self._rows_with[feature].append((at, weight))

        self._ranked = lru_cache(128)(self._rank)  # the dangers and the wishes of each line of a batch

    def knows(self, normal: str) -> bool:
        """May a line (normal) be like anything?"""
        return bool(self._ranked(normal))

    def same(self, normal: str) -> Meaning | None:
        """Return the meaning of which the line (normal) is an example, word for word."""
        kind = self._same.get(normal)
        return kind if isinstance(kind, Meaning) else None

    def likely(self, normal: str, words: int, *, is_steered: bool) -> Likely:
        """Return what a line (normal) of so many `words` is like. `is_steered`: may it steer a session?"""
        return choose(self._ranked(normal), LIMITS, words, is_steered=is_steered)

    def danger(self, normal: str) -> RedFlag | None:
        """Return the danger that a line (normal) is like; UNCLEAR if it is not so like it."""
        return danger(self._ranked(normal), LIMITS)

    def danger_beside(
        self,
        normal: str,
        denied: Collection[str],
        *,
        has_figure: bool,
    ) -> RedFlag | None:
        """Return None: examples alone tell too little of a line in which a danger is denied."""
        return None

    def is_near(self, key: str, normal: str) -> bool:
        """Is a line (normal) about as like the danger of this key as any wish?"""
        return is_near(self._ranked(normal), key, LIMITS)

    def weigh(self, flag: RedFlag, normal: str) -> RedFlag:  # examples alone tell too little
        """Return `flag`, which words of a line (normal) name."""
        return flag

    def _rank(self, normal: str) -> Ranked:
        """Return what a line (normal) is like, and how much, the most like first."""
        if not self._kinds:
            return ()  # the language has no examples
        return sorted(self._scores(normal).items(), key=lambda scored: -scored[1])

    def _scores(self, normal: str) -> dict[Kind, float]:
        scores: dict[int, float] = defaultdict(float)
        for feature, weight in self._weighed(_features(normal)):
            for at, its_weight in self._rows_with.get(feature, ()):
                scores[at] += weight * its_weight
        # A line is never more like a meaning than like its nearest example; what is not near decides nothing.
        near = {self._kind_of[at] for at, score in scores.items() if score >= LIMITS.near}
        by_kind: dict[int, list[float]] = defaultdict(list)
        for at, score in scores.items():
            if self._kind_of[at] in near:
                by_kind[self._kind_of[at]].append(score)
        return {self._kinds[number]: _together(several) for number, several in by_kind.items()}

    def _weighed(self, row: Counter[str]) -> Iterator[tuple[str, float]]:
        weights = {
            feature: times * self._weights.get(feature, self._unseen) for feature, times in row.items()
        }
        length = math.hypot(*weights.values()) or 1.0
        for feature, weight in weights.items():
            yield feature, weight / length


def choose(ranked: Ranked, limits: Limits, words: int, *, is_steered: bool) -> Likely:
    """Return what a line of so many `words` is like. `is_steered`: may it steer a running session?"""
    first: list[tuple[Meaning, float]] = []  # two of them, and more as long as they are near
    for kind, score in ranked:
        if len(first) > 1 and score < limits.near:
            break
        if isinstance(kind, Meaning) and (is_steered or not kind.steers or kind.intent is Intent.soreness):
            first.append((kind, score))
            if len(first) > _FIRST:
                break
    if not first:
        return UNLIKE
    best, score = first[0]
    may_steer = is_steered and any(kind.steers for kind, _ in first)
    if isinstance(ranked[0][0], RedFlag) and ranked[0][1] - score > limits.behind:
        return Likely(may_steer=True) if may_steer else UNLIKE
    if any(_reaches(first, limit) for limit in (limits.sure if words > _SHORT else limits.sure_if_short)):
        certain = limits.certain_stop if best.intent is Intent.stop else limits.certain
        return Likely(best, is_certain=_reaches(first, certain), may_steer=may_steer)
    if best is NOTHING_ASKED:
        return Likely(may_steer=True) if may_steer else UNLIKE
    near = [kind for kind, score in first if score >= limits.near and kind is not NOTHING_ASKED]
    return Likely(near=tuple(near[:2]), may_steer=may_steer)


def danger(ranked: Ranked, limits: Limits) -> RedFlag | None:
    """Return the danger that a line is more like than any wish; UNCLEAR if it is not so like it."""
    best = ranked[0][0] if ranked else NOTHING_ASKED
    if not isinstance(best, RedFlag):
        return None
    # Words of self-harm are taken as meant, also when it is less sure.
    if _reaches(ranked, limits.sure_crisis if best.urgency is Urgency.crisis else limits.sure_danger):
        return best
    return UNCLEAR if _reaches(ranked, limits.near_danger) else None


def is_near(ranked: Ranked, key: str, limits: Limits) -> bool:
    """Is the danger of this key not far behind the wish that a line is most like?"""
    its = next((score for kind, score in ranked if isinstance(kind, RedFlag) and kind.key == key), -math.inf)
    return its - best_wish(ranked) >= limits.near_minor


def best_wish(ranked: Ranked) -> float:
    """Return how like a line is to the wish, or to talk that asks for nothing, that it is most like."""
    return next((score for kind, score in ranked if isinstance(kind, Meaning)), 0.0)


def _reaches(ranked: Ranked, limit: Limit) -> bool:
    """Is a line so like the first of `ranked`, and so far ahead of the second?"""
    least, ahead = limit
    score = ranked[0][1]
    following = ranked[1][1] if len(ranked) > 1 else 0.0
    return score >= least and score - following >= ahead


def _features(normal: str) -> Counter[str]:
    words = normal.split()[:_LONGEST]
    pairs = [f"{first} {second}" for first, second in pairwise(["^", *words, "$"])]
    long = (f"_{word}_" for word in words if len(word) >= _PIECE)
    pieces = [word[at : at + _PIECE] for word in long for at in range(len(word) - _PIECE + 1)]
    return Counter([*words, *pairs, *pieces])


def _together(scores: list[float]) -> float:
    """Return how like a meaning is: as its nearest example, a little more if others are near too."""
    first, *others = sorted(scores, reverse=True)[:3]
    return first * (1 - 2 * _SECOND) + _SECOND * sum(others)
