"""An administrator of the bot asks for its numbers."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.ports import Program, Since
from bot.screens import stats as screens


def show_stats(scene: Scene, program: Program) -> None:
    """Show numbers that name nobody. A day begins at midnight where the administrator lives."""
    now = scene.now.people
    since = Since(
        today=_midnight(now, ZoneInfo(scene.zone or "UTC")),
        day=now - timedelta(days=1),
        week=now - timedelta(days=7),
        month=now - timedelta(days=30),
    )
    chats, sessions = scene.stats.chats(since), scene.stats.sessions(since)
    runs = scene.now.wire - program.since
    say(scene, screens.stats(chats, sessions, scene.stats.outbox(since), program, runs))


def _midnight(now: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(now.astimezone(zone).date(), time(0), tzinfo=zone).astimezone(UTC)
