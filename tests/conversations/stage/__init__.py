"""A stage for whole conversations: the real bot and its real database, a clock moved by hand, no network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.conversations.stage.chats import BOT, OfflineRequest, RecordingSender, Shown, Telegram
from tests.conversations.stage.clock import JITTER, MONDAY_NOON, HandClock, PatientClock
from tests.conversations.stage.house import Stage
from tests.conversations.stage.people import Talk, begins, plays

__all__ = [
    "BOT",
    "JITTER",
    "MONDAY_NOON",
    "HandClock",
    "OfflineRequest",
    "PatientClock",
    "RecordingSender",
    "Shown",
    "Stage",
    "Talk",
    "Telegram",
    "begins",
    "kinds",
    "plays",
]


def kinds(rows: Sequence[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the outbox rows of one kind."""
    return [row for row in rows if row["kind"] == kind]
