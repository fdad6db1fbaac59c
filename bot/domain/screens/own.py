"""Own routines: the list, the builder, one of them, and what a friend's link shows."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.catalogue import Audience, Routine, Step, TechniqueKey
from bot.domain.message import (
    Button,
    Length,
    Lines,
    Message,
    Phrase,
    Rows,
    Style,
    Timer,
    button,
    message,
    phrase,
)
from bot.domain.own import Draft, OwnRoutine
from bot.domain.screens.names import technique_name
from bot.domain.screens.techniques import in_rows

LABEL = 17  # characters that fit where two buttons share a row
DIGITS = 5  # numbers in a row


def mine(routines: Sequence[tuple[OwnRoutine, Routine]], draft: Draft | None) -> Message:
    """`/my_routines`."""
    lines = tuple(
        phrase("mine_line", i=number, name=own.name, length=_length(routine))
        for number, (own, routine) in enumerate(routines, 1)
    )
    said = phrase("mine", n=len(routines), list=Lines(lines)) if lines else phrase("mine_none")
    names = [Button(phrase("format.verbatim", text=_cut(own.name)), f"plan:{own.key}") for own, _ in routines]
    new = (
        (
            button("go_on_building", "own:build", Style.primary),
            button("start_afresh", "own:new"),
        )
        if draft is not None and draft.pieces
        else (button("new_routine", "own:new", Style.primary),)
    )
    return message(said, buttons=(*in_rows(names, 2), new))


def is_full() -> Message:
    """No more than twenty."""
    return message(phrase("e_twenty"), buttons=_to_list())


def builder(steps: Sequence[Step]) -> Message:
    """What is being built; `steps` has settle and finish around it."""
    return message(
        _draft(steps),
        phrase("builder_add"),
        buttons=(
            (
                button("add_kneading", "own:add:kneading"),
                button("add_pushing", "own:add:pushing"),
                button("add_pinching", "own:add:pinching"),
            ),
            (
                button("add_tapping", "own:add:tapping"),
                button("add_rolling", "own:add:rolling"),
                button("undo", "own:undo"),
            ),
            (
                button("order", "own:order:0"),
                button("times", "own:times:0"),
                button("name_it", "own:name", Style.primary),
            ),
        ),
    )


def order(steps: Sequence[Step], at: int) -> Message:
    """Move the piece at `at` up or down, or choose another."""
    return _mode(steps, at, "order", "up", "down", phrase("builder_order"))


def times(steps: Sequence[Step], at: int) -> Message:
    """Make the piece at `at` shorter or longer, or choose another."""
    return _mode(steps, at, "times", "shorter", "longer", phrase("builder_times"))


def built(steps: Sequence[Step]) -> Message:
    """The builder's message once a name is asked for: it has no buttons any more."""
    return message(_draft(steps))


def ask_name(*wrong: Phrase) -> Message:
    """A name for it? `wrong`: what was wrong with the last one."""
    return message(*(wrong or (phrase("builder_name"),)), question="Sunday evening")


def saved(own: OwnRoutine) -> Message:
    """It has a name now."""
    return message(phrase("saved", name=own.name), buttons=_own_buttons(own))


def renamed(own: OwnRoutine) -> Message:
    """It has another name now."""
    return message(phrase("renamed", name=own.name), buttons=_own_buttons(own))


def one(own: OwnRoutine, routine: Routine) -> Message:
    """One own routine: its steps and all that can be done with it."""
    return message(_plan(own, routine), buttons=_own_buttons(own))


def share(own: OwnRoutine, bot: str, token: str) -> Message:
    """The link for a friend."""
    return message(
        phrase("share", name=own.name, bot=bot, token=token),
        buttons=((button("back_to_it", f"plan:{own.key}"), button("my_routines", "own:list")),),
    )


def ask_to_delete(own: OwnRoutine) -> Message:
    """Delete it? Asked once."""
    return message(
        phrase("own_delete", name=own.name),
        buttons=(
            (button("delete", f"own:erase:{own.id}", Style.danger), button("keep_it", f"plan:{own.key}")),
        ),
    )


def deleted(own: OwnRoutine) -> Message:
    """It is gone."""
    return message(phrase("own_deleted", name=own.name), buttons=_to_list())


def gone() -> Message:
    """A routine that is not here (any more)."""
    return message(
        phrase("own_gone"),
        buttons=((button("routines", "pick"), button("my_routines", "own:list")),),
    )


def shared(own: OwnRoutine, routine: Routine) -> Message:
    """A friend's link."""
    return message(
        phrase("shared", sender=own.sender or "", name=own.name, minutes=routine.minutes),
        buttons=_copy_buttons(own, (button("look_first", f"own:look:{own.token}"),)),
    )


def look(own: OwnRoutine, routine: Routine) -> Message:
    """The steps of a friend's routine."""
    return message(_plan(own, routine), buttons=_copy_buttons(own, ()))


def copied(own: OwnRoutine, routine: Routine) -> Message:
    """The copy is here: its plan."""
    return message(phrase("copied"), _plan(own, routine), buttons=_own_buttons(own))


def declined() -> Message:
    """No copy is kept."""
    return message(phrase("no_copy"))


def dead_link() -> Message:
    """The link was forged, or its routine is deleted."""
    return message(
        phrase("e_link"), buttons=((button("routines", "pick"), button("my_routines", "own:list")),)
    )


def _plan(own: OwnRoutine, routine: Routine) -> Phrase:
    return phrase(
        "plan",
        routine=phrase("format.verbatim", text=own.name),
        length=_length(routine),
        audience=phrase(f"audience.{Audience.partner}"),
        steps=Lines(tuple(_step_line(step) for step in routine.plans[Audience.partner])),
    )


def _draft(steps: Sequence[Step], chosen: int | None = None) -> Phrase:
    lines = tuple(
        phrase("builder_line_chosen" if number == chosen else "builder_line", i=number, step=_step_line(step))
        for number, step in enumerate(steps, 1)
    )
    return phrase(
        "builder",
        name=phrase("new_routine"),
        total=Timer(sum(step.seconds for step in steps)),
        n=len(steps),
        steps=Lines(lines),
    )


def _step_line(step: Step) -> Phrase:
    id = "plan_line_sides" if step.sides > 1 else "plan_line"
    return phrase(id, name=Phrase(step.name), time=Timer(step.seconds))


def _mode(steps: Sequence[Step], at: int, mode: str, less: str, more: str, hint: Phrase) -> Message:
    # The first piece is the second step: settle comes before it.
    numbers = [
        Button(
            phrase("format.verbatim", text=str(piece + 2)),
            f"own:{mode}:{piece}",
            Style.primary if piece == at else Style.plain,
        )
        for piece in range(len(steps) - 2)
    ]
    return message(
        _draft(steps, chosen=at + 2),
        hint,
        buttons=(
            *in_rows(numbers, DIGITS),
            (button(less, f"own:{less}:{at}"), button(more, f"own:{more}:{at}")),
            (button("done", "own:build"),),
        ),
    )


def _own_buttons(own: OwnRoutine) -> Rows:
    return (
        (button("start", f"begin:{own.key}:{Audience.partner}", Style.primary),),
        (button("share", f"own:share:{own.id}"), button("rename", f"own:rename:{own.id}")),
        (button("my_routines", "own:list"), button("delete", f"own:delete:{own.id}", Style.danger)),
    )


def _copy_buttons(own: OwnRoutine, more: tuple[Button, ...]) -> Rows:
    take = button("keep_a_copy", f"own:take:{own.token}", Style.primary)
    return ((take,), (*more, button("no_thanks", "own:leave")))


def _to_list() -> Rows:
    return ((button("my_routines", "own:list"),),)


def _length(routine: Routine) -> Length:
    return Length(sum(step.seconds for step in routine.plans[Audience.partner]))


def _cut(name: str) -> str:
    return name if len(name) <= LABEL else name[: LABEL - 1].rstrip() + "…"


def time_limits(technique: TechniqueKey, least: int, most: int) -> Phrase:
    """Return why a step gets no shorter or longer."""
    return phrase("e_step_time", technique=technique_name(technique), least=Timer(least), most=Timer(most))
