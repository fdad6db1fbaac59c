"""Which tip comes next: the one that the chat has not seen for longest."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

from bot.actions.scene import Visit
from bot.domain.catalogue import Tip
from bot.domain.ids import ChatId

NEVER = datetime.min.replace(tzinfo=UTC)


def next_tip(visit: Visit) -> Tip:
    """Return the tip that the chat has not seen for longest, and note that it is shown."""
    return _next(visit, tuple(visit.texts.tips.values()))


def next_exercise(visit: Visit) -> Tip:
    """Return the exercise that the chat has not seen for longest, and note that it is shown."""
    return _next(visit, _of_kind(visit, "exercise"))


def next_posture(visit: Visit) -> Tip:
    """Return the posture tip that the chat has not seen for longest, and note that it is shown."""
    return _next(visit, _of_kind(visit, "posture"))


def _of_kind(visit: Visit, kind: str) -> tuple[Tip, ...]:
    return tuple(tip for tip in visit.texts.tips.values() if tip.kind == kind)


def _next(visit: Visit, tips: tuple[Tip, ...]) -> Tip:
    seen = visit.tips.seen(visit.chat_id)
    # Each chat has a fixed order of its own, made from its id; no random choice is needed.
    tip = min(tips, key=lambda tip: (seen.get(tip.key, NEVER), _order(visit.chat_id, tip)))
    visit.tips.show(visit.chat_id, tip.key, visit.now.people)
    return tip


def _order(chat: ChatId, tip: Tip) -> bytes:
    return blake2b(f"{chat}:{tip.key}".encode(), digest_size=8).digest()
