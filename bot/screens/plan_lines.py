"""The lines of a plan: its steps, what to fetch, and what became of the routine in this length."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.catalogue import Catalogue, Routine, Step, TechniqueKey
from bot.domain.message import Length, Lines, Phrase, apart, listed, minutes, phrase
from bot.domain.plan import Choice, is_shortened, wanted_seconds
from bot.domain.suggestion import Suggestion
from bot.screens.after import by_likings
from bot.screens.names import routine_name, step_line, technique_name


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screens of a plan show: a choice, its routine, its steps, and perhaps the suggestion."""

    choice: Choice
    routine: Routine
    steps: tuple[Step, ...]
    catalogue: Catalogue
    suggestion: Suggestion | None = None
    wished: int | None = None  # minutes that were asked for, if no plan has them


def plan_lines(shown: Shown) -> tuple[Phrase, ...]:
    """Return the words above the buttons: the steps, and what is special about this plan."""
    head = phrase(
        "plan",
        routine=routine_name(shown.choice.routine),
        length=Length(sum(step.seconds for step in shown.steps)),
        audience=phrase(f"audience.{shown.choice.audience}"),
        steps=Lines(tuple(step_line(step) for step in shown.steps)),
    )
    why = by_likings(shown.suggestion) if shown.suggestion else ()
    near = () if shown.wished is None else (phrase("plan_nearest", wished=minutes(shown.wished)),)
    lines = (*_became(shown), *_needs(shown.steps), *_shortened(shown.steps, shown.catalogue))
    return apart(head, *near, *lines, *why)


def _needs(steps: tuple[Step, ...]) -> tuple[Phrase, ...]:
    """Return a line with the things to fetch, in the order in which the steps need them."""
    things = [phrase(f"need.{need}") for need in dict.fromkeys(need for step in steps for need in step.needs)]
    return (phrase("plan_needs", things=listed(things)),) if things else ()


def _shortened(steps: tuple[Step, ...], catalogue: Catalogue) -> tuple[Phrase, ...]:
    """Return a line for each step that is shorter than it should be."""
    lines = []
    for step in steps:
        wanted = wanted_seconds(step, catalogue.techniques)
        if wanted is not None and is_shortened(step, catalogue.techniques):
            lines.append(_shortened_line(step, *wanted))
    return tuple(lines)


def _shortened_line(step: Step, least: int, most: int) -> Phrase:
    return phrase(
        "plan_shortened",
        technique=Phrase(step.name),
        limits=phrase("limits", least=Length(least), most=Length(most)),
        time=Length(step.seconds - step.walk),
    )


def _became(shown: Shown) -> tuple[Phrase, ...]:
    """Return a line that says what became of a routine in a length that is not its own."""
    seconds = sum(step.seconds for step in shown.steps)
    own = shown.routine.plans[shown.choice.audience]
    if round(seconds / 60) == shown.routine.minutes or shown.routine.title is not None:
        return ()
    name = routine_name(shown.choice.routine)
    held, whole = _techniques_of(shown.steps), _techniques_of(own)
    left_out = shown.suggestion.left_out if shown.suggestion is not None else ()
    if held and any(key not in held for key in whole if key not in left_out):
        return (phrase("plan_became", routine=name, techniques=_named(held)),)
    added = [key for key in held if key not in whole]
    if added:
        return (phrase("plan_grew", routine=name, techniques=_named(added)),)
    is_less = seconds < sum(step.seconds for step in own)
    return (phrase("plan_less_time" if is_less else "plan_more_time", routine=name),)


def _techniques_of(steps: tuple[Step, ...]) -> list[TechniqueKey]:
    return [step.technique for step in steps if step.technique is not None]


def _named(keys: list[TechniqueKey]) -> Phrase:
    return listed([technique_name(key) for key in keys])
