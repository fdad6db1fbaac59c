"""A person answers the safety question."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.actions.begin_session import begin_session, swap_places
from bot.actions.heed_red_flag import alarm, take_yes_back
from bot.actions.listen import listen
from bot.actions.saying.answers import change, say
from bot.actions.saying.old import drop_alarm_buttons, drop_buttons
from bot.actions.scene import Scene
from bot.actions.steer_session import resume_session
from bot.domain.message import Phrase
from bot.screens import basics, techniques
from bot.screens import safety as screens
from bot.screens.presses import Begin, Listen, SwapPlaces


def confirm_safety(scene: Scene, then: Begin | Listen | SwapPlaces | None) -> Phrase | None:
    """Note the yes with the version of the question, and go on to `then`.

    None: to the waiting session, or to the choice of routines if no session waits.
    """
    _keep_yes(scene)
    match then:
        case Begin(wanted):
            return begin_session(scene, wanted)
        case Listen(wanted):
            return listen(scene, wanted)
        case SwapPlaces(session):
            return swap_places(scene, session)
        case None:
            return _go_on(scene)
    assert_never(then)


def _go_on(scene: Scene) -> Phrase | None:
    live = scene.live
    if live is None:
        say(scene, techniques.pick(scene.texts.routines.values(), has_own=scene.asked.is_private))
        return None
    return resume_session(scene.untapped())


def doubt_safety(scene: Scene) -> Phrase | None:
    """Answer "not sure": offer something other than a massage, and forget an earlier yes.

    In a session this answer leads, wherever the question stood: the session pauses until a new yes.
    """
    take_yes_back(scene)
    live, unsure = scene.live, screens.unsure()
    if live is None:
        change(scene, unsure)
        return None
    drop_buttons(scene, scene.asked.pressed)
    alarm(scene.untapped(), live, screens.in_session(unsure, live))
    return None


def clear_red_flag(scene: Scene) -> Phrase | None:
    """Answer that the red flag was not meant: ask the safety question again; a yes resumes the session."""
    change(scene, screens.gate(None))
    return None


def _keep_yes(scene: Scene) -> None:
    chat = scene.chat
    scene.keep(replace(chat, safety_yes=scene.texts.gate_of(chat.language)))
    if scene.live is not None:
        drop_alarm_buttons(scene, scene.live, but=scene.asked.pressed)
    change(scene, basics.plain("gate_yes"))
