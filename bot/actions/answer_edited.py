"""A person edits a message: in a session a call to stop counts, anything else is not read again.

The line as it was has been answered already. If the edited line were done too, "skip" would skip twice.
"""

from __future__ import annotations

from bot.actions.answer_line import answer_line
from bot.actions.heed_red_flag import heed_red_flag
from bot.actions.saying.meant import meaning_in_session
from bot.actions.saying.now_and_then import say_now_and_then
from bot.actions.scene import Scene
from bot.domain.dangers import Urgency
from bot.domain.intent import PAIN, Intent
from bot.domain.message import Phrase
from bot.reading.line import Line
from bot.screens import basics

# To do one of these twice is the same as to do it once.
_HEEDED = (Intent.stop, Intent.pause, *PAIN)


def answer_edited(scene: Scene, line: Line, mild: Urgency | None = None) -> Phrase | None:
    """Heed what stops or pauses a session; else say that edits are not read.

    `mild`: what the line speaks of, if that is no red flag; it is answered as in a new line.
    """
    is_heeded = meaning_in_session(line).intent in _HEEDED and not line.is_too_long
    if scene.live is not None and is_heeded:
        return answer_line(scene, line, mild)
    if mild is not None:
        return heed_red_flag(scene, mild)
    say_now_and_then(scene, basics.unread_edit(is_playing=scene.live is not None), "edited")
    return None
