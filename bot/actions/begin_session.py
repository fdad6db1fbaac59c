"""A person begins a session: first the safety question, then the get-ready count."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.planning.find_routine import find_routine
from bot.actions.planning.prepared import asks_gate, choice_of, prepare
from bot.actions.playing.record import announce
from bot.actions.saying.answers import say, say_on_card
from bot.actions.saying.old import forgotten
from bot.actions.scene import Scene
from bot.domain.catalogue import Step
from bot.domain.ids import SessionId
from bot.domain.message import Phrase, phrase
from bot.domain.plan import Choice, Wanted
from bot.domain.session import Programme, State
from bot.domain.trial import tried
from bot.screens import cards
from bot.screens import own as own_screens
from bot.screens.presses import Begin, SwapPlaces


def begin_session(scene: Scene, wanted: Wanted) -> Phrase | None:
    """Start the get-ready count, or ask the safety question first. A chat has one session at a time.

    Without minutes in `wanted`, the length is that of last time, or else the routine's own.
    """
    if _is_busy(scene):
        return _say_busy(scene)
    prepared = prepare(scene, wanted, Begin)
    if prepared is not None:
        _begin(scene, prepared.choice, prepared.steps)
    return None


def swap_places(scene: Scene, session: SessionId) -> Phrase | None:
    """Begin the same steps again, with giver and receiver swapped."""
    ended = scene.sessions.get(session)
    if ended is None:
        return forgotten(scene)
    if ended.chat == scene.chat_id and ended.state is not State.finished:
        return phrase("e_stale")
    if ended.chat != scene.chat_id:
        return phrase("e_theirs")
    if _is_busy(scene):
        return _say_busy(scene)
    found = find_routine(scene, ended.routine)
    if found is None or ended.audience not in found.plans:
        say(scene, own_screens.gone())
        return None
    if asks_gate(scene, SwapPlaces(session)):
        return None
    choice = choice_of(scene, found, Wanted(ended.routine, ended.audience, pace=ended.pace))
    _begin(scene, choice, ended.steps)
    return None


def _is_busy(scene: Scene) -> bool:
    return scene.live is not None


def _say_busy(scene: Scene) -> Phrase | None:
    live = scene.live
    if live is None:
        return None
    pressed, card = scene.asked.pressed, scene.outbox.card_of(live.id)
    if pressed is None or (card is not None and card < pressed):
        say_on_card(scene, cards.on_now(live))
    # A message above the card: most likely a double tap on Start.
    if pressed is None:
        return None
    return phrase("busy", i=max(live.step_number, 0) + 1, n=len(live.steps))


def _begin(scene: Scene, choice: Choice, steps: tuple[Step, ...]) -> None:
    chat = scene.chat
    programme = Programme(choice.routine, choice.audience, steps, choice.pace, chat.cues)
    session = scene.begin(programme, scene.asked.topic)
    if tried(choice.routine) is None:  # a trial is not what the person does next time
        last = replace(chat, last_routine=choice.routine, last_audience=choice.audience)
        scene.keep(replace(last, last_minutes=choice.minutes, pace=choice.pace))
    scene.outbox.cancel_rings(scene.chat_id)  # one that is still on its way would sound in the session
    announce(scene, session)
