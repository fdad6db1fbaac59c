"""Finds a routine by its key, in the content or among the chat's own routines. No other code does."""

from __future__ import annotations

from bot.actions.scene import Visit
from bot.domain.catalogue import Routine, RoutineKey
from bot.domain.ids import OwnId
from bot.domain.message import Phrase
from bot.domain.own import NameFault, OwnRoutine, as_routine, own_id, read_name
from bot.domain.trial import tried
from bot.screens.names import routine_name


def find_routine(visit: Visit, key: RoutineKey) -> Routine | None:
    """Return the routine that the chat can begin under `key`, or None."""
    number = own_id(key)
    if number is None:
        technique = tried(key)
        return visit.texts.trials.get(technique) if technique else visit.texts.routines.get(key)
    own = find_own(visit, number)
    return as_routine(own, visit.texts.techniques) if own else None


def find_own(visit: Visit, number: OwnId) -> OwnRoutine | None:
    """Return the chat's own routine, or None if it is deleted or belongs to another chat."""
    own = visit.own.get(number)
    return own if own is not None and own.chat == visit.chat_id and not own.is_deleted else None


def name_of_routine(visit: Visit, key: RoutineKey) -> Phrase:
    """Return the name of a routine that the chat has played, even if the routine was deleted later."""
    number = own_id(key)
    own = visit.own.get(number) if number is not None else None
    return routine_name(key, own.name if own is not None and own.chat == visit.chat_id else None)


def own_named(visit: Visit, name: str) -> OwnRoutine | None:
    """Return the chat's own routine with this `name`, in small or capital letters, or None."""
    wanted = read_name(name)
    if isinstance(wanted, NameFault):
        return None
    folded = wanted.casefold()
    return next((own for own in visit.own.of(visit.chat_id) if own.name.casefold() == folded), None)
