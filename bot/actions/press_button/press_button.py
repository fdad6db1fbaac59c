"""A person taps a button: do the action of its press."""

from __future__ import annotations

from bot.actions.press_button.catalogued import is_in_catalogue
from bot.actions.press_button.on_news import press_on_news
from bot.actions.press_button.on_own import press_on_own
from bot.actions.press_button.on_progress import press_on_progress
from bot.actions.press_button.on_rings import press_on_rings
from bot.actions.press_button.on_session import press_on_session
from bot.actions.press_button.on_settings import press_on_settings
from bot.actions.press_button.on_texts import press_on_texts
from bot.actions.scene import Scene
from bot.domain.message import Phrase, phrase
from bot.screens import presses
from bot.screens.presses import Press


def press_button(scene: Scene, press: Press | None) -> Phrase | None:
    """Do what `press` asks for, and return the answer to the tap.

    `press` None: the data of the button is not ours. The answer then says that the button is stale. A press
    with a routine or a technique that is not in the catalogue gets the same answer.
    """
    if press is None or not is_in_catalogue(press, scene.texts):
        return phrase("e_stale")
    if isinstance(press, presses.LookingPress | presses.TechniquePress | presses.PlanningPress):
        return press_on_texts(scene, press)
    if isinstance(press, presses.SessionPress | presses.RatingPress):
        return press_on_session(scene, press)
    if isinstance(press, presses.OwnPress | presses.CopyPress | presses.EditPress | presses.BuildingPress):
        return press_on_own(scene, press)
    if isinstance(press, presses.ProgressPress):
        return press_on_progress(scene, press)
    if isinstance(press, presses.NewsPress):
        return press_on_news(scene, press)
    if isinstance(
        press, presses.RingPress | presses.AnsweringPress | presses.PeacePress | presses.IfThenPress
    ):
        return press_on_rings(scene, press)
    return press_on_settings(scene, press)
