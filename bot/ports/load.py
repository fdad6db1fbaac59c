"""How much waits to be done, as the database knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.ports.outgoing import Lane


class Group(StrEnum):
    """Messages that are equally urgent to whoever runs the bot."""

    replies = "replies"
    session = "session"
    reminders = "reminders"
    others = "others"


GROUPS = {
    Lane.urgent: Group.replies,
    Lane.reply: Group.replies,
    Lane.session: Group.session,
    Lane.reminder: Group.reminders,
    Lane.countdown: Group.others,
    Lane.farewell: Group.others,
    Lane.slow: Group.others,
    Lane.news: Group.others,
}


@dataclass(frozen=True, slots=True)
class Queue:
    """Messages of one group that may leave now. Only the first 10,000 are counted."""

    due: int
    lag: timedelta  # for how long the oldest of them has waited since it was written


@dataclass(frozen=True, slots=True)
class Load:
    """What waits. `overdue`: for how long the earliest ring or step has been due and not done."""

    queues: dict[Group, Queue]
    overdue: timedelta
    has_newest_tables: bool
