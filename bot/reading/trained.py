"""Says what a line means by trained weights, when no form of a word list settles it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.domain.catalogue import FaqKey, TechniqueKey
from bot.domain.dangers import RedFlag, Urgency
from bot.domain.intent import Intent
from bot.reading.features import features
from bot.reading.likeness import NOTHING_ASKED, UNCLEAR, UNLIKE, Kind, Likely, Ranked
from bot.reading.line import Meaning
from bot.reading.weights import Weights

# Measured on examples that were left out of the training: docs/decisions/0068-a-trained-reader.md.
SURE = ((-0.1, 0.1), (-0.6, 0.25))  # a line means what it is so like, if it is so far ahead of the next
CERTAIN = (0.3, 0.9)
NEAR = -0.75  # from here on a meaning is offered
LEAST_KNOWN = 0.45  # of a line must stand in examples; of new lines in the language at least 0.55 did
# A line is the danger that it is most like, from a likeness on, and so far ahead of the next.
SURE_DANGER = (0.0, 0.3)
SURE_CRISIS = (-0.3, 0.35)
NEAR_DANGER = (-0.35, 0.3)  # then it is answered gently if nothing else is understood


class Trained:
    """The weights of one language, with the values that their keys stand for."""

    def __init__(self, weights: Weights, flags: Mapping[str, RedFlag]) -> None:
        self._weights = weights
        self._kinds = [_kind(key, flags) for key in weights.keys]
        self._by_key = dict(zip(weights.keys, self._kinds, strict=True))
        self._ranked = lru_cache(128)(self._rank)  # the dangers and the wishes of each line of a batch

    def same(self, normal: str) -> Meaning | None:
        """Return the meaning of which the line (normal) is an example, word for word."""
        key = self._weights.same(normal)
        kind = self._by_key[key] if key is not None else None
        return kind if isinstance(kind, Meaning) else None

    def likely(self, normal: str, words: int, *, is_steered: bool) -> Likely:
        """Return what a line (normal) of so many `words` is like. `is_steered`: may it steer a session?"""
        ranked = self._ranked(normal)
        allowed = [
            (kind, score)
            for kind, score in ranked
            if isinstance(kind, Meaning) and (is_steered or not kind.steers)
        ]
        if not allowed:
            return UNLIKE
        (best, score), (_, following) = allowed[:2]
        least_certain, ahead_certain = CERTAIN
        if any(score >= least and score - following >= ahead for least, ahead in SURE):
            return Likely(best, is_certain=score >= least_certain and score - following >= ahead_certain)
        if best == NOTHING_ASKED:
            return UNLIKE
        near = [kind for kind, score in allowed[:3] if score >= NEAR and kind != NOTHING_ASKED]
        return Likely(near=tuple(near[:2]))

    def danger(self, normal: str) -> RedFlag | None:
        """Return the danger that a line (normal) is like; UNCLEAR if it is not so like it."""
        ranked = self._ranked(normal)
        if not ranked:
            return None
        (best, score), (_, following) = ranked[:2]
        if not isinstance(best, RedFlag):
            return None
        # Words of self-harm are taken as meant, also when it is less sure.
        sure, ahead = SURE_CRISIS if best.urgency is Urgency.crisis else SURE_DANGER
        if score >= sure and score - following >= ahead:
            return best
        near, ahead = NEAR_DANGER
        return UNCLEAR if score >= near and score - following >= ahead else None

    def _rank(self, normal: str) -> Ranked:
        found = features(normal)
        if self._weights.known(found) < LEAST_KNOWN:
            return ()  # it is in another language, or about something else
        scores = self._weights.score(found)
        return sorted(zip(self._kinds, scores, strict=True), key=lambda scored: -scored[1])


def _kind(key: str, flags: Mapping[str, RedFlag]) -> Kind:
    section, _, name = key.partition(".")
    if section == "intents":
        return Meaning(intent=Intent(name))
    if section == "techniques":
        return Meaning(techniques=(TechniqueKey(name),))
    if section == "faq":
        return Meaning(faq=FaqKey(name))
    return flags.get(name, NOTHING_ASKED) if section == "dangers" else NOTHING_ASKED
