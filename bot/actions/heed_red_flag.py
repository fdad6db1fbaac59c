"""A person writes of a danger, or wishes what the bot does not do: answer that, and pause what runs."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.playing.pause import pause_running
from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.domain.dangers import Urgency
from bot.domain.message import Message, Phrase
from bot.domain.session import State
from bot.ports import Lane
from bot.screens import basics, safety
from bot.screens.presses import SafetyPart


def heed_red_flag(scene: Scene, urgency: Urgency) -> Phrase | None:
    """Pause a running session and give the answer of `urgency`. Nothing that was written is stored.

    The yes to the safety question is forgotten, so that no session goes on without a new yes.
    """
    live = scene.live
    match urgency:
        case Urgency.crisis:
            said = safety.crisis(scene.texts.helplines.get(scene.chat.zone or ""))
        case Urgency.now | Urgency.today | Urgency.ask:
            said = safety.red_flag(urgency, live is not None and live.state is State.running)
        case Urgency.sexual:
            said = safety.refused("sexual_no")
        case Urgency.minor:
            said = safety.refused("adults_only")
        case Urgency.sober:
            said = safety.refused("sober_only")
        case Urgency.local:
            said = safety.leave_out()
        case Urgency.care | Urgency.unclear:
            said = safety.care()
        case Urgency.pain if live is not None:
            return pause_for_pain(scene)
        case _:
            return answer_mild(scene, urgency)
    take_yes_back(scene)
    say(scene, said, Lane.urgent if urgency.rank <= Urgency.ask.rank else Lane.reply)
    if live is not None:
        pause_running(scene, live, hands_rest=False)
    return None


def pause_for_pain(scene: Scene) -> Phrase | None:
    """Answer that something hurts: stop the clock at once, and say where to read more."""
    live = scene.live
    if live is not None:
        pause_running(scene, live)
    say(scene, basics.plain("paused_pain"))
    return None


def answer_mild(scene: Scene, urgency: Urgency) -> Phrase | None:
    """Answer pain and nothing worse, or a wish that the bot does not serve. A session goes on."""
    say(scene, _mild(urgency))
    return None


def _mild(urgency: Urgency) -> Message:
    match urgency:
        case Urgency.neck:
            return basics.neck()
        case Urgency.body:
            return basics.other_part()
        case Urgency.cure:
            return basics.no_claim()
        case Urgency.keep_off:
            return safety.safety_part(SafetyPart.keep_off)
        case _:
            return safety.pain()


def take_yes_back(scene: Scene) -> None:
    """Forget the yes to the safety question, so that no session goes on without a new yes."""
    scene.keep(replace(scene.chat, safety_yes=None))
