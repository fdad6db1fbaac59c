"""Screens of the techniques and routines: the lists, the card of each technique, and why it works."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain import pictures
from bot.domain.catalogue import Routine, TechniqueKey
from bot.domain.message import GAP, Lines, Message, Phrase, Rows, Said, Style, message, phrase
from bot.screens import presses
from bot.screens.buttons import ALL_FIVE, button, in_rows
from bot.screens.names import CARD_FIELDS, WHY_FIELDS, routine_name, technique_name


def techniques(keys: Iterable[TechniqueKey], *, are_all: bool = True) -> Message:
    """List techniques: all of them, or those that a person may have meant."""
    meant = tuple(keys)
    said = phrase("techs" if are_all else "techs_some", list=_about_techniques(meant))
    return message(said, buttons=_technique_buttons(meant))


def technique(key: TechniqueKey) -> Message:
    """Show the card of a technique."""
    return message(
        _filled("technique_card", key, CARD_FIELDS, shows=phrase(f"alt.step.{key}")),
        buttons=(
            (button("try_it", presses.TryTechnique(key), Style.primary),),
            (button("why_sources", presses.ExplainTechnique(key)), ALL_FIVE),
        ),
        medium=pictures.of_technique(key),
    )


def why(key: TechniqueKey) -> Message:
    """Show what is known about a technique, and the sources."""
    return message(
        _filled("technique_why", key, WHY_FIELDS),
        buttons=((button(technique_name(key), presses.ShowTechnique(key)), ALL_FIVE),),
    )


def unknown_technique(text: str, nearest: TechniqueKey | None, keys: Iterable[TechniqueKey]) -> Message:
    """Say that `text` is no technique, and name the `nearest`; without one, list all."""
    every = tuple(keys)
    if nearest is None:
        unknown, five = phrase("e_technique_plain", text=Said(text)), techniques(every)
        return message(unknown, GAP, *five.parts, buttons=five.buttons)
    said = phrase("e_technique", text=Said(text), nearest=technique_name(nearest))
    return message(said, buttons=_technique_buttons(every))


def pick(routines: Iterable[Routine], *, has_own: bool = False) -> Message:
    """Ask which routine; `has_own`: offer the person's own routines too."""
    offered = tuple(routines)
    buttons = [button(f"routine.{routine.key}", presses.ShowRoutine(routine.key)) for routine in offered]
    if has_own:
        buttons.append(button("my_own", presses.ShowMyRoutines()))
    lines = [_about(routine_name(each.key), phrase(f"routine.{each.key}.line")) for each in offered]
    return message(phrase("pick", list=Lines(tuple(lines))), buttons=in_rows(buttons, 3))


def unknown_routine(text: str, nearest: Routine | None, routines: Iterable[Routine]) -> Message:
    """Say that `text` is no routine, and name the `nearest` if there is one."""
    said = phrase("e_routine_plain", text=Said(text))
    if nearest is not None:
        said = phrase("e_routine", text=Said(text), nearest=routine_name(nearest.key))
    return message(said, buttons=pick(routines).buttons)


def _filled(template: str, key: TechniqueKey, fields: Iterable[str], **more: Phrase) -> Phrase:
    return phrase(template, **{field: phrase(f"technique.{key}.{field}") for field in fields}, **more)


def _technique_buttons(keys: Iterable[TechniqueKey]) -> Rows:
    return in_rows([button(technique_name(key), presses.ShowTechnique(key)) for key in keys], 2)


def _about_techniques(keys: Iterable[TechniqueKey]) -> Lines:
    return Lines(tuple(_about(technique_name(key), phrase(f"technique.{key}.line")) for key in keys))


def _about(name: Phrase, about: Phrase) -> Phrase:
    return phrase("about_line", name=name, about=about)
