"""Screens before a session: the plan, and the choice of its length, its pace and its cues."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import pictures
from bot.domain.catalogue import Audience, TechniqueKey
from bot.domain.message import GAP, Button, Message, Phrase, Rows, Style, either, message, phrase
from bot.domain.plan import Choice, Cues, Pace, Wanted, nearest_length
from bot.screens import presses
from bot.screens.buttons import ALL_FIVE, ROUTINES, button, in_rows
from bot.screens.names import routine_name
from bot.screens.plan_lines import Shown, plan_lines

IN_A_ROW = 3
CUES = (Cues.half, Cues.ten, Cues.side, Cues.sound)


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
    return message(*plan_lines(shown), buttons=(first, _choices(choice), last))


def choose_length(shown: Shown, lengths: tuple[int, ...]) -> Message:
    """Show the plan with a button for each of `lengths`, in minutes."""
    rows = _lengths(shown.choice, lengths, round(sum(step.seconds for step in shown.steps) / 60))
    return message(*plan_lines(shown), buttons=(_start(shown.choice), *rows, _close(shown.choice)))


def choose_pace(shown: Shown) -> Message:
    """Show the plan with a button for each pace."""
    choice = shown.choice
    row = tuple(
        _option(
            phrase(f"button.{pace}"), presses.ShowPlan(replace(choice.wanted, pace=pace)), pace is choice.pace
        )
        for pace in Pace
    )
    words = (*plan_lines(shown), GAP, phrase("pace_about"))
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
    words = (*plan_lines(shown), GAP, phrase("cues_about"))
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
    head, *more = plan_lines(shown)
    shows = phrase(f"alt.{done.prompt}")  # the plan says nothing about the movement that its picture shows
    buttons = ((start, audio), (turn, ALL_FIVE))
    return message(head, shows, *more, buttons=buttons, medium=pictures.of_step(done))


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
