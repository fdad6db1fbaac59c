"""The totals of all sessions of a chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.catalogue import TechniqueKey


@dataclass(frozen=True, slots=True)
class Totals:
    """The number of sessions, the seconds of all together, and the seconds of each technique."""

    sessions: int
    seconds: int
    techniques: Mapping[TechniqueKey, int]
