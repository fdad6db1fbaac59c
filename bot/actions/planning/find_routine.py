"""Finding a routine by its key: one of the catalogue's, or one of the chat's own. The one place that does."""

from __future__ import annotations

from bot.domain.catalogue import Routine, RoutineKey
from bot.domain.ids import ChatId, OwnId
from bot.domain.message import Phrase
from bot.domain.own import NameFault, OwnRoutine, as_routine, own_id, read_name
from bot.ports import Work
from bot.screens.names import routine_name


def find_routine(work: Work, chat: ChatId, key: RoutineKey) -> Routine | None:
    """Return the routine that `chat` can begin under `key`, or None."""
    number = own_id(key)
    if number is None:
        return work.catalogue.routines.get(key)
    own = find_own(work, chat, number)
    return as_routine(own, work.catalogue.techniques) if own else None


def find_own(work: Work, chat: ChatId, number: OwnId) -> OwnRoutine | None:
    """Return the chat's own routine, or None if it is deleted or belongs to another chat."""
    own = work.own.get(number)
    return own if own is not None and own.chat == chat and not own.is_deleted else None


def name_of_routine(work: Work, chat: ChatId, key: RoutineKey) -> Phrase:
    """Return the name of the routine of a session of `chat`, also of one that was deleted since."""
    number = own_id(key)
    own = work.own.get(number) if number is not None else None
    return routine_name(key, own.name if own is not None and own.chat == chat else None)


def own_named(work: Work, chat: ChatId, name: str) -> OwnRoutine | None:
    """Return the chat's own routine that is called `name`, in small or capital letters, or None."""
    wanted = read_name(name)
    if isinstance(wanted, NameFault):
        return None
    folded = wanted.casefold()
    return next((own for own in work.own.of(chat) if own.name.casefold() == folded), None)
