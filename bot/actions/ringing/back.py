"""A time away is over: it is said once, without a sound."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.actions.ringing.ring import ends_at
from bot.actions.scene import Visit
from bot.ports import Chat, Kind, Lane, Outgoing
from bot.screens import peace


def say_back(visit: Visit, chat: Chat) -> None:
    """Say that the quiet days are over, and name the next ring; in quiet hours it waits for their end."""
    away, now = chat.away, visit.now.people
    if away is None:
        return
    if chat.quiet is not None and chat.zone is not None:
        told_at = chat.quiet.end_after(now, ZoneInfo(chat.zone))
        if told_at > now:
            visit.keep(replace(chat, away=replace(away, told_at=told_at)))
            return
    visit.keep(replace(chat, away=None))
    visit.outbox.put(
        Outgoing(
            chat=chat.id,
            kind=Kind.word,
            key=f"back:{away.back_on.isoformat()}",
            message=peace.is_back(visit.reminders.of(chat.id), chat.zone),
            lane=Lane.reminder,
            written_at=now,
            expires_at=ends_at(chat, now),
        )
    )
