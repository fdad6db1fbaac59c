"""Screens of the builder, in which a person builds a routine: the draft, the order, times, and the name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.catalogue import Step, TechniqueKey
from bot.domain.ids import OwnId
from bot.domain.message import Lines, Message, Phrase, Rows, Said, Style, Timer, apart, message, phrase
from bot.domain.own import OwnRoutine
from bot.screens import presses
from bot.screens.buttons import MY_ROUTINES, button, in_rows
from bot.screens.names import step_line, technique_name
from bot.screens.presses import Change

DIGITS = 7  # number buttons in a row


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to change pieces: the press that chooses a piece, the changes of it, and the hint."""

    choosing: Change
    changes: tuple[Change, ...]
    hint: Phrase


def unsaved(edited: OwnRoutine | None, then: presses.BuildAfresh | presses.EditAfresh) -> Message:
    """Ask whether an unsaved draft may be dropped; `then` is the press that drops it."""
    return message(
        phrase("unsaved", name=title_of(edited)),
        buttons=(
            (button("go_on_building", presses.Build(id_of(edited)), Style.primary),),
            (button("let_it_go", then, Style.danger),),
        ),
    )


def builder(
    steps: Sequence[Step], edited: OwnRoutine | None = None, *, techniques: Iterable[TechniqueKey]
) -> Message:
    """Show the draft, with a button to add each of `techniques`.

    `steps` includes settle and finish; `edited` is the routine that the draft changes.
    """
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
        buttons=(*_adding(of, techniques), (order_it, time_it, last), (leave,)),
    )


def order(steps: Sequence[Step], at: int, edited: OwnRoutine | None = None) -> Message:
    """Show the draft with buttons to move or remove the piece at `at`, and to choose another piece."""
    hint = phrase("builder_order")
    return _mode(steps, at, edited, Mode(Change.order, (Change.up, Change.down, Change.remove), hint))


def times(steps: Sequence[Step], at: int, edited: OwnRoutine | None = None) -> Message:
    """Show the draft with buttons to shorten or lengthen the piece at `at`, and to choose another piece."""
    hint = phrase("builder_times")
    return _mode(steps, at, edited, Mode(Change.times, (Change.shorter, Change.longer), hint))


def built(steps: Sequence[Step]) -> Message:
    """Show the draft without buttons, while its name is asked for."""
    return message(_draft(steps, None))


def ask_name(wrong: Phrase | None = None) -> Message:
    """Ask for a name; `wrong` says why the last one was refused."""
    free = wrong.args.get("suggestion") if wrong is not None else None
    example = phrase("format.verbatim", text=free) if free else phrase("builder_name_example")
    return message(wrong or phrase("builder_name"), question=example)


def not_named() -> Message:
    """Say that the draft was not named and that its steps are kept."""
    return message(
        phrase("not_named"),
        buttons=(
            (button("go_on_building", presses.Build(None), Style.primary),),
            (button("name_it", presses.AskName()), MY_ROUTINES),
        ),
    )


def time_limits(technique: TechniqueKey, least: int, most: int) -> Phrase:
    """Return the phrase that names the shortest and the longest time of a technique, in seconds."""
    return phrase("e_step_time", technique=technique_name(technique), least=Timer(least), most=Timer(most))


def id_of(edited: OwnRoutine | None) -> OwnId | None:
    """Return the id of the routine that a draft changes; None: the draft is a new routine."""
    return edited.id if edited else None


def title_of(edited: OwnRoutine | None) -> Phrase:
    """Return the title of a draft: the name of the routine that it changes, or words for a new one."""
    return phrase("format.verbatim", text=Said(edited.name)) if edited else phrase("new_routine")


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


def _adding(of: OwnId | None, techniques: Iterable[TechniqueKey]) -> Rows:
    """Return the rows of buttons that add a technique or undo the last change."""
    adds = [button(f"add_{each}", presses.AddTechnique(of, each)) for each in techniques]
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
