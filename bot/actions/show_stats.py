"""An administrator of the bot asks for its numbers."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.ports import Program, Since
from bot.screens import stats


def show_stats(scene: Scene, program: Program) -> None:
    """Show numbers that name nobody. A day begins at midnight where the administrator lives."""
    now = scene.now.people
    since = Since(
        today=_midnight(now, ZoneInfo(scene.zone or "UTC")),
        day=now - timedelta(days=1),
        week=now - timedelta(days=7),
        month=now - timedelta(days=30),
    )
    figures = scene.figures
    say(
        scene,
        stats.stats(
            figures.chats(since),
            figures.sessions(since),
            figures.outbox(since),
            program,
            scene.now.wire - program.since,
        ),
    )


def _midnight(now: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(now.astimezone(zone).date(), time(0), tzinfo=zone).astimezone(UTC)
