"""The names that an own routine must not have, because the catalogue's routines have them."""

from __future__ import annotations

from bot.actions.scene import Scene
from bot.domain.catalogue import PhraseId


def names_of_ours(scene: Scene) -> list[str]:
    """Return what the catalogue's routines are called in the chat's language."""
    language = scene.chat.language
    return [scene.texts.phrase(language, PhraseId(f"routine.{key}.name")) for key in scene.texts.routines]
