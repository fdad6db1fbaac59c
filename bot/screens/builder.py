"""Building a routine: what it is so far, the order, the times, and its name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.catalogue import Step, TechniqueKey
from bot.domain.message import (
    Button,
    Lines,
    Message,
    Phrase,
    Rows,
    Style,
    Timer,
    apart,
    button,
    message,
    phrase,
)
from bot.domain.own import OwnRoutine
from bot.screens.names import technique_name
from bot.screens.techniques import in_rows

DIGITS = 5  # numbers in a row
ADDABLE = ("kneading", "pushing", "pinching", "tapping", "rolling")


def unsaved(edited: OwnRoutine | None, then: str) -> Message:
    """What is built is not saved yet, and something else is wanted; `then`: the button that lets it go."""
    return message(
        phrase("unsaved", name=title_of(edited)),
        buttons=(
            (button("go_on_building", f"{verb_of(edited)}:build", Style.primary),),
            (button("let_it_go", then, Style.danger),),
        ),
    )


def builder(steps: Sequence[Step], edited: OwnRoutine | None = None) -> Message:
    """What is being built; `steps` has settle and finish around it. `edited`: what it is a copy of."""
    verb = verb_of(edited)
    last = (
        button("save", f"{verb}:save", Style.primary)
        if edited
        else button("name_it", f"{verb}:name", Style.primary)
    )
    leave = button("keep_as_it_was", f"{verb}:leave") if edited else button("my_routines", "own:list")
    return message(
        *apart(_draft(steps, edited), phrase("builder_add")),
        buttons=(
            *_adding(verb),
            (button("order", f"{verb}:order:0"), button("times", f"{verb}:times:0"), last),
            (leave,),
        ),
    )


def order(steps: Sequence[Step], at: int, edited: OwnRoutine | None = None) -> Message:
    """Move the piece at `at` up or down, take it out, or choose another."""
    hint = phrase("builder_order")
    return _mode(steps, at, "order", ("up", "down", "remove"), hint, edited)


def times(steps: Sequence[Step], at: int, edited: OwnRoutine | None = None) -> Message:
    """Make the piece at `at` shorter or longer, or choose another."""
    return _mode(steps, at, "times", ("shorter", "longer"), phrase("builder_times"), edited)


def built(steps: Sequence[Step]) -> Message:
    """The builder's message once a name is asked for: it has no buttons any more."""
    return message(_draft(steps, None))


def ask_name(wrong: Phrase | None = None) -> Message:
    """A name for it? `wrong`: what was wrong with the last one."""
    free = wrong.args.get("suggestion") if wrong is not None else None
    example = phrase("format.verbatim", text=free) if free else phrase("builder_name_example")
    return message(wrong or phrase("builder_name"), question=example)


def not_named() -> Message:
    """No name after all; the steps are kept."""
    return message(
        phrase("not_named"),
        buttons=(
            (button("go_on_building", "own:build", Style.primary),),
            (button("name_it", "own:name"), button("my_routines", "own:list")),
        ),
    )


def time_limits(technique: TechniqueKey, least: int, most: int) -> Phrase:
    """Return why a step gets no shorter or longer."""
    return phrase("e_step_time", technique=technique_name(technique), least=Timer(least), most=Timer(most))


def verb_of(edited: OwnRoutine | None) -> str:
    """Return how the data of a builder's buttons begins: it names the draft that they belong to."""
    return f"edit:{edited.id}" if edited else "own"


def title_of(edited: OwnRoutine | None) -> Phrase:
    """Return what stands over a draft: the name of the routine that it is a copy of."""
    return phrase("format.verbatim", text=edited.name) if edited else phrase("new_routine")


def step_line(step: Step) -> Phrase:
    """Return a step's line: its name and its time."""
    id = "plan_line_sides" if step.sides > 1 else "plan_line"
    return phrase(id, name=Phrase(step.name), time=Timer(step.seconds))


def _draft(steps: Sequence[Step], edited: OwnRoutine | None, chosen: int | None = None) -> Phrase:
    lines = tuple(
        phrase("builder_line_chosen" if number == chosen else "builder_line", i=number, step=step_line(step))
        for number, step in enumerate(steps, 1)
    )
    return phrase(
        "builder",
        name=title_of(edited),
        total=Timer(sum(step.seconds for step in steps)),
        n=len(steps),
        steps=Lines(lines),
    )


def _adding(verb: str) -> Rows:
    """Return the rows that add a technique or take the last change back."""
    adds = [button(f"add_{technique}", f"{verb}:add:{technique}") for technique in ADDABLE]
    return in_rows((*adds, button("undo", f"{verb}:undo")), 3)


def _mode(
    steps: Sequence[Step],
    at: int,
    mode: str,
    changes: Sequence[str],
    hint: Phrase,
    edited: OwnRoutine | None,
) -> Message:
    verb = verb_of(edited)
    # The first piece is the second step: settle comes before it.
    numbers = [
        Button(
            phrase("format.verbatim", text=str(piece + 2)),
            f"{verb}:{mode}:{piece}",
            Style.primary if piece == at else Style.plain,
        )
        for piece in range(len(steps) - 2)
    ]
    return message(
        *apart(_draft(steps, edited, chosen=at + 2), hint),
        buttons=(
            *in_rows(numbers, DIGITS),
            tuple(button(change, f"{verb}:{change}:{at}") for change in changes),
            (button("done", f"{verb}:build"),),
        ),
    )
