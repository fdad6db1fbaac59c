"""Screens before a session: the plan, and the choice of its length, its pace and its cues."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain import pictures
from bot.domain.catalogue import Audience, Catalogue, Routine, Step, TechniqueKey
from bot.domain.message import (
    GAP,
    Button,
    Length,
    Lines,
    Message,
    Phrase,
    Rows,
    Style,
    apart,
    either,
    listed,
    message,
    minutes,
    phrase,
)
from bot.domain.plan import Choice, Cues, Pace, Wanted, is_shortened, nearest_length, wanted_seconds
from bot.domain.suggestion import Suggestion
from bot.screens import presses
from bot.screens.after import by_likings
from bot.screens.buttons import ALL_FIVE, ROUTINES, button, in_rows
from bot.screens.names import routine_name, step_line, technique_name

IN_A_ROW = 3
CUES = (Cues.half, Cues.ten, Cues.side, Cues.sound)


@dataclass(frozen=True, slots=True)
class Shown:
    """What these screens show: a choice, its routine and its steps, and the suggestion if there is one."""

    choice: Choice
    routine: Routine
    steps: tuple[Step, ...]
    catalogue: Catalogue
    suggestion: Suggestion | None = None
    wished: int | None = None  # minutes that were asked for, if no plan has them


def plan(shown: Shown) -> Message:
    """Show the plan. The button for the other audience keeps the pace, and the length as far as possible."""
    choice, routine = shown.choice, shown.routine
    others = [
        button(label, presses.ShowPlan(_for(other, shown).wanted))
        for other, label in ((Audience.partner, "with_partner"), (Audience.alone, "on_my_own"))
        if other is not choice.audience and other in routine.plans
    ]
    first = (*_start(choice), button("audio", presses.Listen(choice.wanted)))
    last = (*others, ROUTINES)
    return message(*_words(shown), buttons=(first, _choices(choice), last))


def choose_length(shown: Shown, lengths: tuple[int, ...]) -> Message:
    """Show the plan with a button for each of `lengths`, in minutes."""
    rows = _lengths(shown.choice, lengths, round(sum(step.seconds for step in shown.steps) / 60))
    return message(*_words(shown), buttons=(_start(shown.choice), *rows, _close(shown.choice)))


def choose_pace(shown: Shown) -> Message:
    """Show the plan with a button for each pace."""
    choice = shown.choice
    row = tuple(
        _option(
            phrase(f"button.{pace}"), presses.ShowPlan(replace(choice.wanted, pace=pace)), pace is choice.pace
        )
        for pace in Pace
    )
    words = (*_words(shown), GAP, phrase("pace_about"))
    return message(*words, buttons=(_start(choice), row, _close(choice)))


def choose_cues(shown: Shown, cues: Cues) -> Message:
    """Show the plan with a switch for each cue, and one for their sound; `cues` are switched on."""
    choice = shown.choice
    switches = [
        button(
            f"cue_{cue.name}",
            presses.SwitchCue(choice, cue),
            state=phrase("format.on" if cue in cues else "format.off"),
        )
        for cue in CUES
    ]
    rows = (tuple(switches[:2]), tuple(switches[2:]))
    words = (*_words(shown), GAP, phrase("cues_about"))
    return message(*words, buttons=(_start(choice), *rows, _close(choice)))


def trial(technique: TechniqueKey, shown: Shown) -> Message:
    """Show the trial of a technique. It has one length, and can be turned over to the other audience."""
    choice = shown.choice
    partner = choice.audience is Audience.partner
    other, label = (Audience.alone, "on_my_own") if partner else (Audience.partner, "with_partner")
    wanted = Wanted(choice.routine, choice.audience)
    start = button("start", presses.Begin(wanted), Style.primary)
    audio = button("audio", presses.Listen(wanted))
    turn = button(label, presses.TryTechnique(technique, other))
    done = next(step for step in shown.steps if step.technique == technique)
    return message(*_words(shown), buttons=((start, audio), (turn, ALL_FIVE)), medium=pictures.of_step(done))


def wrong_length(choice: Choice, lengths: tuple[int, ...]) -> Message:
    """Say that a routine cannot have the chosen length, and offer its `lengths` in minutes."""
    said = phrase(
        "e_length_alone" if choice.audience is Audience.alone else "e_length",
        lengths=either(lengths),
        routine=routine_name(choice.routine),
        minutes=lengths[len(lengths) // 2],
    )
    return message(said, buttons=_lengths(choice, lengths, None))


def _for(audience: Audience, shown: Shown) -> Choice:
    known = shown.catalogue.routines.values(), shown.catalogue.techniques
    nearest = nearest_length(shown.routine, audience, shown.choice.minutes, *known)
    return replace(shown.choice, audience=audience, minutes=nearest)


def _words(shown: Shown) -> tuple[Phrase, ...]:
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
        if wanted is None or not is_shortened(step, catalogue.techniques):
            continue
        least, most = map(Length, wanted)
        lines.append(
            phrase(
                "plan_shortened",
                technique=Phrase(step.name),
                limits=phrase("limits", least=least, most=most),
                time=Length(step.seconds - step.walk),
            )
        )
    return tuple(lines)


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


def _start(choice: Choice) -> tuple[Button, ...]:
    return (button("start", presses.Begin(choice.wanted), Style.primary),)


def _choices(choice: Choice) -> tuple[Button, ...]:
    return (
        button("length", presses.ChooseLength(choice)),
        button("pace", presses.ChoosePace(choice)),
        button("cues", presses.ChooseCues(choice)),
    )


def _close(choice: Choice) -> tuple[Button, ...]:
    return (button("close", presses.ShowPlan(choice.wanted)),)


def _lengths(choice: Choice, lengths: tuple[int, ...], current: int | None) -> Rows:
    options = [
        _option(
            phrase("button.length_n", n=each),
            presses.ShowPlan(replace(choice.wanted, minutes=each)),
            each == current,
        )
        for each in lengths
    ]
    return in_rows(options, IN_A_ROW)


def _option(label: Phrase, press: presses.ShowPlan, is_current: bool) -> Button:
    return button(phrase("button.current", label=label) if is_current else label, press)
