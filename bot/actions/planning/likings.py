"""The techniques that a chat likes or dislikes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.actions.scene import Visit
from bot.domain.catalogue import TechniqueKey
from bot.domain.liking import Liking, disliked


def likings_of(visit: Visit) -> Mapping[TechniqueKey, Liking]:
    """Return the chat's likings of the techniques in the content, in the content's order."""
    stored = visit.likings
    return {key: stored[key] for key in visit.texts.techniques if key in stored}


def unwanted(visit: Visit) -> frozenset[TechniqueKey]:
    """Return the techniques that the chat dislikes."""
    return disliked(likings_of(visit))


def left_out(visit: Visit) -> tuple[TechniqueKey, ...]:
    """Return the techniques that the chat dislikes, in the content's order."""
    without = unwanted(visit)
    return tuple(key for key in visit.texts.techniques if key in without)
