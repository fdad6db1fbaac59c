"""What the core needs from outside: storage, sending, who asks for an action, and the time."""

from bot.ports.asking import NO_OFFERS, Asked, ManagersOnly, Offers
from bot.ports.broadcasts import Broadcast, Broadcasts, Ended, Listener, Wait
from bot.ports.chat import Chat, Question
from bot.ports.commons import NO_NEWS, Commons, Intake, News, NotTheIntake
from bot.ports.documents import MOST_BROUGHT, Archive, Archives, CannotTakeBack, Documents, Fault, MadeFile
from bot.ports.feeder import CannotOpen, Feeder
from bot.ports.figures import UNCOUNTED, Figures
from bot.ports.keeping import Chats, Files, Likings, Receipts, Reminders, Standing, TagsLiked, Tips
from bot.ports.keeping_days import AddedSessions, AwayDays, DoneDays, Sessions
from bot.ports.keeping_own import Drafts, OwnRoutines
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
from bot.ports.outgoing import ANY_PICTURE, AS_KNOWN, OVER, Lane, Limits, Outgoing, Row, RowState
from bot.ports.pace import NO_TURNS, Pace, Pacing, PastCall, Turn, TurnRule, Turns
from bot.ports.retention import DEFAULT, Retention
from bot.ports.sending import Sender
from bot.ports.stats import ChatStats, OutboxStats, Program, SessionStats, Since, Stats
from bot.ports.time import Clock, Now
from bot.ports.trouble import CannotWrite, is_logged
from bot.ports.work import Rank, Storage, Work

__all__ = [
    "ANY_PICTURE",
    "AS_KNOWN",
    "DEFAULT",
    "MOST_BROUGHT",
    "NO_BACKLOG",
    "NO_NEWS",
    "NO_OFFERS",
    "NO_TURNS",
    "OVER",
    "UNCOUNTED",
    "AddedSessions",
    "Ambiguous",
    "Archive",
    "Archives",
    "Asked",
    "AwayDays",
    "Backlog",
    "Broadcast",
    "Broadcasts",
    "CannotOpen",
    "CannotTakeBack",
    "CannotWrite",
    "Chat",
    "ChatStats",
    "Chats",
    "Clock",
    "Commons",
    "Documents",
    "DoneDays",
    "Drafts",
    "Ended",
    "Fault",
    "Feeder",
    "Figures",
    "Files",
    "Gone",
    "Intake",
    "KeptFile",
    "Kind",
    "Lane",
    "Likings",
    "Limits",
    "Listener",
    "MadeFile",
    "ManagersOnly",
    "Misconfigured",
    "Moved",
    "News",
    "NotSent",
    "NotTheIntake",
    "Now",
    "Offers",
    "Outbox",
    "OutboxStats",
    "Outcome",
    "Outgoing",
    "OwnRoutines",
    "Pace",
    "Pacing",
    "PastCall",
    "Program",
    "Question",
    "Rank",
    "Receipts",
    "Refused",
    "Reminders",
    "Retention",
    "RetryAt",
    "Row",
    "RowState",
    "Sender",
    "Sent",
    "SessionStats",
    "Sessions",
    "Settlement",
    "Since",
    "Stale",
    "Standing",
    "Stats",
    "Storage",
    "TagsLiked",
    "Tips",
    "TopicClosed",
    "Turn",
    "TurnRule",
    "Turns",
    "Wait",
    "Work",
    "is_logged",
]
