"""A person begins a session: first the safety question, then the get-ready count."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.planning.choices import chosen, planned, refuse_length
from bot.actions.planning.find_routine import find_routine
from bot.actions.planning.likings import left_out
from bot.actions.planning.suggest import last_minutes, suit_choice
from bot.actions.playing.record import announce
from bot.actions.saying.answers import change, say, say_on_card
from bot.actions.scene import Scene
from bot.domain.catalogue import Routine, RoutineKey, Step
from bot.domain.ids import SessionId
from bot.domain.message import Phrase, phrase
from bot.domain.own import own_id
from bot.domain.plan import Choice, Wanted
from bot.domain.session import Programme, State
from bot.domain.trial import tried
from bot.screens import cards, safety
from bot.screens import own as own_screens
from bot.screens.after import not_suggested
from bot.screens.presses import Begin, SwapPlaces


def begin_session(scene: Scene, wanted: Wanted) -> Phrase | None:
    """Start the get-ready count, or ask the safety question first. A chat has one session at a time.

    Without minutes in `wanted`, the length is that of last time, or else the routine's own.
    """
    if _is_busy(scene):
        return _say_busy(scene)
    found = find_routine(scene, wanted.routine)
    if found is None or wanted.audience not in found.plans:
        say(scene, own_screens.gone())
        return None
    choice = _choice(scene, found, wanted)
    steps = found.plans[choice.audience] if _has_one_length(found.key) else planned(scene, choice)
    if steps is None:
        return refuse_length(scene, choice)
    if _asks_gate(scene, Begin(_to_carry(choice))):
        return None
    if choice.suggested:
        suited = suit_choice(scene, found, choice)
        if suited is None:
            say(scene, not_suggested(left_out(scene)))
            return None
        steps = suited.steps
    _begin(scene, choice, steps)
    return None


def swap_places(scene: Scene, session: SessionId) -> Phrase | None:
    """Begin the same steps again, with giver and receiver swapped."""
    ended = scene.sessions.get(session)
    if ended is None or (ended.chat == scene.chat_id and ended.state is not State.finished):
        return phrase("e_stale")
    if ended.chat != scene.chat_id:
        return phrase("e_theirs")
    if _is_busy(scene):
        return _say_busy(scene)
    found = find_routine(scene, ended.routine)
    if found is None or ended.audience not in found.plans:
        say(scene, own_screens.gone())
        return None
    if _asks_gate(scene, SwapPlaces(session)):
        return None
    choice = _choice(scene, found, Wanted(ended.routine, ended.audience, pace=ended.pace))
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


def _asks_gate(scene: Scene, then: Begin | SwapPlaces) -> bool:
    """Ask the safety question, unless its current text has a yes; `then`: what a yes leads to."""
    if scene.chat.safety_yes == scene.texts.safety_version:
        return False
    change(scene, safety.gate(then))
    return True


def _has_one_length(key: RoutineKey) -> bool:
    """Is it a routine that is played only as it stands: a person's own, or a trial?"""
    return own_id(key) is not None or tried(key) is not None


def _to_carry(choice: Choice) -> Wanted:
    """Return the choice for the safety question's button; an own routine may have another length by then."""
    if not _has_one_length(choice.routine):
        return choice.wanted
    return Wanted(choice.routine, choice.audience, suggested=choice.suggested)


def _begin(scene: Scene, choice: Choice, steps: tuple[Step, ...]) -> None:
    chat = scene.chat
    programme = Programme(choice.routine, choice.audience, steps, choice.pace, chat.cues)
    session = scene.begin(programme, scene.asked.topic)
    if tried(choice.routine) is None:  # a trial is not what the person does next time
        last = replace(chat, last_routine=choice.routine, last_audience=choice.audience)
        scene.keep(replace(last, last_minutes=choice.minutes, pace=choice.pace))
    announce(scene, session)


def _choice(scene: Scene, found: Routine, wanted: Wanted) -> Choice:
    """Return the whole choice; an own routine or a trial has only its own length."""
    chat, audience, pace = scene.chat, wanted.audience, wanted.pace
    if tried(found.key) is not None:
        return Choice(found.key, audience, found.minutes, pace or chat.pace)
    if own_id(found.key) is not None:
        return Choice(found.key, audience, found.minutes, pace or chat.pace, wanted.suggested)
    length = wanted.minutes or last_minutes(chat, found.key, audience)
    return chosen(scene, found.key, audience, length, pace, suggested=wanted.suggested)
