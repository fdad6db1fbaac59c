"""What all sessions of a chat come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.catalogue import TechniqueKey


@dataclass(frozen=True, slots=True)
class Totals:
    """How many sessions, how many seconds in all, and how many of each technique."""

    sessions: int
    seconds: int
    techniques: Mapping[TechniqueKey, int]
