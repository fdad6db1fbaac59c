"""More or less of a technique: what somebody asked for after a session."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.domain.catalogue import TechniqueKey


class Liking(StrEnum):
    """What was asked for; it counts in suggestions, until it is taken back.

    A technique with `less` takes part in none, one with `more` comes in first and is longer.
    """

    more = "more"
    less = "less"


NO_LIKINGS: Mapping[TechniqueKey, Liking] = MappingProxyType({})


def disliked(likings: Mapping[TechniqueKey, Liking]) -> frozenset[TechniqueKey]:
    """Return the techniques that less was asked of."""
    return frozenset(key for key, liking in likings.items() if liking is Liking.less)


def liked(likings: Mapping[TechniqueKey, Liking]) -> frozenset[TechniqueKey]:
    """Return the techniques that more was asked of."""
    return frozenset(key for key, liking in likings.items() if liking is Liking.more)
