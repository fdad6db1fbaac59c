"""Says what a line means by trained weights, when no form of a word list settles it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.domain.catalogue import FaqKey, TechniqueKey
from bot.domain.dangers import RedFlag
from bot.domain.intent import Intent
from bot.reading.features import features
from bot.reading.likeness import NOTHING_ASKED, Kind, Likely, Limits, Ranked, choose, danger
from bot.reading.line import Meaning
from bot.reading.weights import Weights

# Measured on examples that were left out of the training: docs/decisions/0068-a-trained-reader.md.
_SURE = ((-0.1, 0.1), (-0.6, 0.25))
LIMITS = Limits(
    sure=_SURE,
    sure_if_short=_SURE,
    certain=(0.3, 0.9),
    near=-0.75,
    sure_danger=(0.0, 0.3),
    sure_crisis=(-0.3, 0.35),
    near_danger=(-0.35, 0.3),
)
LEAST_KNOWN = 0.45  # of a line must stand in examples; of new lines in the language at least 0.55 did


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
        return choose(self._ranked(normal), LIMITS, words, is_steered=is_steered)

    def danger(self, normal: str) -> RedFlag | None:
        """Return the danger that a line (normal) is like; UNCLEAR if it is not so like it."""
        return danger(self._ranked(normal), LIMITS)

    def _rank(self, normal: str) -> Ranked:
        found = features(normal)
        places = self._weights.places(found)
        if _size(places.values()) < LEAST_KNOWN * _size(found.values()):
            return ()  # it is in another language, or about something else
        return sorted(
            zip(self._kinds, self._weights.score(places), strict=True), key=lambda scored: -scored[1]
        )


def _size(weights: Iterable[float]) -> float:
    return sum(weight * weight for weight in weights)


def _kind(key: str, flags: Mapping[str, RedFlag]) -> Kind:
    section, _, name = key.partition(".")
    if section == "intents":
        return Meaning(intent=Intent(name))
    if section == "techniques":
        return Meaning(techniques=(TechniqueKey(name),))
    if section == "faq":
        return Meaning(faq=FaqKey(name))
    return flags.get(name, NOTHING_ASKED) if section == "dangers" else NOTHING_ASKED
