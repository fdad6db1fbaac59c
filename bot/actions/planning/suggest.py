"""Choosing what comes next: a tip not seen for longest, a routine to suggest."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.actions.planning.find_routine import find_routine
from bot.actions.planning.likings import likings_of, unwanted
from bot.actions.scene import Visit
from bot.domain.catalogue import Audience, Routine, RoutineKey, Technique, TechniqueKey
from bot.domain.own import own_id
from bot.domain.plan import Choice
from bot.domain.suggestion import Suggestion, suggest, suit
from bot.ports import Chat

SUGGESTED = RoutineKey("quick")


def suggested(visit: Visit, chat: Chat, minutes: int | None = None) -> Suggestion | None:
    """Return what to suggest: the last routine, as long as last time, else Quick with a partner.

    It goes by what more or less was asked of; None if less was asked of every technique. With `minutes` it
    is never a routine of one's own, which has just one length; what cannot fill them is suggested in others.
    """
    routine = find_routine(visit, chat.last_routine or SUGGESTED)
    if routine is None or (minutes is not None and routine.title is not None):
        routine = visit.texts.routines[SUGGESTED]
    audience = chat.last_audience or Audience.partner
    fitting = audience if audience in routine.plans else next(iter(routine.plans))
    if minutes is None:
        minutes = last_minutes(chat, routine.key, fitting) or routine.minutes
    return suggest(routine, fitting, minutes, *known(visit), likings_of(visit))


def suit_choice(visit: Visit, routine: Routine, choice: Choice) -> Suggestion | None:
    """Return what was chosen as the chat's likings want it; None if no technique of it stays."""
    return suit(routine, choice.audience, choice.minutes, *known(visit), likings_of(visit))


def known(visit: Visit) -> tuple[Collection[Routine], Mapping[TechniqueKey, Technique]]:
    """Return what every plan is made from."""
    return visit.texts.routines.values(), visit.texts.techniques


def last_minutes(chat: Chat, routine: RoutineKey, audience: Audience) -> int | None:
    """Return how long this routine was chosen to be last time; None if something else came last.

    Of a routine that a person built None too: it has just one length, which they may have changed since.
    """
    is_same = (chat.last_routine, chat.last_audience) == (routine, audience) and own_id(routine) is None
    return chat.last_minutes if is_same else None


def offers_quick(visit: Visit) -> bool:
    """May Quick be offered just so: is there nothing in it that the chat asked less of?"""
    plans = visit.texts.routines[SUGGESTED].plans.values()
    return not unwanted(visit) & {step.technique for plan in plans for step in plan}
