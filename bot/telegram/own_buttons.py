"""What the buttons of own routines do: `own:verb[:argument]` or `edit:id[:verb[:argument]]`.

`own` builds something new, `edit` changes the routine with that id; both have the same builder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.actions import build_own, copy_own, edit_own, manage_own, name_own
from bot.actions.scene import Scene
from bot.domain.catalogue import Catalogue, TechniqueKey
from bot.domain.ids import OwnId
from bot.domain.message import Phrase
from bot.domain.own import own_id

Press = Callable[[Scene], Phrase | None]

_TOKEN = re.compile(r"[A-Za-z0-9_-]{10,50}")
_PLACE = re.compile(r"[0-9]{1,2}")

_ALONE: Mapping[str, Press] = {
    "list": manage_own.show_my_routines,
    "new": build_own.build_new,
    "afresh": build_own.build_afresh,
    "name": name_own.ask_name,
    "leave": copy_own.leave_copy,
}
_ONE: Mapping[str, Callable[[Scene, OwnId], Phrase | None]] = {
    "share": manage_own.share_own,
    "rename": name_own.ask_new_name,
    "delete": manage_own.ask_to_delete_own,
    "erase": manage_own.delete_own,
}
_EDITED: Mapping[str, Callable[[Scene, OwnId], Phrase | None]] = {
    "afresh": edit_own.edit_afresh,
    "save": edit_own.save_edit,
    "leave": edit_own.leave_edit,
}
_DRAFT: Mapping[str, Callable[[Scene, OwnId | None], Phrase | None]] = {
    "build": build_own.build,
    "undo": build_own.undo,
}
_PIECE: Mapping[str, Callable[[Scene, OwnId | None, int], Phrase | None]] = {
    "order": build_own.choose_order,
    "times": build_own.choose_time,
    "up": lambda scene, of, at: build_own.move_piece(scene, of, at, -1),
    "down": lambda scene, of, at: build_own.move_piece(scene, of, at, 1),
    "remove": build_own.remove_piece,
    "shorter": lambda scene, of, at: build_own.stretch_piece(scene, of, at, -1),
    "longer": lambda scene, of, at: build_own.stretch_piece(scene, of, at, 1),
}
_LINK: Mapping[str, Callable[[Scene, str], Phrase | None]] = {
    "look": copy_own.look_at_copy,
    "take": copy_own.keep_copy,
}


def read_own(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    """Return what a button with `own` does; KeyError, ValueError: it is not ours."""
    verb, *rest = arguments
    if verb in _ALONE and not rest:
        return _ALONE[verb]
    if verb in _LINK:
        (argument,) = rest
        token = _matching(_TOKEN, argument)
        return lambda scene: _LINK[verb](scene, token)
    if verb in _ONE:
        (argument,) = rest
        number = _id(argument)
        return lambda scene: _ONE[verb](scene, number)
    return _read_builder(None, verb, rest, catalogue)


def read_edit(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    """Return what a button with `edit` does; KeyError, ValueError: it is not ours."""
    number = _id(arguments[0])
    if len(arguments) == 1:
        return lambda scene: edit_own.edit_own(scene, number)
    _, verb, *rest = arguments
    if verb in _EDITED and not rest:
        return lambda scene: _EDITED[verb](scene, number)
    return _read_builder(number, verb, rest, catalogue)


def _read_builder(of: OwnId | None, verb: str, rest: Sequence[str], catalogue: Catalogue) -> Press:
    if not rest:
        show = _DRAFT[verb]
        return lambda scene: show(scene, of)
    (argument,) = rest
    if verb == "add":
        technique = catalogue.techniques[TechniqueKey(argument)]
        return lambda scene: build_own.add_technique(scene, of, technique.key)
    do, at = _PIECE[verb], int(_matching(_PLACE, argument))
    return lambda scene: do(scene, of, at)


def _id(argument: str) -> OwnId:
    number = own_id(f"own_{argument}")
    if number is None:
        raise ValueError(argument)
    return number


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if pattern.fullmatch(text) is None:
        raise ValueError(text)
    return text
