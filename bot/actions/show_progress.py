"""A person looks at what they have done: the month, the week, and what it comes to."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.counting.days import count, totals
from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.message import Message, Phrase
from bot.screens import progress as screens


def show_progress(scene: Scene) -> Phrase | None:
    """Answer `/progress`."""
    say(scene, _progress(scene))
    return None


def want_streak(scene: Scene, shows: bool) -> Phrase | None:
    """Show the streak from now on, or hide it. It is counted all the same."""
    scene.keep(replace(scene.chat, shows_streak=shows))
    change(scene, _progress(scene))
    return None


def _progress(scene: Scene) -> Message:
    counted, chat = count(scene), scene.chat
    if not counted.days:
        return screens.nothing_yet(scene.texts.offers.taste)
    shown = screens.Progress(
        today=scene.today,
        spent=counted.seconds(),
        totals=totals(scene),
        habit=counted.habit(scene.today),
        shows_streak=chat.shows_streak,
    )
    return screens.progress(shown, dark=chat.dark)
