"""Which picture or animation belongs to what, by its name among the files that are shipped."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.catalogue import Step, TechniqueKey

GREETING = "picture/hello"
KEEP_OFF = "picture/keep_off"
PRESSURE = "picture/pressure"
FACE_DOWN = "picture/face_down"
BREATHING = "breathing"
_OF_STEP = "step."


class Pictures(StrEnum):
    """Where a chat wants pictures."""

    off = "off"
    on = "on"  # everywhere but in reminders, which may show on a lock screen
    rings = "rings"  # in reminders too


def of_step(step: Step) -> str:
    """Return the name of the animation of a step: its key."""
    return step.prompt.removeprefix(_OF_STEP)


def of_technique(technique: TechniqueKey) -> str:
    """Return the name of the animation of a technique, which is that of its step with a partner."""
    return technique
