"""Presses of a broadcast, which are for administrators of the bot; and the switch for news."""

from __future__ import annotations

from typing import assert_never

from bot.actions import broadcast
from bot.actions.change_settings import want_news
from bot.actions.scene import Scene
from bot.domain.message import Phrase, phrase
from bot.screens import presses


def press_on_news(scene: Scene, press: presses.NewsPress) -> Phrase | None:
    """Do what the press asks for; to others a button of a broadcast is one that no longer works."""
    if isinstance(press, presses.WantNews):
        return want_news(scene, press.wants)
    if not scene.asked.is_admin:
        return phrase("e_stale")
    match press:
        case presses.TryNews(number):
            return broadcast.try_on_me(scene, number)
        case presses.SendNews(number):
            return broadcast.send(scene, number)
        case presses.DropNews(number):
            return broadcast.drop(scene, number)
        case presses.StopNews(number):
            return broadcast.stop(scene, number)
    assert_never(press)
