"""Which presses name a routine or a technique, and whether the catalogue (still) has it."""

from __future__ import annotations

from bot.domain.catalogue import Audience, Catalogue, RoutineKey
from bot.domain.own import own_id
from bot.screens import presses
from bot.screens.presses import Press


def is_in_catalogue(press: Press, catalogue: Catalogue) -> bool:
    """Does the catalogue have what `press` names? A press that names nothing of it may be acted upon too."""
    match press:
        case presses.ShowTechnique(key) | presses.ExplainTechnique(key) | presses.TryTechnique(key):
            return key in catalogue.techniques
        case presses.BringBack(key) | presses.NoteLiking(technique=key) | presses.AddTechnique(technique=key):
            return key in catalogue.techniques
        case presses.ChooseAudience(routine) | presses.ShowRoutine(routine):
            return routine in catalogue.routines
        case presses.ShowPlan(wanted) | presses.Begin(wanted) | presses.ConfirmSafety(presses.Begin(wanted)):
            return _has_plan(catalogue, wanted.routine, wanted.audience)
        case presses.ChooseLength(choice) | presses.ChoosePace(choice) | presses.ChooseCues(choice):
            return _has_plan(catalogue, choice.routine, choice.audience)
        case presses.SwitchCue(choice):
            return _has_plan(catalogue, choice.routine, choice.audience)
        case presses.StartFromReminder(routine=routine, audience=audience):
            return _has_plan(catalogue, routine, audience)
        case _:
            return True


def _has_plan(catalogue: Catalogue, key: RoutineKey, audience: Audience) -> bool:
    """Is there such a plan? Whether the chat has a routine of its own with this key, the action looks."""
    routine = catalogue.routines.get(key)
    return own_id(key) is not None if routine is None else audience in routine.plans
