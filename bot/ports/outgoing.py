"""Messages on their way out: what they are, how urgent they are, and which state they are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, OutboxId, ReminderId, SessionId, TopicId
from bot.domain.message import Message
from bot.ports.kinds import Kind

# In the place of a picture's name: the message shows one, and it is not known which.
ANY_PICTURE = "*"
# In the place of a picture's name, in an edit: what the message shows is looked up when the edit leaves.
AS_KNOWN = "?"
# With the number of a message behind it: the dedup key of the row that takes the buttons off this message.
OVER = "over:"


class Lane(IntEnum):
    """How urgent a message is: over all chats, a smaller number goes first.

    Within a chat, messages of its session leave before replies.
    """

    urgent = -1  # "stopped", and where to get help: waits for nothing else of its chat
    reply = 0
    session = 1
    reminder = 2
    countdown = 4
    # Says that all is deleted, and before that takes the buttons off what stays in the chat: leaves once what
    # was deleted is overwritten, and is then deleted itself.
    farewell = 5
    slow = 6  # a file that may take a minute to send: nothing else of its chat waits for it
    news = 7  # of a broadcast: after everything else, and nothing else waits for it


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows may be claimed at once: answers, session messages, what can wait, slow files, news."""

    replies: int
    session: int
    bulk: int
    together: int | None = None  # all groups together; None: no common limit
    slow: int = 0
    news: int = 0


class RowState(StrEnum):
    """The state of an outbox row. `pending` and `sending` are on the way, all others are end states."""

    pending = "pending"
    sending = "sending"
    sent = "sent"
    blocked = "blocked"
    failed = "failed"
    expired = "expired"
    cancelled = "cancelled"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent. Moments are people's time.

    One of three fields names the message that it changes or deletes, if any. `edits`: the id of the message.
    `about`: the dedup key of the outbox row that sent the message; the table of kinds names the kind of that
    row. `turn` with a session: the card of that turn, which is the turn's prompt, or the newest earlier one
    that arrived. The last two are looked up when the row leaves. A prompt has the number of its own turn.

    A removal has no words.
    """

    chat: ChatId
    kind: Kind
    key: str  # dedup key
    message: Message
    lane: Lane
    written_at: datetime
    topic: TopicId | None = None  # of a group with topics: where a new message goes
    edits: MessageId | None = None
    keys_only: bool = False  # with `edits`: only the buttons change
    expires_at: datetime | None = None
    session: SessionId | None = None
    turn: int | None = None
    about: str | None = None
    reminder: ReminderId | None = None  # of a ring, or with its buttons: the reminder
    leaves: Message | None = None  # what the message whose place it takes shows from then on; None: no change
    shows: str | None = None  # with `edits`: the picture of that message; None: it has none
    state: RowState = RowState.pending


@dataclass(frozen=True, slots=True)
class Row:
    """A claimed outbox row, on its way out."""

    id: OutboxId
    chat: ChatId
    kind: Kind
    lane: Lane
    message: Message
    language: Language
    edits: MessageId | None  # of a removal: the message that it deletes
    keys_only: bool
    fence: int
    sends: int  # earlier calls that may have arrived
    attempts: int  # calls so far, this one included
    leaves: Message | None = None  # what the message whose place it takes shows from then on
    topic: TopicId | None = None
    shows: str | None = None  # the picture of the message that it edits, or ANY_PICTURE; None: it has none
    wants_picture: bool = True  # does the chat want pictures in messages of this kind?
    written_at: datetime | None = None  # people's time; None: not known
