"""Which tip comes next: none twice before all were shown, and none within 30 days while another is left.

Among those that may come, tips whose tags the person likes come sooner. Each chat has an order of its own,
made from its id, so that no random choice is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import shake_128
from math import log
from struct import unpack

from bot.domain.catalogue import PhraseId, Tip, TipKey
from bot.domain.ids import ChatId

APART = timedelta(days=30)
MOST_LIKED = 3  # taps on "More like it", or on "Less of it", that count


@dataclass(frozen=True, slots=True)
class TipSeen:
    """When a tip was shown last, how often it was shown, and with which opener of a ring it came last."""

    at: datetime
    times: int = 1
    opener: PhraseId | None = None


def choose_tip(
    tips: Sequence[Tip],
    seen: Mapping[TipKey, TipSeen],
    liked: Mapping[str, int],
    chat: ChatId,
    now: datetime,
) -> Tip:
    """Return the tip to show. `liked`: how much more (or less, below zero) of a tag the person wants.

    If all that are left in this round were shown within 30 days, it is the one shown longest ago.
    """
    times = [seen[tip.key].times if tip.key in seen else 0 for tip in tips]
    fewest = min(times)
    left = [number for number, shown in enumerate(times) if shown == fewest]
    if fewest:
        rested = [number for number in left if _has_rested(tips[number], seen, now)]
        if not rested:
            draws = _draws(chat, fewest - 1, len(tips))
            return tips[min(left, key=lambda number: (seen[tips[number].key].at, -draws[number]))]
        left = rested
    draws = _draws(chat, fewest, len(tips))
    if not liked:
        return tips[max(left, key=draws.__getitem__)]
    return tips[min(left, key=lambda number: _wait(draws[number]) / _weight(tips[number], liked))]


def choose_exercise(
    exercises: Sequence[Tip],
    tips: Sequence[Tip],
    seen: Mapping[TipKey, TipSeen],
    liked: Mapping[str, int],
    chat: ChatId,
    now: datetime,
) -> Tip:
    """Return an exercise, or another tip if each exercise whose turn it is was shown within 30 days.

    There are fewer exercises than days in a month, and each session ends with one.
    """
    exercise = choose_tip(exercises, seen, liked, chat, now)
    if _has_rested(exercise, seen, now):
        return exercise
    other = choose_tip(tips, seen, liked, chat, now)
    return other if _has_rested(other, seen, now) else exercise


def _has_rested(tip: Tip, seen: Mapping[TipKey, TipSeen], now: datetime) -> bool:
    return tip.key not in seen or now - seen[tip.key].at >= APART


def tags_after(liked: Mapping[str, int], tags: Iterable[str], by: int) -> dict[str, int]:
    """Return how much more of each of `tags` is wanted after one tap, which counts `by` (1 or -1)."""
    return {tag: max(-MOST_LIKED, min(MOST_LIKED, liked.get(tag, 0) + by)) for tag in tags}


def _weight(tip: Tip, liked: Mapping[str, int]) -> float:
    """Return how much sooner a tip comes. It doubles with each tap for one of its tags, on average."""
    total = sum(liked.get(tag, 0) for tag in tip.tags)
    return float(2 ** (total / max(1, len(tip.tags))))


def _draws(chat: ChatId, times: int, count: int) -> tuple[int, ...]:
    """Return a number below 2**64 for each tip: always the same ones for the chat and the round."""
    return unpack(f">{count}Q", shake_128(f"{chat}:{times}".encode()).digest(8 * count))


def _wait(draw: int) -> float:
    """Return the waiting time for a draw; the greatest number has the shortest one.

    The smallest such time, each divided by a weight, is a weighted choice.
    """
    return -log((draw + 1) / 2**64)
