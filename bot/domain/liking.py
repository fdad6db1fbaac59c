"""Likes and dislikes: after a session a person may ask for more or less of a technique."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.domain.catalogue import TechniqueKey


class Liking(StrEnum):
    """What the person asked for. It changes suggestions until the person takes it back.

    A technique with `less` is left out of suggestions. One with `more` is added first and gets more time.
    """

    more = "more"
    less = "less"


NO_LIKINGS: Mapping[TechniqueKey, Liking] = MappingProxyType({})


def disliked(likings: Mapping[TechniqueKey, Liking]) -> frozenset[TechniqueKey]:
    """Return the techniques that the person dislikes: those with `less`."""
    return frozenset(key for key, liking in likings.items() if liking is Liking.less)


def liked(likings: Mapping[TechniqueKey, Liking]) -> frozenset[TechniqueKey]:
    """Return the techniques that the person likes: those with `more`."""
    return frozenset(key for key, liking in likings.items() if liking is Liking.more)
