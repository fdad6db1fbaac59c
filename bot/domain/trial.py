"""A trial: one technique alone, for a minute or two, to get to know it."""

from __future__ import annotations

from bot.domain.catalogue import RoutineKey, TechniqueKey

_BEFORE = "try_"


def trial_key(technique: TechniqueKey) -> RoutineKey:
    """Return the key under which sessions and buttons know the trial of a technique."""
    return RoutineKey(_BEFORE + technique)


def tried(key: str) -> TechniqueKey | None:
    """Return the technique inside the key of a trial; None: `key` is not the key of a trial."""
    return TechniqueKey(key.removeprefix(_BEFORE)) if key.startswith(_BEFORE) else None
