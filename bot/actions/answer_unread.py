"""A person sends a picture, a file, a sticker, a poll or the like: the bot says that it reads only words."""

from __future__ import annotations

from bot.actions import name_own
from bot.actions.answer_line import answer_line
from bot.actions.saying.hints import UNREAD
from bot.actions.saying.now_and_then import say_now_and_then
from bot.actions.saying.questions import awaits_name
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.reading.line import Line
from bot.screens import basics


def answer_unread(scene: Scene, sign: Line) -> Phrase | None:
    """Answer with one line, and not for each photo of an album.

    `sign`: the emoji that a sticker stands for, read as a line. In a session a raised hand counts.
    """
    if scene.live is not None and sign.meaning.steers:
        return answer_line(scene, sign)
    if awaits_name(scene):
        return name_own.take_name(scene, "")
    say_now_and_then(scene, basics.unread(is_playing=scene.live is not None), UNREAD)
    return None
