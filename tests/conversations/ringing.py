"""What the tests of reminders share: moments of one week, where a chat lives, and how rings have ended."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.message import minutes
from tests.conversations.stage import Stage, Talk, kinds
from tests.texts import button

ANSWERS = [button.later, button.did, button.not_today, button.turn_off]
RING_BUTTONS = [button("start_minutes", n=5), *ANSWERS]
IN_15 = button("in_length", length=minutes(15))


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026; the 23rd is a Monday, and it is winter in Lisbon: UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


async def lives_in(chat: Talk, city: str = "Lisbon") -> None:
    """Set the chat's zone, and drop the messages so far."""
    await chat.says(f"/timezone {city}")
    chat.hears()


async def ring_states(stage: Stage) -> list[str]:
    """Return how the rings have ended so far, the oldest first."""
    return [row["state"] for row in kinds(await stage.rows("outbox"), "reminder")]


async def rings_again_later(chat: Talk) -> None:
    """Tap Later, then 15 minutes."""
    await chat.presses(button.later)
    await chat.presses(IN_15)
