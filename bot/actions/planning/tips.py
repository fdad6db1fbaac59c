"""Which tip comes next: the one that the chat has not seen for longest."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

from bot.domain.catalogue import Tip
from bot.domain.ids import ChatId
from bot.ports import Work

NEVER = datetime.min.replace(tzinfo=UTC)


def next_tip(work: Work, chat: ChatId, now: datetime) -> Tip:
    """Return the tip that the chat has not seen for longest, and note that it is shown."""
    return _next(work, chat, now, tuple(work.catalogue.tips.values()))


def next_exercise(work: Work, chat: ChatId, now: datetime) -> Tip:
    """Return the exercise that the chat has not seen for longest, and note that it is shown."""
    return _next(work, chat, now, _of_kind(work, "exercise"))


def next_posture(work: Work, chat: ChatId, now: datetime) -> Tip:
    """Return the posture tip that the chat has not seen for longest, and note that it is shown."""
    return _next(work, chat, now, _of_kind(work, "posture"))


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
