"""Says what a line means by trained weights, when no form of a word list settles it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.catalogue import FaqKey, TechniqueKey
from bot.domain.dangers import RedFlag, Urgency, most_urgent
from bot.domain.intent import Intent
from bot.reading.features import LONGEST
from bot.reading.likeness import (
    NOTHING_ASKED,
    UNCLEAR,
    Kind,
    Likely,
    Limit,
    Limits,
    best_wish,
    choose,
    danger,
    is_near,
)
from bot.reading.line import Meaning
from bot.reading.line_scores import LineScores
from bot.reading.ranked import RankedKinds
from bot.reading.weights import TOGETHER, Weights

# Measured on examples that were left out of the training: docs/decisions/0068-a-trained-reader.md.
_SURE = ((-0.1, 0.1), (-0.6, 0.25))
LIMITS = Limits(
    sure=_SURE,
    sure_if_short=_SURE,
    certain=(0.5, 0.9),
    certain_stop=(0.65, 0.9),
    near=-0.75,
    sure_danger=(0.0, 0.3),
    sure_crisis=(-0.3, 0.35),
    near_danger=(-0.35, 0.3),
    behind=0.4,
    near_minor=-0.2,
)
# In a language of words more is sure: docs/decisions/0079-english-of-many-countries.md.
_WIDE = ((-0.6, 0.1), (-0.85, 0.15))
WIDE_LIMITS = replace(LIMITS, sure=_WIDE, sure_if_short=_WIDE, sure_danger=(-0.2, 0.25))
TELLING = 6  # words; fewer tell little of how like a danger a line is
MANY = 11  # words; in fewer a danger may be ahead of all wishes by chance
# All dangers were learnt together too, against everything else. From here on a line is one of them ...
SURE_ANY = 0.2
SURE_AHEAD: Limit = (-0.15, 0.6)  # ... or from here on, if it is so far ahead of everything else.
FIRST_OF_ALL: Limit = (-0.35, 0.0)  # ... or so like any, if it is more like one danger than like any wish
NEAR_ANY: Limit = (0.0, 0.2)  # then it is answered gently if nothing else is understood
# Words of a danger are denied or over. The line has another danger if it is so like any, and this one is
# so far ahead of everything else.
SURE_BESIDE: Limit = (0.5, 0.2)
SURE_BESIDE_FIGURE: Limit = (0.65, 0.3)
# The score of all dangers together says that a line is a danger. It is no danger if its score for a wish is
# higher by so much than its score for every single danger.
AHEAD_OF_EACH = 0.6
# If the score of all dangers decides, a line is about suicide only if that is so far ahead of the other
# dangers. In 49 true lines it was ahead by at least 0.18.
CRISIS_AHEAD = 0.1
LEAST_OF_KIND = -0.55  # which danger it is; below that it is none in particular
CRISIS_BESIDE_NOW = 0.3  # words name a danger of `now`; from here on the line is about suicide instead
SURE_URGENT = 0.25  # of all dangers of `now` together: it is one of them
# Words alone name it, but below that the line is like no danger: "finished, done for. ten minutes please".
UNLIKE_ANY = {Urgency.unclear: -0.6, Urgency.care: -1.0, Urgency.pain: -0.8}
# Words name a danger, and the line is most like another one. That one counts from here on: how like any
# danger the line is, how like that one, and how far ahead it is of the one that the words name.
WORSE_THAN_MILD = (0.0, -0.8, -math.inf)
WORSE = (0.2, -0.6, 0.3)
WORSE_THAN_STIFF = (0.2, -0.8, -math.inf)
MERE_WISHES = frozenset({Urgency.cure, Urgency.neck, Urgency.body, Urgency.keep_off})  # and no danger
# Words name another part of the body, but a wish is so far ahead: "pushing, palms or heels of the hands?"
BEHIND_WISH = 1.0


@dataclass(frozen=True, slots=True)
class _Scores:
    """How like each wish and each danger a line is, and how like any danger, and any that is urgent."""

    ranked: RankedKinds  # the most like first
    any_danger: float
    urgent: float


# Of a line in another language, or about something else.
_UNKNOWN = _Scores(RankedKinds((), (), ()), -math.inf, -math.inf)


class Trained:
    """The weights of one language, with the values that their keys stand for."""

    def __init__(self, weights: Weights, flags: Mapping[str, RedFlag], limits: Limits = LIMITS) -> None:
        self._weights, self._limits = weights, limits
        self._is_of_words = limits is WIDE_LIMITS
        self._lines = LineScores(weights)
        self._by_key = {key: _kind(key, flags) for key in weights.keys if key not in TOGETHER}
        # By the place of a key. A key of several dangers together has no kind, and is in no order.
        self._kinds = [self._by_key.get(key, NOTHING_ASKED) for key in weights.keys]
        self._places = [at for at, key in enumerate(weights.keys) if key in self._by_key]
        self._any_danger, self._urgent = map(weights.keys.index, TOGETHER)
        self._flags = {at: kind for at in self._places if isinstance(kind := self._kinds[at], RedFlag)}
        self._dangers = {at: kind for at, kind in self._flags.items() if kind.urgency not in MERE_WISHES}
        self._place_of = {flag.key: at for at, flag in self._dangers.items()}
        self._of_now = [at for at, flag in self._dangers.items() if flag.urgency is Urgency.now]
        self._not_crisis = [at for at, flag in self._dangers.items() if flag.urgency is not Urgency.crisis]
        self._of_body = [at for at, flag in self._flags.items() if flag.urgency is Urgency.body]
        self._some_illness = flags.get("illness", UNCLEAR)
        self.scores = lru_cache(128)(self._score)  # the dangers and the wishes of each line of a batch

    def knows(self, normal: str) -> bool:
        """May a line (normal) be like anything?"""
        return self.same(normal) is not None or self.scores(normal) is not _UNKNOWN

    def same(self, normal: str) -> Meaning | None:
        """Return the meaning of which the line (normal) is an example, word for word."""
        key = self._weights.same(normal)
        kind = self._by_key[key] if key is not None else None
        return kind if isinstance(kind, Meaning) else None

    def likely(self, normal: str, words: int, *, is_steered: bool) -> Likely:
        """Return what a line (normal) of so many `words` is like. `is_steered`: may it steer a session?"""
        return choose(self.scores(normal).ranked, self._limits, words, is_steered=is_steered)

    def danger(self, normal: str) -> RedFlag | None:
        """Return the danger that a line (normal) is like; UNCLEAR if it is not so like it."""
        scores = self.scores(normal)
        words = normal.count(" ") + 1
        limits = self._limits if words >= TELLING else LIMITS
        urgent, found = self._urgent_one(scores), danger(scores.ranked, limits)
        if found is not None and found is not UNCLEAR:
            return most_urgent((found, urgent))
        if urgent is not None:
            return urgent
        if scores.any_danger >= SURE_ANY or _reaches(scores, SURE_AHEAD) or self._is_first(scores, words):
            at = self._likeliest(scores)
            if at is not None and _ahead_of(scores, scores.ranked.score(at)) >= AHEAD_OF_EACH:
                return None
            is_known = at is not None and scores.ranked.score(at) >= LEAST_OF_KIND
            return self._dangers[at] if at is not None and is_known else self._some_illness
        return UNCLEAR if _reaches(scores, NEAR_ANY) else found

    def _likeliest(self, scores: _Scores) -> int | None:
        """Return the place of the danger that a line is most like. Words of suicide must be plainly ahead."""
        best, other = scores.ranked.best(self._dangers), scores.ranked.best(self._not_crisis)
        if best is None or other is None or best == other:
            return best
        return best if scores.ranked.score(best) - scores.ranked.score(other) >= CRISIS_AHEAD else other

    def _is_first(self, scores: _Scores, words: int) -> bool:
        """Is a danger ahead of all wishes in a line of so many `words`?"""
        least, ahead = FIRST_OF_ALL
        if words < MANY or not self._is_of_words:
            return False
        at = scores.ranked.best(self._dangers) if scores.any_danger >= least else None
        if at is None or self._dangers[at].urgency is Urgency.minor:
            return False
        return scores.ranked.score(at) - best_wish(scores.ranked) >= ahead

    def danger_beside(self, normal: str, denied: Collection[str], *, has_figure: bool) -> RedFlag | None:
        """Return the danger that a line (normal) is surely like, if its words do not deny this one.

        `has_figure`: a figure of speech stands in it.
        """
        scores, (least, ahead) = self.scores(normal), SURE_BESIDE_FIGURE if has_figure else SURE_BESIDE
        if scores.any_danger < least:
            return None
        best, score = scores.ranked[0]
        if not isinstance(best, RedFlag) or best.key in denied or score < LEAST_OF_KIND:
            return None
        return best if score - best_wish(scores.ranked) >= ahead else None

    def is_near(self, key: str, normal: str) -> bool:
        """Is a line (normal) about as like the danger of this key as any wish?"""
        return is_near(self.scores(normal).ranked, key, self._limits)

    def weigh(self, flag: RedFlag, normal: str) -> RedFlag | None:
        """Return `flag`, which words of a line (normal) name; or the worse danger that the line is like.

        None: words name something mild, and the line is like no danger at all.
        """
        is_worst = flag.urgency.rank <= Urgency.now.rank  # only words of suicide come before it
        if is_worst and normal.count(" ") >= LONGEST:
            return flag  # it is part of a long text, which is compared only as far as needed
        scores = self.scores(normal)
        if is_worst:
            return self._crisis(scores) or flag
        worst = most_urgent((flag, self._urgent_one(scores), self._worse(flag, scores)))
        if flag.urgency not in MERE_WISHES and flag.urgency not in UNLIKE_ANY:
            return worst
        found = danger(scores.ranked, self._limits)
        if found is not None and found is not UNCLEAR and found.urgency not in MERE_WISHES:
            return most_urgent((worst, found))
        is_most_like_one = bool(scores.ranked) and isinstance(scores.ranked[0][0], RedFlag)
        is_unlike = -math.inf < scores.any_danger < UNLIKE_ANY.get(flag.urgency, -math.inf)
        is_none = (is_unlike and not is_most_like_one) or self._is_other_wish(flag, scores)
        return None if worst is flag and is_none else worst

    def _crisis(self, scores: _Scores) -> RedFlag | None:
        """Return words of suicide, if a line is surely like them: "I think about not waking up"."""
        best, score = scores.ranked[0] if scores.ranked else (NOTHING_ASKED, 0.0)
        if not isinstance(best, RedFlag) or best.urgency is not Urgency.crisis:
            return None
        return best if score >= CRISIS_BESIDE_NOW else None

    def _is_other_wish(self, flag: RedFlag, scores: _Scores) -> bool:
        """Do words name another part of the body, while the line is surely another wish?"""
        if flag.urgency is not Urgency.body:
            return False
        its = scores.ranked.best(self._of_body)
        return its is not None and best_wish(scores.ranked) - scores.ranked.score(its) >= BEHIND_WISH

    def _urgent_one(self, scores: _Scores) -> RedFlag | None:
        """Return the danger of `now` that a line is most like, if it surely is one."""
        at = scores.ranked.best(self._of_now) if scores.urgent >= SURE_URGENT else None
        return None if at is None else self._dangers[at]

    def _worse(self, flag: RedFlag, scores: _Scores) -> RedFlag | None:
        """Return the danger that a line is most like, if it tells more than `flag`, which its words name."""
        is_stiff = flag.urgency is Urgency.stiff
        mild = WORSE_THAN_STIFF if is_stiff else WORSE_THAN_MILD
        any_danger, least, ahead = mild if is_stiff or flag.urgency in UNLIKE_ANY else WORSE
        at = scores.ranked.best(self._flags)
        if at is None or at not in self._dangers or self._dangers[at].urgency is Urgency.minor:
            return None
        if scores.any_danger < any_danger and not (is_stiff and self._dangers[at].urgency is Urgency.pain):
            return None
        score, place = scores.ranked.score(at), self._place_of.get(flag.key)
        if self._dangers[at].urgency is Urgency.crisis:
            least = max(least, self._limits.sure_crisis[0])
        elif is_stiff and self._dangers[at].urgency is Urgency.pain:
            least = 0.0  # what is stiff is always somewhat like pain
        if is_stiff and score < best_wish(scores.ranked):
            return None  # "her back is like wood, we want to start"
        its = -math.inf if place is None else scores.ranked.score(place)
        return self._dangers[at] if score >= least and score - its >= ahead else None

    def _score(self, normal: str) -> _Scores:
        scores = self._lines.scores(normal)
        if scores is None:
            return _UNKNOWN
        ranked = RankedKinds(self._kinds, scores, self._places)
        return _Scores(ranked, ranked.score(self._any_danger), ranked.score(self._urgent))


def _ahead_of(scores: _Scores, its: float) -> float:
    """Return how much more a line is like a wish than like a danger, which has the score `its`.

    0: most of all it is like talk that asks for nothing.
    """
    best = next((each for each in scores.ranked if isinstance(each[0], Meaning)), None)
    return 0.0 if best is None or best[0] == NOTHING_ASKED else best[1] - its


def _reaches(scores: _Scores, limit: Limit) -> bool:
    """Is a line so like any danger, and so far ahead of every wish and of talk that asks for nothing?"""
    least, ahead = limit
    if scores.any_danger < least:
        return False  # as most lines
    return scores.any_danger - best_wish(scores.ranked) >= ahead


def _kind(key: str, flags: Mapping[str, RedFlag]) -> Kind:
    section, _, name = key.partition(".")
    if section == "intents":
        return Meaning(intent=Intent(name))
    if section == "techniques":
        return Meaning(techniques=(TechniqueKey(name),))
    if section == "faq":
        return Meaning(faq=FaqKey(name))
    return flags.get(name, NOTHING_ASKED) if section == "dangers" else NOTHING_ASKED
