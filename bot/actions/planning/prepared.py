"""From what is wanted to a choice and its steps, past the safety question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.actions.planning.choices import chosen, planned, refuse_length
from bot.actions.planning.find_routine import find_routine
from bot.actions.planning.likings import left_out
from bot.actions.planning.suggest import last_minutes, suit_choice
from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.catalogue import Routine, RoutineKey, Step
from bot.domain.own import own_id
from bot.domain.plan import Choice, Wanted
from bot.domain.trial import tried
from bot.screens import own as own_screens
from bot.screens import safety
from bot.screens.after import not_suggested
from bot.screens.presses import Begin, Listen, SwapPlaces


@dataclass(frozen=True, slots=True)
class Prepared:
    """A choice with its routine and its steps."""

    choice: Choice
    routine: Routine
    steps: tuple[Step, ...]


def prepare(scene: Scene, wanted: Wanted, then: Callable[[Wanted], Begin | Listen]) -> Prepared | None:
    """Return what is wanted with its steps; None if the answer is already given.

    The answer may be the safety question; a yes to it leads to what `then` makes of the choice. Without
    minutes in `wanted`, the length is that of last time, or else the routine's own.
    """
    found = find_routine(scene, wanted.routine)
    if found is None or wanted.audience not in found.plans:
        say(scene, own_screens.gone())
        return None
    choice = choice_of(scene, found, wanted)
    steps = found.plans[choice.audience] if _has_one_length(found.key) else planned(scene, choice)
    if steps is None:
        refuse_length(scene, choice)
        return None
    if asks_gate(scene, then(_to_carry(choice))):
        return None
    if choice.suggested:
        suited = suit_choice(scene, found, choice)
        if suited is None:
            say(scene, not_suggested(left_out(scene)))
            return None
        steps = suited.steps
    return Prepared(choice, found, steps)


def asks_gate(scene: Scene, then: Begin | Listen | SwapPlaces) -> bool:
    """Ask the safety question, unless a yes holds; `then`: what a yes leads to."""
    if scene.texts.holds(scene.chat.safety_yes):
        return False
    change(scene, safety.gate(then))
    return True


def choice_of(scene: Scene, found: Routine, wanted: Wanted) -> Choice:
    """Return the whole choice; an own routine or a trial has only its own length."""
    chat, audience, pace = scene.chat, wanted.audience, wanted.pace
    if tried(found.key) is not None:
        return Choice(found.key, audience, found.minutes, pace or chat.pace)
    if own_id(found.key) is not None:
        return Choice(found.key, audience, found.minutes, pace or chat.pace, wanted.suggested)
    length = wanted.minutes or last_minutes(chat, found.key, audience)
    return chosen(scene, found.key, audience, length, pace, suggested=wanted.suggested)


def _has_one_length(key: RoutineKey) -> bool:
    """Is it a routine that is played only as it stands: a person's own, or a trial?"""
    return own_id(key) is not None or tried(key) is not None


def _to_carry(choice: Choice) -> Wanted:
    """Return the choice for the safety question's button; an own routine may have another length by then."""
    if not _has_one_length(choice.routine):
        return choice.wanted
    return Wanted(choice.routine, choice.audience, suggested=choice.suggested)
