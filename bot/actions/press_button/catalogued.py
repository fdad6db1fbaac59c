"""Checks that the catalogue (still) has the routine or the technique that a press names."""

from __future__ import annotations

from bot.domain.catalogue import Audience, Catalogue, RoutineKey
from bot.domain.own import own_id
from bot.domain.trial import tried
from bot.screens import presses
from bot.screens.presses import Press


def is_in_catalogue(press: Press, catalogue: Catalogue) -> bool:
    """Has the catalogue what `press` names? True also for a press that names nothing of the catalogue."""
    match press:
        case presses.ShowTechnique(key) | presses.ExplainTechnique(key) | presses.TryTechnique(key):
            return key in catalogue.techniques
        case presses.BringBack(key) | presses.NoteLiking(technique=key) | presses.AddTechnique(technique=key):
            return key in catalogue.techniques
        case presses.AnswerFaq(key):
            return key in catalogue.faq
        case presses.ChooseAudience(routine) | presses.ShowRoutine(routine):
            return routine in catalogue.routines
        case presses.ShowPlan(wanted):
            return _has_plan(catalogue, wanted.routine, wanted.audience)
        case (
            presses.Begin(wanted)
            | presses.Listen(wanted)
            | presses.ConfirmSafety(presses.Begin(wanted) | presses.Listen(wanted))
        ):
            technique = tried(wanted.routine)
            is_trial = technique is not None and technique in catalogue.trials
            return is_trial or _has_plan(catalogue, wanted.routine, wanted.audience)
        case presses.ChooseLength(choice) | presses.ChoosePace(choice) | presses.ChooseCues(choice):
            return _has_plan(catalogue, choice.routine, choice.audience)
        case presses.SwitchCue(choice):
            return _has_plan(catalogue, choice.routine, choice.audience)
        case presses.StartFromReminder(routine=routine, audience=audience):
            return _has_plan(catalogue, routine, audience)
        case _:
            return True


def _has_plan(catalogue: Catalogue, key: RoutineKey, audience: Audience) -> bool:
    """Is there such a plan? For the key of an own routine the action itself checks."""
    routine = catalogue.routines.get(key)
    return own_id(key) is not None if routine is None else audience in routine.plans
