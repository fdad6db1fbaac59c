"""What the buttons of own routines do: `own:verb` or `own:verb:argument`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.actions import build_own, copy_own, manage_own, name_own
from bot.domain.catalogue import Catalogue, TechniqueKey
from bot.domain.ids import OwnId
from bot.domain.message import Phrase
from bot.domain.own import own_id
from bot.ports import Asked, Work

Press = Callable[[Work, Asked], Phrase | None]

_TOKEN = re.compile(r"[A-Za-z0-9_-]{10,50}")
_PLACE = re.compile(r"[0-9]{1,2}")

_ALONE: Mapping[str, Press] = {
    "list": manage_own.show_my_routines,
    "new": build_own.build_new,
    "build": build_own.build,
    "undo": build_own.undo,
    "name": name_own.ask_name,
    "leave": copy_own.leave_copy,
}
_ONE: Mapping[str, Callable[[Work, Asked, OwnId], Phrase | None]] = {
    "share": manage_own.share_own,
    "rename": name_own.ask_new_name,
    "delete": manage_own.ask_to_delete_own,
    "erase": manage_own.delete_own,
}
_PIECE: Mapping[str, Callable[[Work, Asked, int], Phrase | None]] = {
    "order": build_own.choose_order,
    "times": build_own.choose_time,
    "up": lambda work, asked, at: build_own.move_piece(work, asked, at, -1),
    "down": lambda work, asked, at: build_own.move_piece(work, asked, at, 1),
    "shorter": lambda work, asked, at: build_own.stretch_piece(work, asked, at, -1),
    "longer": lambda work, asked, at: build_own.stretch_piece(work, asked, at, 1),
}
_LINK: Mapping[str, Callable[[Work, Asked, str], Phrase | None]] = {
    "look": copy_own.look_at_copy,
    "take": copy_own.keep_copy,
}


def read_own(arguments: Sequence[str], catalogue: Catalogue) -> Press:
    """Return what the button does; KeyError, ValueError: it is not ours."""
    if len(arguments) == 1:
        return _ALONE[arguments[0]]
    verb, argument = arguments
    if verb == "add":
        technique = catalogue.techniques[TechniqueKey(argument)]
        return lambda work, asked: build_own.add_technique(work, asked, technique.key)
    if verb in _PIECE:
        at = int(_matching(_PLACE, argument))
        return lambda work, asked: _PIECE[verb](work, asked, at)
    if verb in _LINK:
        token = _matching(_TOKEN, argument)
        return lambda work, asked: _LINK[verb](work, asked, token)
    number = own_id(f"own_{argument}")
    if number is None:
        raise ValueError(argument)
    do = _ONE[verb]
    return lambda work, asked: do(work, asked, number)


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if pattern.fullmatch(text) is None:
        raise ValueError(text)
    return text
