"""Reads the trials: what *Try it* on the card of a technique leads through."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.plans import read_routine
from bot.content.step_kinds import StepFacts
from bot.domain.catalogue import Audience, Routine, Technique, TechniqueKey
from bot.domain.trial import trial_key

SECONDS = (60, 120)  # of the technique that is tried, at least and at most


def read_trials(
    folder: Path,
    kinds: Mapping[str, StepFacts],
    techniques: Mapping[TechniqueKey, Technique],
    faults: list[Fault],
) -> dict[TechniqueKey, Routine]:
    """Read trials.yaml: for each technique a plan with only this technique, for each audience."""
    trials = {}
    whole = Section(read_document(folder, "trials.yaml", faults), faults)
    for key, section in whole.sections():
        technique = TechniqueKey(key)
        trials[technique] = read_routine(trial_key(technique), section, kinds, techniques)
        _check_trial(section, technique, trials[technique])
        section.finish()
    for missing in techniques.keys() - trials.keys():
        whole.fault(missing, "give it a trial")
    for unknown in trials.keys() - techniques.keys():
        whole.fault(unknown, "there is no such technique")
    return trials


def _check_trial(section: Section, technique: TechniqueKey, trial: Routine) -> None:
    """Add a fault unless the plan for each audience has only this technique, once, for a minute or two."""
    least, most = SECONDS
    for audience in Audience:
        spent = [step.seconds for step in trial.plans.get(audience, ()) if step.technique == technique]
        others = [step for step in trial.plans.get(audience, ()) if step.technique not in (None, technique)]
        if len(spent) != 1 or others or not least <= sum(spent) <= most:
            section.fault(
                "plans", f"{audience.value}: give {technique} once, {least} to {most} s, and no other"
            )
