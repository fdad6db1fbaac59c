"""Which tip comes next, and which tips a person wants more or less of."""

from __future__ import annotations

from bot.actions.scene import Visit
from bot.domain.catalogue import PhraseId, Tip, TipKey
from bot.domain.tip_choice import choose_exercise, choose_tip, tags_after


def next_tip(visit: Visit, opener: PhraseId | None = None) -> Tip:
    """Choose a posture tip or an exercise, and note that it is shown. `opener`: of a ring that brings it."""
    return _next(visit, tuple(visit.texts.tips.values()), opener)


def next_exercise(visit: Visit) -> Tip:
    """Choose an exercise, and note that it is shown."""
    return _next(visit, _of_kind(visit, "exercise"))


def next_for_movement(visit: Visit, opener: PhraseId) -> Tip:
    """Choose what a ring with `opener` brings on a day of rest, and note that it is shown.

    It is an exercise, unless all of them were shown lately.
    """
    chat, now = visit.chat_id, visit.now.people
    seen, liked = visit.tips.seen(chat), visit.tags_liked.of(chat)
    every = tuple(visit.texts.tips.values())
    tip = choose_exercise(_of_kind(visit, "exercise"), every, seen, liked, chat, now)
    visit.tips.show(chat, tip.key, now, opener)
    return tip


def next_posture(visit: Visit) -> Tip:
    """Choose a posture tip, and note that it is shown."""
    return _next(visit, _of_kind(visit, "posture"))


def want_more_or_less(visit: Visit, key: TipKey, by: int) -> bool:
    """Note that a person wants more (1) or less (-1) of what is like a tip; False: there is no such tip."""
    tip = visit.texts.tips.get(key)
    if tip is None:
        return False
    liked = visit.tags_liked.of(visit.chat_id)
    visit.tags_liked.put(visit.chat_id, tags_after(liked, tip.tags, by))
    return True


def _of_kind(visit: Visit, kind: str) -> tuple[Tip, ...]:
    return tuple(tip for tip in visit.texts.tips.values() if tip.kind == kind)


def _next(visit: Visit, tips: tuple[Tip, ...], opener: PhraseId | None = None) -> Tip:
    chat, now = visit.chat_id, visit.now.people
    tip = choose_tip(tips, visit.tips.seen(chat), visit.tags_liked.of(chat), chat, now)
    visit.tips.show(chat, tip.key, now, opener)
    return tip
