"""More or less of a technique: what somebody asked for after a session."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.catalogue import TechniqueKey


class Liking(StrEnum):
    """What was asked for. A technique with `less` takes part in no suggestion until it is brought back."""

    more = "more"
    less = "less"


def disliked(likings: Mapping[TechniqueKey, Liking]) -> frozenset[TechniqueKey]:
    """Return the techniques that less was asked of."""
    return frozenset(key for key, liking in likings.items() if liking is Liking.less)
