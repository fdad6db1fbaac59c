"""Which picture or animation belongs to what, by its name among the files that are shipped."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.catalogue import Step, TechniqueKey

GREETING = "hello"
KEEP_OFF = "picture/keep_off"
PRESSURE = "picture/pressure"
FACE_DOWN = "picture/face_down"
WALL_BALL = "picture/wall_ball"
BREATHING = "breathing"
_OF_STEP = "step."
_PICTURE = "picture/"


class Pictures(StrEnum):
    """Where a chat wants pictures."""

    off = "off"
    on = "on"  # everywhere but in reminders, which may show on a lock screen
    rings = "rings"  # in reminders too


def picture(name: str) -> str:
    """Return the name of a still picture of content/media/pictures.yaml."""
    return f"{_PICTURE}{name}"


def alt(medium: str) -> str:
    """Return the id of the phrase that says what a picture or an animation shows."""
    if medium == GREETING:  # the only animation of no step
        medium = picture(medium)
    return f"alt.{medium.replace('/', '.')}" if medium.startswith(_PICTURE) else f"alt.{_OF_STEP}{medium}"


def of_step(step: Step) -> str:
    """Return the name of the animation of a step: its key."""
    return step.prompt.removeprefix(_OF_STEP)


def of_technique(technique: TechniqueKey) -> str:
    """Return the name of the animation of a technique, which is that of its step with a partner."""
    return technique
