"""The phrases that name things."""

from __future__ import annotations

from bot.domain.catalogue import RoutineKey, TechniqueKey, Tip
from bot.domain.message import Phrase, phrase


def technique_name(key: TechniqueKey) -> Phrase:
    """Return the name of a technique."""
    return phrase(f"technique.{key}.name")


def routine_name(key: RoutineKey) -> Phrase:
    """Return the name of a routine."""
    return phrase(f"routine.{key}.name")


def tip_text(tip: Tip) -> Phrase:
    """Return the whole text of a tip, source included."""
    return phrase(f"tip.{tip.key}")
