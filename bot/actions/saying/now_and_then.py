"""Hints that are said once, and then not again for a few minutes."""

from __future__ import annotations

from bot.actions.saying.answers import say_once
from bot.actions.scene import Scene
from bot.domain.message import Message
from bot.ports import Kind

QUIET_FOR = 180  # seconds; at most twice as long


def say_now_and_then(scene: Scene, message: Message, hint: str) -> None:
    """Say `message`, unless the same `hint` was said in this chat in the last few minutes.

    Ten photos of an album are ten messages, and one answer is enough for them.
    """
    span = int(scene.now.people.timestamp()) // QUIET_FOR
    keys = [f"{hint}:{span}", f"{hint}:{span - 1}"]
    if not scene.outbox.has(scene.chat_id, Kind.reply, keys):
        say_once(scene, message, keys[0])
