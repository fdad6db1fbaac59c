"""Which tip comes next: none twice before all were shown, and none within 30 days while another is left.

Among those that may come, tips whose tags the person likes come sooner. Each chat has an order of its own,
made from its id, so that no random choice is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from math import log

from bot.domain.catalogue import Tip, TipKey
from bot.domain.ids import ChatId

APART = timedelta(days=30)
MOST_LIKED = 3  # taps on "More like it", or on "Less of it", that count
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TipSeen:
    """When a tip was shown last, and how often it was shown."""

    at: datetime
    times: int = 1


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
    fewest = min(_times(tip, seen) for tip in tips)
    left = [tip for tip in tips if _times(tip, seen) == fewest]
    rested = [tip for tip in left if now - _last(tip, seen) >= APART]
    if not rested:
        return min(left, key=lambda tip: (_last(tip, seen), _draw(chat, tip, fewest - 1)))
    return min(rested, key=lambda tip: _draw(chat, tip, fewest) / _weight(tip, liked))


def tags_after(liked: Mapping[str, int], tags: Iterable[str], by: int) -> dict[str, int]:
    """Return how much more of each of `tags` is wanted after one tap, which counts `by` (1 or -1)."""
    return {tag: max(-MOST_LIKED, min(MOST_LIKED, liked.get(tag, 0) + by)) for tag in tags}


def _times(tip: Tip, seen: Mapping[TipKey, TipSeen]) -> int:
    return seen[tip.key].times if tip.key in seen else 0


def _last(tip: Tip, seen: Mapping[TipKey, TipSeen]) -> datetime:
    return seen[tip.key].at if tip.key in seen else _NEVER


def _weight(tip: Tip, liked: Mapping[str, int]) -> float:
    """Return how much sooner a tip comes. It doubles with each tap for one of its tags, on average."""
    total = sum(liked.get(tag, 0) for tag in tip.tags)
    return float(2 ** (total / max(1, len(tip.tags))))


def _draw(chat: ChatId, tip: Tip, times: int) -> float:
    """Return a fixed number for the chat, the tip and the round: spread as the waiting time for a draw is.

    The smallest such number, each divided by a weight, is a weighted choice.
    """
    digest = blake2b(f"{chat}:{times}:{tip.key}".encode(), digest_size=8).digest()
    return -log((int.from_bytes(digest) + 1) / 2**64)
