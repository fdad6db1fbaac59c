"""Presses that show something: routines, techniques, plans, a tip, the history, safety, privacy."""

from __future__ import annotations

from typing import assert_never

from bot.actions import manage_own, plan_session, show
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.domain.own import own_key
from bot.screens import presses


def press_on_texts(
    scene: Scene, press: presses.LookingPress | presses.TechniquePress | presses.PlanningPress
) -> Phrase | None:
    """Show what the press asks for."""
    if isinstance(press, presses.LookingPress):
        return _look(scene, press)
    if isinstance(press, presses.TechniquePress):
        return _learn(scene, press)
    return _plan(scene, press)


def _look(scene: Scene, press: presses.LookingPress) -> Phrase | None:
    match press:
        case presses.ShowRoutines():
            return show.show_routines(scene)
        case presses.ShowTip():
            return show.show_tip(scene)
        case presses.ShowHistory():
            return show.show_history(scene)
        case presses.ShowSafety(part):
            return show.show_safety(scene, part)
        case presses.ShowPrivacy():
            return show.show_privacy(scene)
        case presses.Breathe(breath):
            return show.breathe(scene, breath)
        case presses.AnswerFaq(key):
            return show.answer_faq(scene, key)
    assert_never(press)


def _learn(scene: Scene, press: presses.TechniquePress) -> Phrase | None:
    match press:
        case presses.ShowTechniques():
            return show.show_techniques(scene)
        case presses.ShowTechnique(key):
            return show.show_technique(scene, key)
        case presses.ExplainTechnique(key):
            return show.explain_technique(scene, key)
        case presses.TryTechnique(key, audience):
            return plan_session.show_trial(scene, key, audience)
    assert_never(press)


def _plan(scene: Scene, press: presses.PlanningPress) -> Phrase | None:
    match press:
        case presses.ChooseAudience(routine):
            return show.choose_audience(scene, routine)
        case presses.ShowRoutine(routine):
            return plan_session.show_plan(scene, routine)
        case presses.ShowOwn(own):
            return manage_own.show_own(scene, own_key(own))
        case presses.ShowPlan(wanted):
            return plan_session.show_wanted(scene, wanted)
        case presses.ChooseLength(choice):
            return plan_session.choose_length(scene, choice)
        case presses.ChoosePace(choice):
            return plan_session.choose_pace(scene, choice)
        case presses.ChooseCues(choice):
            return plan_session.choose_cues(scene, choice)
        case presses.SwitchCue(choice, cue):
            return plan_session.choose_cues(scene, choice, cue)
    assert_never(press)
