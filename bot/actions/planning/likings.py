"""The techniques of which a chat wants more or less."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.catalogue import TechniqueKey
from bot.domain.ids import ChatId
from bot.domain.liking import Liking, disliked
from bot.ports import Work


def likings_of(work: Work, chat: ChatId) -> Mapping[TechniqueKey, Liking]:
    """Return what more or less was asked of, of the techniques that there still are, in the seed's order."""
    stored = work.likings.of(chat)
    return {key: stored[key] for key in work.catalogue.techniques if key in stored}


def unwanted(work: Work, chat: ChatId) -> frozenset[TechniqueKey]:
    """Return the techniques that the chat asked less of."""
    return disliked(likings_of(work, chat))


def left_out(work: Work, chat: ChatId) -> tuple[TechniqueKey, ...]:
    """Return the same in the seed's order, to be named."""
    without = unwanted(work, chat)
    return tuple(key for key in work.catalogue.techniques if key in without)
