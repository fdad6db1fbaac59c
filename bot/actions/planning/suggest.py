"""Chooses the routine to suggest. It respects the person's likes and dislikes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.actions.planning.find_routine import find_routine
from bot.actions.planning.likings import likings_of, unwanted
from bot.actions.scene import Visit
from bot.domain.catalogue import Audience, Routine, RoutineKey, Technique, TechniqueKey
from bot.domain.own import own_id
from bot.domain.plan import Choice, is_offered
from bot.domain.suggestion import Suggestion, suggest, suit
from bot.ports import Chat


def suggested(visit: Visit, chat: Chat, minutes: int | None = None) -> Suggestion | None:
    """Return what to suggest: the last routine, as long as last time, else the first offer.

    The suggestion respects the person's likes and dislikes; None if the person dislikes every technique.
    With `minutes` it is never an own routine, because an own routine has only one length, and never a routine
    that is not offered in so few minutes. A routine that cannot fill `minutes` is suggested with a length
    that it can fill.
    """
    routine = find_routine(visit, chat.last_routine or visit.texts.offers.first)
    has_other_length = routine is None or (
        minutes is not None and (routine.title is not None or not is_offered(routine, minutes))
    )
    if routine is None or has_other_length:
        routine = visit.texts.routines[visit.texts.offers.first]
    audience = chat.last_audience or Audience.partner
    fitting = audience if audience in routine.plans else next(iter(routine.plans))
    if minutes is None:
        last = last_minutes(chat, routine.key, fitting) or routine.minutes
        # A length that was offered when the last session was played may not be offered any more.
        minutes = last if is_offered(routine, last) else routine.minutes
    return suggest(routine, fitting, minutes, *known(visit), likings_of(visit))


def suit_choice(visit: Visit, routine: Routine, choice: Choice) -> Suggestion | None:
    """Return the choice without disliked techniques; None if no technique is left."""
    return suit(routine, choice.audience, choice.minutes, *known(visit), likings_of(visit))


def known(visit: Visit) -> tuple[Collection[Routine], Mapping[TechniqueKey, Technique]]:
    """Return the routines and techniques of the content, from which every plan is made."""
    return visit.texts.routines.values(), visit.texts.techniques


def last_minutes(chat: Chat, routine: RoutineKey, audience: Audience) -> int | None:
    """Return the minutes of the last session if it was this routine with this audience, else None.

    For an own routine always None: it has only one length, and the person may have changed it since.
    """
    is_same = (chat.last_routine, chat.last_audience) == (routine, audience) and own_id(routine) is None
    return chat.last_minutes if is_same else None


def first_offer(visit: Visit) -> RoutineKey | None:
    """Return the first offer, or None if a technique in it is disliked."""
    first = visit.texts.offers.first
    plans = visit.texts.routines[first].plans.values()
    return None if unwanted(visit) & {step.technique for plan in plans for step in plan} else first
