"""The answer to a line that was not understood."""

from __future__ import annotations

from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.domain.message import Button, Style
from bot.reading.line import NEAR_NOTHING, Nearest
from bot.screens import basics
from bot.screens.buttons import button
from bot.screens.names import routine_name, technique_name
from bot.screens.presses import ShowRoutine, ShowTechnique


def say_lost(scene: Scene, nearest: Nearest = NEAR_NOTHING) -> None:
    """It was not understood; in a session no other screen's buttons push its card up."""
    if scene.live is not None:
        say(scene, basics.plain("e_lost_session"))
    else:
        say(scene, basics.helpless(_button_of(nearest)))


def _button_of(nearest: Nearest) -> Button | None:
    if nearest.technique is not None:
        return button(technique_name(nearest.technique), ShowTechnique(nearest.technique), Style.primary)
    if nearest.routine is not None:
        return button(routine_name(nearest.routine), ShowRoutine(nearest.routine), Style.primary)
    return None
