"""What the core needs from outside: storage, sending, who asks for an action, and the time."""

from bot.ports.asking import Asked, ManagersOnly
from bot.ports.chat import Chat, Question
from bot.ports.documents import Archive, Archives, CannotTakeBack, Documents, MadeFile
from bot.ports.keeping import (
    AddedSessions,
    AwayDays,
    Chats,
    DoneDays,
    Drafts,
    Files,
    Likings,
    OwnRoutines,
    Receipts,
    Reminders,
    Sessions,
    Standing,
    TagsLiked,
    Tips,
)
from bot.ports.kinds import Kind
from bot.ports.outbox import NO_BACKLOG, Backlog, Outbox, Settlement
from bot.ports.outcomes import (
    Ambiguous,
    Gone,
    KeptFile,
    Misconfigured,
    Moved,
    NotSent,
    Outcome,
    Refused,
    RetryAt,
    Sent,
    Stale,
    TopicClosed,
)
from bot.ports.outgoing import ANY_PICTURE, AS_KNOWN, Lane, Limits, Outgoing, Row, RowState
from bot.ports.pace import NO_TURNS, Pace, Pacing, PastCall, Turn, Turns
from bot.ports.retention import DEFAULT, Retention
from bot.ports.sending import Sender
from bot.ports.time import Clock, Now
from bot.ports.trouble import CannotWrite, is_logged
from bot.ports.work import Storage, Work

__all__ = [
    "ANY_PICTURE",
    "AS_KNOWN",
    "DEFAULT",
    "NO_BACKLOG",
    "NO_TURNS",
    "AddedSessions",
    "Ambiguous",
    "Archive",
    "Archives",
    "Asked",
    "AwayDays",
    "Backlog",
    "CannotTakeBack",
    "CannotWrite",
    "Chat",
    "Chats",
    "Clock",
    "Documents",
    "DoneDays",
    "Drafts",
    "Files",
    "Gone",
    "KeptFile",
    "Kind",
    "Lane",
    "Likings",
    "Limits",
    "MadeFile",
    "ManagersOnly",
    "Misconfigured",
    "Moved",
    "NotSent",
    "Now",
    "Outbox",
    "Outcome",
    "Outgoing",
    "OwnRoutines",
    "Pace",
    "Pacing",
    "PastCall",
    "Question",
    "Receipts",
    "Refused",
    "Reminders",
    "Retention",
    "RetryAt",
    "Row",
    "RowState",
    "Sender",
    "Sent",
    "Sessions",
    "Settlement",
    "Stale",
    "Standing",
    "Storage",
    "TagsLiked",
    "Tips",
    "TopicClosed",
    "Turn",
    "Turns",
    "Work",
    "is_logged",
]
