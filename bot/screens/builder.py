"""Building a routine: what it is so far, the order, the times, and its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.catalogue import Step, TechniqueKey
from bot.domain.ids import OwnId
from bot.domain.message import Lines, Message, Phrase, Rows, Style, Timer, apart, message, phrase
from bot.domain.own import OwnRoutine
from bot.screens import presses
from bot.screens.buttons import MY_ROUTINES, button, in_rows
from bot.screens.names import step_line, technique_name
from bot.screens.presses import Change

DIGITS = 5  # numbers in a row
ADDABLE = ("kneading", "pushing", "pinching", "tapping", "rolling")


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to change pieces: how a piece is chosen, what can be done with it, and the hint."""

    choosing: Change
    changes: tuple[Change, ...]
    hint: Phrase


def unsaved(edited: OwnRoutine | None, then: presses.BuildAfresh | presses.EditAfresh) -> Message:
    """What is built is not saved yet, and something else is wanted; `then` lets it go."""
    return message(
        phrase("unsaved", name=title_of(edited)),
        buttons=(
            (button("go_on_building", presses.Build(id_of(edited)), Style.primary),),
            (button("let_it_go", then, Style.danger),),
        ),
    )


def builder(steps: Sequence[Step], edited: OwnRoutine | None = None) -> Message:
    """What is being built; `steps` has settle and finish around it. `edited`: what it is a copy of."""
    of = id_of(edited)
    if edited is None:
        last = button("name_it", presses.AskName(), Style.primary)
        leave = MY_ROUTINES
    else:
        last = button("save", presses.SaveEdit(edited.id), Style.primary)
        leave = button("keep_as_it_was", presses.LeaveEdit(edited.id))
    order_it = button("order", presses.ChangePiece(of, Change.order, 0))
    time_it = button("times", presses.ChangePiece(of, Change.times, 0))
    return message(
        *apart(_draft(steps, edited), phrase("builder_add")),
        buttons=(*_adding(of), (order_it, time_it, last), (leave,)),
    )


def order(steps: Sequence[Step], at: int, edited: OwnRoutine | None = None) -> Message:
    """Move the piece at `at` up or down, take it out, or choose another."""
    hint = phrase("builder_order")
    return _mode(steps, at, edited, Mode(Change.order, (Change.up, Change.down, Change.remove), hint))


def times(steps: Sequence[Step], at: int, edited: OwnRoutine | None = None) -> Message:
    """Make the piece at `at` shorter or longer, or choose another."""
    hint = phrase("builder_times")
    return _mode(steps, at, edited, Mode(Change.times, (Change.shorter, Change.longer), hint))


def built(steps: Sequence[Step]) -> Message:
    """The builder's message once a name is asked for: it has no buttons any more."""
    return message(_draft(steps, None))


def ask_name(wrong: Phrase | None = None) -> Message:
    """A name for it? `wrong`: what was wrong with the last one."""
    free = wrong.args.get("suggestion") if wrong is not None else None
    return message(wrong or phrase("builder_name"), question=str(free or "Sunday evening"))


def not_named() -> Message:
    """No name after all; the steps are kept."""
    return message(
        phrase("not_named"),
        buttons=(
            (button("go_on_building", presses.Build(None), Style.primary),),
            (button("name_it", presses.AskName()), MY_ROUTINES),
        ),
    )


def time_limits(technique: TechniqueKey, least: int, most: int) -> Phrase:
    """Return why a step gets no shorter or longer."""
    return phrase("e_step_time", technique=technique_name(technique), least=Timer(least), most=Timer(most))


def id_of(edited: OwnRoutine | None) -> OwnId | None:
    """Return the id of the routine that a draft is a copy of, as the builder's buttons carry it."""
    return edited.id if edited else None


def title_of(edited: OwnRoutine | None) -> Phrase:
    """Return what stands over a draft: the name of the routine that it is a copy of."""
    return phrase("format.verbatim", text=edited.name) if edited else phrase("new_routine")


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


def _adding(of: OwnId | None) -> Rows:
    """Return the rows that add a technique or take the last change back."""
    adds = [button(f"add_{each}", presses.AddTechnique(of, TechniqueKey(each))) for each in ADDABLE]
    return in_rows((*adds, button("undo", presses.UndoChange(of))), 3)


def _mode(steps: Sequence[Step], at: int, edited: OwnRoutine | None, mode: Mode) -> Message:
    of = id_of(edited)
    # The first piece is the second step: settle comes before it.
    numbers = [
        button(
            phrase("format.verbatim", text=str(piece + 2)),
            presses.ChangePiece(of, mode.choosing, piece),
            Style.primary if piece == at else Style.plain,
        )
        for piece in range(len(steps) - 2)
    ]
    return message(
        *apart(_draft(steps, edited, chosen=at + 2), mode.hint),
        buttons=(
            *in_rows(numbers, DIGITS),
            tuple(button(change, presses.ChangePiece(of, change, at)) for change in mode.changes),
            (button("done", presses.Build(of)),),
        ),
    )
