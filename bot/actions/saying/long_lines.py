"""A long text reaches a bot in pieces: Telegram's apps cut it, and each piece looks like a line of its own.

Each piece but the last has more than half of the most that a message can hold, and the next one follows at
once. One answer is enough for all of them.
"""

from __future__ import annotations

from bot.actions.saying.answers import card_stands_above, say, say_once
from bot.actions.scene import Scene
from bot.domain.message import Message
from bot.ports import Kind

CUT_FROM = 2048  # UTF-16 units; apps look for a good place to cut in the second half of the 4,096
FOLLOWS_WITHIN = 3  # seconds


def say_to_long(scene: Scene, message: Message, text: str) -> None:
    """Answer a line that is too long; `is_rest` knows the pieces that follow at once."""
    # Some clients send a lone UTF-16 surrogate, which is one UTF-16 unit.
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 <= CUT_FROM:
        say(scene, message)
    elif say_once(scene, message, _key(scene, 0)):
        card_stands_above(scene)


def is_rest(scene: Scene) -> bool:
    """Is this line, most likely, the rest of a long one that was answered just now?"""
    keys = [_key(scene, ago) for ago in range(FOLLOWS_WITHIN + 1)]
    return scene.outbox.has(scene.chat_id, Kind.reply, keys)


def _key(scene: Scene, ago: int) -> str:
    return f"long:{int(scene.now.wire.timestamp()) - ago}"
