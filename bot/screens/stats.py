"""The numbers of `/stats`."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.message import GAP, Length, Message, message, phrase
from bot.ports import ChatStats, OutboxStats, Program, SessionStats


def stats(
    chats: ChatStats, sessions: SessionStats, outbox: OutboxStats, program: Program, runs: timedelta
) -> Message:
    """Show numbers about the whole bot; `runs`: for how long the program has run."""
    return message(
        phrase(
            "stats",
            chats=chats.all,
            reminders=chats.with_reminders,
            week=chats.active_week,
            month=chats.active_month,
            begun=sessions.begun_today,
            finished=sessions.finished_today,
            begun_week=sessions.begun_week,
            finished_week=sessions.finished_week,
        ),
        GAP,
        phrase(
            "stats_messages",
            sent=outbox.rings_sent,
            late=outbox.rings_late,
            waiting=outbox.waiting,
            unknown=outbox.unknown,
            failed=outbox.failed,
        ),
        GAP,
        phrase(
            "stats_program",
            version=program.version,
            database=program.database,
            runs=Length(max(int(runs.total_seconds()), 0)),
        ),
    )
