"""Says a hint, and then not again for a few minutes."""

from __future__ import annotations

from bot.actions.saying.answers import card_stands_above, say_once
from bot.actions.saying.hints import key_of_hint, was_said
from bot.actions.scene import Scene
from bot.domain.message import Message


def say_now_and_then(scene: Scene, message: Message, hint: str) -> None:
    """Say `message`, unless the same `hint` was said in this chat in the last few minutes.

    Ten photos of an album are ten messages, and one answer is enough for them.
    """
    if not was_said(scene, hint) and say_once(scene, message, key_of_hint(scene, hint)):
        card_stands_above(scene)
