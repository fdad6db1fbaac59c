"""Choosing what comes next: a tip not seen for longest, a routine to suggest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from hashlib import blake2b

from bot.actions.find_routine import find_routine
from bot.domain.catalogue import Audience, Routine, RoutineKey, Technique, TechniqueKey, Tip
from bot.domain.ids import ChatId
from bot.domain.liking import Liking, disliked
from bot.domain.own import own_id
from bot.domain.plan import Choice
from bot.domain.suggestion import Suggestion, suggest, suit
from bot.ports import Chat, Work

NEVER = datetime.min.replace(tzinfo=UTC)
SUGGESTED = RoutineKey("quick")


def next_tip(work: Work, chat: ChatId, now: datetime) -> Tip:
    """Return the tip that the chat has not seen for longest, and note that it is shown."""
    return _next(work, chat, now, tuple(work.catalogue.tips.values()))


def next_exercise(work: Work, chat: ChatId, now: datetime) -> Tip:
    """Return the exercise that the chat has not seen for longest, and note that it is shown."""
    return _next(work, chat, now, _of_kind(work, "exercise"))


def next_posture(work: Work, chat: ChatId, now: datetime) -> Tip:
    """Return the posture tip that the chat has not seen for longest, and note that it is shown."""
    return _next(work, chat, now, _of_kind(work, "posture"))


def suggested(work: Work, chat: Chat, minutes: int | None = None) -> Suggestion | None:
    """Return what to suggest: the last routine, as long as last time, else Quick with a partner.

    It goes by what more or less was asked of; None if less was asked of every technique. With `minutes` it
    is never a routine of one's own, which has just one length; what cannot fill them is suggested in others.
    """
    routine = find_routine(work, chat.id, chat.last_routine or SUGGESTED)
    if routine is None or (minutes is not None and routine.title is not None):
        routine = work.catalogue.routines[SUGGESTED]
    audience = chat.last_audience or Audience.partner
    fitting = audience if audience in routine.plans else next(iter(routine.plans))
    if minutes is None:
        minutes = last_minutes(chat, routine.key, fitting) or routine.minutes
    return suggest(routine, fitting, minutes, *known(work), likings_of(work, chat.id))


def suit_choice(work: Work, chat: ChatId, routine: Routine, choice: Choice) -> Suggestion | None:
    """Return what was chosen as the chat's likings want it; None if no technique of it stays."""
    return suit(routine, choice.audience, choice.minutes, *known(work), likings_of(work, chat))


def known(work: Work) -> tuple[Collection[Routine], Mapping[TechniqueKey, Technique]]:
    """Return what every plan is made from."""
    return work.catalogue.routines.values(), work.catalogue.techniques


def last_minutes(chat: Chat, routine: RoutineKey, audience: Audience) -> int | None:
    """Return how long this routine was chosen to be last time; None if something else came last.

    Of a routine that a person built None too: it has just one length, which they may have changed since.
    """
    is_same = (chat.last_routine, chat.last_audience) == (routine, audience) and own_id(routine) is None
    return chat.last_minutes if is_same else None


def offers_quick(work: Work, chat: ChatId) -> bool:
    """May Quick be offered just so: is there nothing in it that the chat asked less of?"""
    plans = work.catalogue.routines[SUGGESTED].plans.values()
    return not unwanted(work, chat) & {step.technique for plan in plans for step in plan}


def likings_of(work: Work, chat: ChatId) -> Mapping[TechniqueKey, Liking]:
    """Return what more or less was asked of, of the techniques that there still are, in the seed's order."""
    stored = work.likings.of(chat)
    return {key: stored[key] for key in work.catalogue.techniques if key in stored}


def unwanted(work: Work, chat: ChatId) -> frozenset[TechniqueKey]:
    """Return the techniques that the chat asked less of."""
    return disliked(likings_of(work, chat))


def left_out(work: Work, chat: ChatId) -> tuple[TechniqueKey, ...]:
    """Return the same in the seed's order, to be named."""
    without = unwanted(work, chat)
    return tuple(key for key in work.catalogue.techniques if key in without)


def _of_kind(work: Work, kind: str) -> tuple[Tip, ...]:
    return tuple(tip for tip in work.catalogue.tips.values() if tip.kind == kind)


def _next(work: Work, chat: ChatId, now: datetime, tips: tuple[Tip, ...]) -> Tip:
    seen = work.tips.seen(chat)
    # Every chat has an order of its own, and keeps it; no dice are needed.
    tip = min(tips, key=lambda tip: (seen.get(tip.key, NEVER), _order(chat, tip)))
    work.tips.show(chat, tip.key, now)
    return tip


def _order(chat: ChatId, tip: Tip) -> bytes:
    return blake2b(f"{chat}:{tip.key}".encode(), digest_size=8).digest()
