"""A person writes of a danger, or wishes what the bot does not do: answer that, and pause what runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from bot.actions.playing.pause import pause_running, step_back
from bot.actions.saying.answers import say, say_alarm, say_on_card
from bot.actions.scene import Scene
from bot.domain.dangers import Urgency
from bot.domain.message import Message, Phrase, phrase
from bot.domain.session import Session, State
from bot.ports import Lane
from bot.screens import basics, safety
from bot.screens.presses import SafetyPart

# Answers that are the same for everybody.
_SAYS: Mapping[Urgency, Callable[[], Message]] = {
    Urgency.sexual: partial(safety.refused, "sexual_no"),
    Urgency.minor: partial(safety.refused, "adults_only"),
    Urgency.sober: partial(safety.refused, "sober_only"),
    Urgency.local: safety.leave_out,
    Urgency.care: safety.care,
    Urgency.unclear: safety.care,
}
_MILD: Mapping[Urgency, Callable[[], Message]] = {
    Urgency.neck: basics.neck,
    Urgency.body: basics.other_part,
    Urgency.cure: basics.no_claim,
    Urgency.keep_off: partial(safety.safety_part, SafetyPart.keep_off),
    Urgency.pain: safety.pain,
    Urgency.stiff: safety.pain,
}


def heed_red_flag(scene: Scene, urgency: Urgency) -> Phrase | None:
    """Give the answer of `urgency`; unless it is mild, pause what runs. Nothing of the text is stored.

    The yes to the safety question is forgotten, so that no session goes on without a new yes.
    """
    live = scene.live
    if urgency in _MILD:
        is_pain = urgency is Urgency.pain and live is not None
        return pause_for_pain(scene) if is_pain else answer_mild(scene, urgency)
    take_yes_back(scene)
    said = _answer(scene, urgency)
    # If Telegram holds the chat back, copies of it must not delay the next stop or other help.
    lane = Lane.reply if urgency.rank > Urgency.ask.rank else Lane.urgent
    if live is not None:
        in_session = safety.crisis_in_session if urgency is Urgency.crisis else safety.in_session
        alarm(scene, live, in_session(said, live), lane)
    elif lane is Lane.reply or not scene.outbox.is_urgent(scene.chat_id, said):
        say(scene, said, lane)
    return None


def alarm(scene: Scene, live: Session, said: Message, lane: Lane = Lane.reply) -> None:
    """Say it in the session, which pauses: the answer leads, and the card above it has no buttons.

    Where the answer cannot lead, the card follows it, and offers no more than the answer does.
    """
    waits = lane is Lane.urgent and scene.outbox.is_urgent(scene.chat_id, said)
    if waits or say_alarm(scene, said, live, lane):
        step_back(scene, live)
        return
    say(scene, said, lane)
    if not pause_running(scene, live, hands_rest=False):
        say_on_card(scene)


def _answer(scene: Scene, urgency: Urgency) -> Message:
    if urgency is Urgency.crisis:
        return safety.crisis(scene.texts.helplines.get(scene.chat.zone or ""))
    if urgency in _SAYS:
        return _SAYS[urgency]()
    live = scene.live
    return safety.red_flag(urgency, live is not None and live.state is State.running)


def pause_for_pain(scene: Scene) -> Phrase | None:
    """Answer that something hurts: stop the clock at once, and say where to read more."""
    live = scene.live
    if live is None:
        say(scene, basics.plain("paused_pain"))
    else:
        pause_running(scene, live)
        say_on_card(scene, phrase("paused_pain"))
    return None


def answer_mild(scene: Scene, urgency: Urgency) -> Phrase | None:
    """Answer pain and nothing worse, or a wish that the bot does not serve. A session goes on."""
    say(scene, _MILD[urgency]())
    return None


def take_yes_back(scene: Scene) -> None:
    """Forget the yes to the safety question, so that no session goes on without a new yes."""
    scene.keep(replace(scene.chat, safety_yes=None))
