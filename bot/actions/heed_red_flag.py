"""A person writes something that may be serious: pause the session, and say where to get help."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.playing.pause import pause_running
from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.domain.catalogue import Urgency
from bot.domain.message import Phrase
from bot.domain.session import State
from bot.ports import Lane
from bot.screens import safety


def heed_red_flag(scene: Scene, urgency: Urgency) -> Phrase | None:
    """Pause a running session and say where to get help. Nothing that was written is stored.

    The yes to the safety question is forgotten, so that no session goes on without a new yes.
    """
    take_yes_back(scene)
    live = scene.live
    was_running = live is not None and live.state is State.running
    where_to_get_help = safety.red_flag(urgency, was_running)
    # If Telegram holds the chat back, copies of it must not delay the next stop or other help.
    if not scene.outbox.is_urgent(scene.chat_id, where_to_get_help):
        say(scene, where_to_get_help, Lane.urgent)
    if live is not None:
        pause_running(scene, live, hands_rest=False)
    return None


def refuse_massage(scene: Scene, why: str) -> Phrase | None:
    """Refuse a massage, since somebody is not adult or not sober. The next session needs a new yes."""
    take_yes_back(scene)
    live = scene.live
    say(scene, safety.refused(why))
    if live is not None:
        pause_running(scene, live, hands_rest=False)
    return None


def take_yes_back(scene: Scene) -> None:
    """Forget the yes to the safety question, so that no session goes on without a new yes."""
    scene.keep(replace(scene.chat, safety_yes=None))
