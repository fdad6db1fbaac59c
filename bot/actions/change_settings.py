"""A person looks at the settings, or changes one; in a group only administrators do."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.planning.likings import likings_of
from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.catalogue import TechniqueKey
from bot.domain.message import Message, Phrase
from bot.screens import after


def show_settings(scene: Scene) -> Phrase | None:
    """`/settings`."""
    say(scene, _settings(scene))
    return None


def ask_for_rating(scene: Scene, asks: bool) -> Phrase | None:
    """Offer [Rate it] after sessions from now on, or no more."""
    scene.keep(replace(scene.chat, asks_rating=asks))
    change(scene, _settings(scene))
    return None


def bring_back(scene: Scene, technique: TechniqueKey) -> Phrase | None:
    """Let a technique take part in suggestions again."""
    scene.drop_liking(technique)
    change(scene, _settings(scene))
    return None


def _settings(scene: Scene) -> Message:
    chat = scene.chat
    return after.settings(likings_of(scene), chat.asks_rating, chat.zone)
