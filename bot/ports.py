"""All that the core asks of the world, on one page: what is kept, what is sent, and what time it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Protocol, TypeVar

from bot.domain.catalogue import Audience, Catalogue, Language, RoutineKey, Step, TechniqueKey, TipKey
from bot.domain.history import Totals
from bot.domain.ids import (
    ChatId,
    MessageId,
    OutboxId,
    OwnId,
    PersonId,
    ReminderId,
    SessionId,
    UpdateId,
)
from bot.domain.liking import Liking
from bot.domain.message import Message
from bot.domain.own import Draft, OwnRoutine, Pieces
from bot.domain.plan import EVERY_CUE, Cues, Pace
from bot.domain.quiet import Quiet
from bot.domain.reminder import Reminder
from bot.domain.session import Session

T = TypeVar("T")


# --- time ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Now:
    """One reading of both clocks.

    `people` can be moved (due moments, steps, pace); `wire` is always real (timeouts, leases). `jitter` is
    how late, in people's time, a wake-up of a healthy process may be.
    """

    people: datetime
    wire: datetime
    jitter: timedelta = timedelta(0)


class Clock(Protocol):
    """Both clocks, and the only way to wait."""

    def now(self) -> Now:
        """Read both clocks."""

    def set_back_by(self) -> timedelta:
        """Return how far the machine's clock was set back since the last call; zero if it was not."""

    async def sleep(self, seconds: float) -> None:
        """Wait for real `seconds`."""

    async def pause(self, seconds: float) -> None:
        """Wait for `seconds` of people's time."""


# --- what is sent -------------------------------------------------------------------------------------


class Lane(IntEnum):
    """How urgent a message is; a smaller number goes first."""

    urgent = -1  # that a session has stopped, where help is: goes before older answers, too
    reply = 0
    session = 1
    reminder = 2
    broadcast = 3
    countdown = 4


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows may be claimed at once: answers, session messages, and everything that can wait."""

    replies: int
    session: int
    bulk: int
    together: int | None = None  # of all three; None: no limit but theirs


class Kind(StrEnum):
    """What an outbox row is. With the chat and the dedup key it is unique."""

    reply = "reply"
    edit = "edit"  # answers a tap
    fresh_card = "fresh_card"  # an edit that is late, or whose message is gone, sent as a new message
    prompt = "prompt"
    cue = "cue"
    notice = "notice"  # a session asks Continue / Stop, or ends
    tidy = "tidy"  # takes the buttons off a card or notice that is no longer the newest
    reminder = "reminder"
    snooze = "snooze"
    stand_in = "stand_in"  # puts the words of a prompt that was lost on the card before it
    countdown = "countdown"
    removal = "removal"  # deletes a cue whose step has ended; it has the cue's key


class RowState(StrEnum):
    """Where an outbox row stands; all but the first two are ends."""

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
    """A message to be sent. `edits`: the message it replaces. Moments are people's time.

    A removal has no words: it deletes the cue of the same key, looked up when the row leaves. Likewise a
    tidying without a turn is of the notice of the same key.

    `turn` with a session: of a prompt, its own. Of anything else, whose card it edits: the prompt of that
    turn or the newest one before it that arrived, looked up when the row leaves.
    """

    chat: ChatId
    kind: Kind
    key: str  # dedup key
    message: Message
    lane: Lane
    due_at: datetime
    edits: MessageId | None = None
    keys_only: bool = False  # with `edits`: only the buttons change
    expires_at: datetime | None = None
    session: SessionId | None = None
    turn: int | None = None
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
    sends: int  # calls made so far that may have arrived, this one not counted
    attempts: int  # calls made so far, this one counted


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it. `message` is None where the answer names none: of keys alone, of a removal."""

    message: MessageId | None


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Too many requests: wait for `after` (real time)."""

    after: timedelta


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat is not there for us: blocked, deleted, or no right to write."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup with another number."""

    chat: ChatId


@dataclass(frozen=True, slots=True)
class Stale:
    """The message is gone, or can no longer be edited or deleted."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram refuses the content: our bug. `why` is Telegram's sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class Misconfigured:
    """The token is not (or no longer) accepted, or the address is not a Bot API."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """The call never reached Telegram."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The call got no usable answer: it may have arrived."""


Outcome = Sent | RetryAt | Gone | Moved | Stale | Refused | Misconfigured | NotSent | Ambiguous


class Sender(Protocol):
    """Puts a row into words and makes one call."""

    async def send(self, row: Row) -> Outcome:
        """Send `row`; never raises."""

    async def is_healthy(self) -> bool:
        """Does Telegram answer getMe?"""


# --- what is kept -------------------------------------------------------------------------------------


class Question(StrEnum):
    """What was asked last, so that a bare line such as `8:30` can be understood."""

    zone = "zone"
    hour = "hour"


@dataclass(frozen=True, slots=True)
class Chat:
    """What is known of a chat."""

    id: ChatId
    language: Language
    zone: str | None = None
    safety_yes: str | None = None  # the version of the gate's text that was answered with yes
    asked: Question | None = None  # what the next line answers
    is_gone: bool = False
    last_routine: RoutineKey | None = None
    last_audience: Audience | None = None
    last_minutes: int | None = None
    pace: Pace = Pace.beginner
    cues: Cues = EVERY_CUE
    quiet: Quiet | None = None
    asks_rating: bool = True  # offers "Rate it" after a session


class Chats(Protocol):
    """The chats."""

    def get(self, chat: ChatId) -> Chat | None:
        """Return the chat, or None before it has written."""

    def put(self, chat: Chat) -> None:
        """Keep `chat` as given, new or known."""

    def move(self, chat: ChatId, new: ChatId) -> None:
        """Give the chat another number, with all that belongs to it; one that is not known is passed over."""

    def forget(self, chat: ChatId) -> None:
        """Delete the chat and everything that belongs to it."""


class Sessions(Protocol):
    """The sessions."""

    def begin(
        self,
        chat: ChatId,
        routine: RoutineKey,
        audience: Audience,
        steps: tuple[Step, ...],
        now: datetime,
        pace: Pace = Pace.beginner,
        cues: Cues = EVERY_CUE,
    ) -> Session:
        """Keep a new session in its get-ready count and return it."""

    def live(self, chat: ChatId) -> Session | None:
        """Return the chat's live session, or None."""

    def get(self, session: SessionId) -> Session | None:
        """Return a session of any state."""

    def put(self, session: Session) -> None:
        """Keep the session as it now stands; it must be the version that was read."""

    def history(self, chat: ChatId, limit: int) -> list[Session]:
        """Return the chat's sessions that have ended and were played, the newest first."""

    def totals(self, chat: ChatId) -> Totals:
        """Return what all of these come to."""

    def due(self, now: datetime, limit: int) -> list[SessionId]:
        """Return the sessions that time alone changes at `now`, the longest overdue first.

        Not yet read, since one that cannot be read is no reason to leave the others.
        """

    def put_off(self, session: SessionId, until: datetime) -> None:
        """Let the session be due at `until`, and change nothing else; the next put says anew when it is."""

    def running(self) -> list[SessionId]:
        """Return all sessions whose clock runs, not yet read."""


class Likings(Protocol):
    """Which techniques a chat asked more or less of."""

    def of(self, chat: ChatId) -> dict[TechniqueKey, Liking]:
        """Return the chat's likings."""

    def put(self, chat: ChatId, technique: TechniqueKey, liking: Liking) -> None:
        """Keep a liking in place of an earlier one."""

    def drop(self, chat: ChatId, technique: TechniqueKey) -> None:
        """Forget a liking, if there is one."""


class Reminders(Protocol):
    """The reminders."""

    def add(self, reminder: Reminder) -> Reminder:
        """Keep a new reminder (its id is given here), or return the one of the same hour and days."""

    def of(self, chat: ChatId) -> list[Reminder]:
        """Return the chat's reminders by hour."""

    def get(self, reminder: ReminderId) -> Reminder | None:
        """Return a reminder, or None."""

    def put(self, reminder: Reminder) -> None:
        """Keep the reminder as it now stands."""

    def drop(self, chat: ChatId, reminder: ReminderId | None = None) -> int:
        """Delete one reminder of the chat, or all of them; return how many there were."""

    def due(self, now: datetime, limit: int) -> list[Reminder]:
        """Return the reminders of reachable chats that are due at `now`, by chat and time.

        The `limit` that are due longest, and with each of them all that is due in its chat.
        """

    def put_off(self, chat: ChatId, now: datetime, until: datetime) -> None:
        """Let what is due in the chat at `now` be due at `until`, and change nothing else.

        The next put of a reminder says anew when it is due.
        """


class Outbox(Protocol):
    """The messages on their way out. Rows in an end state keep no text."""

    def put(self, outgoing: Outgoing) -> bool:
        """Write a row; False, and nothing changed, if its key was there already."""

    def has(self, chat: ChatId, kind: Kind, keys: Sequence[str]) -> bool:
        """Is there a row with one of these keys, sent or not?"""

    def cancel(self, session: SessionId) -> None:
        """Cancel a session's unsent rows."""

    def revive_prompt(self, session: SessionId, turn: int, message: Message) -> bool:
        """Let a turn's cancelled prompt leave after all, with other words; False if there is none."""

    def replace_edits(self, session: SessionId, *, clock_only: bool = False) -> None:
        """Cancel the unsent edits of the session's card, because a newer edit is coming.

        `clock_only`: no more than those that count down.
        """

    def replace_edit(self, chat: ChatId, message: MessageId) -> None:
        """Cancel the unsent edit of a message, because a newer one is coming."""

    def waiting(self, chat: ChatId) -> int:
        """Return how many of the chat's rows have not left yet."""

    def mention_unknown(self, chat: ChatId) -> bool:
        """Is there a message of which nobody knows whether it arrived? Asked about each once."""

    def card_of(self, session: SessionId) -> MessageId | None:
        """Return the message id of the session's newest prompt that is known to have arrived."""

    def is_lost(self, session: SessionId, turn: int) -> bool:
        """Is the prompt of a turn one of which nobody knows whether it arrived?"""

    def arrived(self, session: SessionId, turn: int, message: MessageId) -> bool:
        """Note that a lost prompt is in the chat as `message`: a tap on it proves that. False: none was."""

    def tapped(self, chat: ChatId, message: MessageId) -> None:
        """Note that an answer of which nobody knew whether it arrived is in the chat as `message`."""

    def block(self, chat: ChatId) -> None:
        """End what waits for a chat that cannot be written to: by the time it can it is of no use."""

    def cancel_rings(self, chat: ChatId, reminder: ReminderId | None = None) -> None:
        """Cancel the chat's unsent rings, of one reminder or of all; one in flight is not sent again."""

    def expire_rings(self, chats: Collection[ChatId], before: datetime) -> None:
        """End the unsent rings of `chats` that were due before a moment of people's time."""

    def ring_arrived(self, chat: ChatId, reminder: ReminderId, message: MessageId) -> None:
        """Note that a reminder's ring is in the chat as `message`; a second copy need not leave."""

    def claim(
        self, now: Now, limits: Limits, owner: str, lease: timedelta, busy: Collection[ChatId] = ()
    ) -> list[Row]:
        """Take the most urgent rows whose chat is free, as `sending`; expire those past their limit.

        For chats that are `busy` only what is urgent is taken.
        """

    def settle(self, settlements: Sequence[Settlement]) -> int:
        """Write results; one recorded under an older fence changes nothing. Return how many counted."""

    def take_stuck(self) -> list[Row]:
        """Return the rows that a process before this one left in `sending`."""

    def hold_until_at_most(self, moment: datetime) -> None:
        """Hold no row and no chat beyond `moment` of wire time: another process set it, by another clock."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a row becomes after a call."""

    row: Row
    state: RowState
    message: MessageId | None = None
    not_before: datetime | None = None  # wire time
    attempts: int | None = None  # None: as it is
    sends: int | None = None  # None: as it is
    fresh: bool = False  # send it anew, since what it edits is gone
    chat_gone: bool = False
    move_to: ChatId | None = None
    hold_chat: bool = False  # nothing leaves for the chat as long as this one waits
    error: str | None = None


class Tips(Protocol):
    """Which tips a chat has seen."""

    def seen(self, chat: ChatId) -> dict[TipKey, datetime]:
        """Return the tips shown in the chat and when each was shown last."""

    def show(self, chat: ChatId, tip: TipKey, now: datetime) -> None:
        """Note that a tip is shown."""


class OwnRoutines(Protocol):
    """The routines that people build themselves, and what they are building."""

    def add(self, chat: ChatId, name: str, pieces: Pieces) -> OwnRoutine:
        """Keep a new routine; its id is given here."""

    def of(self, chat: ChatId) -> list[OwnRoutine]:
        """Return the chat's routines, the oldest first."""

    def get(self, own: OwnId) -> OwnRoutine | None:
        """Return a routine, also one that is deleted but named by a session; or None."""

    def rename(self, own: OwnId, name: str) -> None:
        """Give the routine another name."""

    def rebuild(self, own: OwnId, pieces: Pieces) -> None:
        """Give the routine other steps; its name and its link stay."""

    def share(self, own: OwnId, sender: str) -> str:
        """Let those who have the token have a copy, from `sender`; return the token, hard to guess."""

    def shared(self, token: str) -> OwnRoutine | None:
        """Return the routine that was shared under `token`, or None."""

    def drop(self, own: OwnRoutine) -> None:
        """Delete the routine; its bare name stays as long as a session needs it."""

    def draft(self, chat: ChatId) -> Draft | None:
        """Return what the chat is building, or None."""

    def put_draft(self, draft: Draft) -> None:
        """Keep the chat's draft as given."""

    def drop_draft(self, chat: ChatId) -> None:
        """Delete the chat's draft."""


class Receipts(Protocol):
    """Which updates have been taken."""

    def known(self, updates: Iterable[UpdateId]) -> set[UpdateId]:
        """Return those of `updates` that have been taken before."""

    def write(self, updates: Iterable[UpdateId], now: Now) -> None:
        """Note that `updates` are taken."""

    def sweep(self, now: Now) -> None:
        """Delete receipts, outbox rows at their end, and chats of which nothing else is known, after 48 h."""


class Work(Protocol):
    """One open unit of work. Whoever opened it commits it; actions and repositories never do."""

    @property
    def chats(self) -> Chats: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def likings(self) -> Likings: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def tips(self) -> Tips: ...
    @property
    def own(self) -> OwnRoutines: ...
    @property
    def receipts(self) -> Receipts: ...
    @property
    def catalogue(self) -> Catalogue: ...

    def savepoint(self) -> AbstractContextManager[None]:
        """Undo what is written inside if it raises, and nothing else."""

    def next_due(self) -> tuple[datetime | None, datetime | None]:
        """Return the earliest moments at which anything is due, and a message that notifies; or None."""


class Storage(Protocol):
    """Opens units of work, one at a time."""

    async def run(self, do: Callable[[Work], T]) -> T:
        """Run `do` in one unit of work and commit; what it raises undoes all that it wrote."""


# --- who asks -----------------------------------------------------------------------------------------


class ManagersOnly(Exception):
    """What is asked for is an administrator's to ask for; whoever catches this looks whether it was one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for an action, where and when."""

    update: UpdateId
    chat: ChatId
    person: PersonId
    now: Now
    language: Language
    name: str = ""  # of the person; used in the answer, kept only with what they share
    bot: str = ""  # the bot's username, for links to it
    pressed: MessageId | None = None  # the message whose button was tapped
    is_private: bool = True
    may_manage: bool = True  # False: in a group, and nobody has looked yet whether they are an administrator
    numbers: list[int] = field(default_factory=lambda: [0])  # answers given so far, for their keys
