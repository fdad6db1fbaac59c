"""A person forwards a line: the words may be somebody else's, so the bot asks and does nothing else."""

from __future__ import annotations

from bot.actions.heed_red_flag import heed_red_flag
from bot.actions.playing.pause import pause_running
from bot.actions.saying.answers import say
from bot.actions.saying.meant import meaning_in_session
from bot.actions.scene import Scene
from bot.domain.dangers import LAST, Urgency
from bot.domain.intent import PAIN, Intent
from bot.domain.message import Phrase
from bot.reading.line import Line
from bot.screens import basics

_MAY_STOP = (Intent.stop, Intent.pause, *PAIN)


def answer_forwarded(scene: Scene, line: Line, mild: Urgency | None = None) -> Phrase | None:
    """Ask the person to type it. A running session pauses if the line may call to stop or speaks of pain.

    `mild`: what the line speaks of, if that is no red flag; the answer to it comes first.
    """
    if mild is not None and mild not in LAST:
        return heed_red_flag(scene, mild)
    live = scene.live
    is_call = line.safety.may_stop or meaning_in_session(line).intent in _MAY_STOP or mild is Urgency.unclear
    has_paused = live is not None and is_call and pause_running(scene, live)
    say(scene, basics.forwarded(has_paused=has_paused, is_playing=live is not None))
    return None
