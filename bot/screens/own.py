"""Screens of the routines that a person built: the list, one routine, and the link for a friend."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.catalogue import Audience, Routine
from bot.domain.cleaning import shown
from bot.domain.message import (
    Button,
    Length,
    Lines,
    Message,
    Phrase,
    Rows,
    Said,
    Style,
    apart,
    message,
    phrase,
)
from bot.domain.own import Draft, OwnRoutine
from bot.domain.plan import Wanted
from bot.screens import presses
from bot.screens.builder import id_of, title_of
from bot.screens.buttons import MY_ROUTINES, ROUTINES, button, in_rows
from bot.screens.names import step_line

LABEL = 17  # characters that fit where two buttons share a row
MOST_LISTED = 6  # with more lines and buttons the list would be higher than a phone


def mine(
    routines: Sequence[tuple[OwnRoutine, Routine]], draft: Draft | None, edited: OwnRoutine | None = None
) -> Message:
    """Answer `/my_routines`. `draft`: steps that are not saved; `edited`: the routine that it changes."""
    said = _list(routines)
    names = [
        button(phrase("format.verbatim", text=_cut(own.name)), presses.ShowOwn(own.id)) for own, _ in routines
    ]
    if draft is None:
        new = button("new_routine", presses.BuildNew(), Style.primary)
        last = (new,) if names else (new, ROUTINES)
        return message(said, buttons=(*in_rows(names, 2), last))
    go_on = button("go_on_building", presses.Build(id_of(edited)), Style.primary)
    new = (
        button("new_routine", presses.BuildNew()) if edited else button("start_afresh", presses.BuildAfresh())
    )
    waiting = phrase("mine_unsaved", name=title_of(edited))
    return message(*apart(said, waiting), buttons=(*in_rows(names, 2), (go_on, new)))


def is_full() -> Message:
    """Say that a chat has as many routines as it may have."""
    return message(phrase("e_twenty"), buttons=_to_list())


def is_full_for(sent: OwnRoutine) -> Message:
    """Say that a chat has as many routines as it may have; the copy can be kept later."""
    return message(phrase("e_twenty"), buttons=(*_to_list(), *_copy_buttons(sent, ())))


def is_private(bot: str, start: str) -> Message:
    """Say in a group that own routines are for the private chat; the link there sends `start`."""
    said = phrase("e_own_private", bot=bot, start=start) if bot else phrase("e_own_private_plain")
    return message(said, buttons=((ROUTINES,),))


def not_renamed(own: OwnRoutine) -> Message:
    """Say that a routine was not renamed."""
    return message(phrase("not_renamed", name=Said(own.name)), buttons=_own_buttons(own))


def saved(own: OwnRoutine) -> Message:
    """Confirm that a new routine is saved."""
    return message(phrase("saved", name=Said(own.name)), buttons=_own_buttons(own))


def renamed(own: OwnRoutine) -> Message:
    """Confirm that a routine is renamed."""
    return message(phrase("renamed", name=Said(own.name)), buttons=_own_buttons(own))


def one(own: OwnRoutine, routine: Routine) -> Message:
    """Show a routine: its steps, and buttons for all that can be done with it."""
    return message(_plan(own, routine), buttons=_own_buttons(own))


def edited(own: OwnRoutine, routine: Routine) -> Message:
    """Confirm that a routine has new steps."""
    said = phrase("edited_shared" if own.token else "edited", name=Said(own.name))
    return message(*apart(said, _plan(own, routine)), buttons=_own_buttons(own))


def own_link(own: OwnRoutine, routine: Routine) -> Message:
    """Say to a person that they opened their own link."""
    return message(*apart(phrase("own_link"), _plan(own, routine)), buttons=_own_buttons(own))


def share(own: OwnRoutine, bot: str, token: str) -> Message:
    """Show the link for a friend."""
    return message(
        phrase("share", name=Said(own.name), bot=bot, token=token),
        buttons=((button("back_to_it", presses.ShowOwn(own.id)), MY_ROUTINES),),
    )


def ask_to_delete(own: OwnRoutine) -> Message:
    """Ask whether to delete a routine."""
    return message(
        phrase("own_delete", name=Said(own.name)),
        buttons=(
            (
                button("delete", presses.DeleteOwn(own.id), Style.danger),
                button("keep_it", presses.ShowOwn(own.id)),
            ),
        ),
    )


def deleted(own: OwnRoutine) -> Message:
    """Confirm that a routine is deleted."""
    return message(phrase("own_deleted", name=Said(own.name)), buttons=_to_list())


def gone() -> Message:
    """Say that a routine does not exist (any more)."""
    return message(phrase("own_gone"), buttons=((ROUTINES, MY_ROUTINES),))


def shared(own: OwnRoutine, routine: Routine) -> Message:
    """Show the routine that a friend has shared."""
    return message(
        phrase("shared", sender=Said(own.sender or ""), name=Said(own.name), length=_length(routine)),
        buttons=_copy_buttons(own, (button("look_first", presses.LookAtCopy(own.token or "")),)),
    )


def look(own: OwnRoutine, routine: Routine) -> Message:
    """Show the steps of a friend's routine."""
    return message(_plan(own, routine), buttons=_copy_buttons(own, ()))


def copied(own: OwnRoutine, routine: Routine) -> Message:
    """Confirm that a copy is kept, and show its steps."""
    return message(*apart(phrase("copied"), _plan(own, routine)), buttons=_own_buttons(own))


def declined() -> Message:
    """Confirm that no copy is kept."""
    return message(phrase("no_copy"), buttons=((ROUTINES, MY_ROUTINES),))


def dead_link() -> Message:
    """Say that a link is wrong, or that its routine is deleted."""
    return message(phrase("e_link"), buttons=((ROUTINES, MY_ROUTINES),))


def _list(routines: Sequence[tuple[OwnRoutine, Routine]]) -> Phrase:
    """Return the list of routines. If there are many, their names stand on the buttons only."""
    if not routines:
        return phrase("mine_none")
    if len(routines) > MOST_LISTED:
        return phrase("mine_many", n=len(routines))
    lines = tuple(
        phrase("mine_line", i=number, name=Said(own.name), length=_length(routine))
        for number, (own, routine) in enumerate(routines, 1)
    )
    return phrase("mine", n=len(routines), list=Lines(lines))


def _plan(own: OwnRoutine, routine: Routine) -> Phrase:
    return phrase(
        "plan",
        routine=phrase("format.verbatim", text=Said(own.name)),
        length=_length(routine),
        audience=phrase(f"audience.{Audience.partner}"),
        steps=Lines(tuple(step_line(step) for step in routine.plans[Audience.partner])),
    )


def _own_buttons(own: OwnRoutine) -> Rows:
    wanted = Wanted(own.key, Audience.partner)
    audio = button("audio", presses.Listen(wanted))
    return (
        (button("start", presses.Begin(wanted), Style.primary), audio),
        (
            button("edit", presses.EditOwn(own.id)),
            button("rename", presses.AskNewName(own.id)),
            button("share", presses.ShareOwn(own.id)),
        ),
        (MY_ROUTINES, button("delete", presses.AskToDeleteOwn(own.id), Style.danger)),
    )


def _copy_buttons(own: OwnRoutine, more: tuple[Button, ...]) -> Rows:
    take = button("keep_a_copy", presses.KeepCopy(own.token or ""), Style.primary)
    return ((take,), (*more, button("no_thanks", presses.LeaveCopy())))


def _to_list() -> Rows:
    return ((MY_ROUTINES,),)


def _length(routine: Routine) -> Length:
    return Length(sum(step.seconds for step in routine.plans[Audience.partner]))


def _cut(name: str) -> Said:
    clean = shown(name)
    return Said(clean if len(clean) <= LABEL else clean[: LABEL - 1].rstrip() + "…")
