"""What is stored: one repository for each kind of thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from bot.domain.added import Added
from bot.domain.catalogue import Language, TechniqueKey, TipKey
from bot.domain.done import Done
from bot.domain.history import Totals
from bot.domain.ids import AddedId, ChatId, OwnId, ReminderId, SessionId, UpdateId
from bot.domain.liking import Liking
from bot.domain.own import Draft, OwnRoutine, Pieces
from bot.domain.reminder import Reminder
from bot.domain.session import Session
from bot.domain.tip_choice import TipSeen
from bot.ports.chat import Chat
from bot.ports.time import Now


class Chats(Protocol):
    """The chats."""

    def get(self, chat: ChatId) -> Chat | None:
        """Return the chat, or None if the bot does not know it yet."""

    def put(self, chat: Chat) -> None:
        """Keep `chat` as given, new or known."""

    def languages(self, chats: Collection[ChatId]) -> Mapping[ChatId, Language]:
        """Return the languages of those of `chats` that are known."""

    def who_are_back(self, now: datetime, limit: int) -> list[ChatId]:
        """Return the chats to which is said at `now` that their time away is over."""

    def put_off(self, chat: ChatId, until: datetime) -> None:
        """Say at `until` that the time away is over, and change nothing else."""

    def move(self, chat: ChatId, new: ChatId) -> None:
        """Change the id of a chat and of all that belongs to it; nothing happens if it is not known."""

    def forget(self, chat: ChatId) -> None:
        """Delete the chat and everything that belongs to it."""


class Sessions(Protocol):
    """The sessions."""

    def add(self, session: Session) -> Session:
        """Keep a new session, whose id is given here, and return it; the chat must have no live one."""

    def live(self, chat: ChatId) -> Session | None:
        """Return the chat's live session, or None."""

    def get(self, session: SessionId) -> Session | None:
        """Return a session of any state."""

    def put(self, session: Session) -> Session:
        """Write the session and return it as the next version. It raises if the version read is outdated."""

    def history(self, chat: ChatId, limit: int) -> list[Session]:
        """Return the chat's sessions that have ended and were played, the newest first."""

    def totals(self, chat: ChatId) -> Totals:
        """Return the sums over all sessions that were played."""

    def by_day(self, chat: ChatId) -> list[tuple[date, int]]:
        """Return date and seconds of each session that was played. Without a zone, the date is UTC's."""

    def last_day(self, chat: ChatId) -> date | None:
        """Return the newest date with something done: a session, also an added one, or Done."""

    def finished(self, chat: ChatId, since: datetime) -> list[tuple[datetime, date | None]]:
        """Return when each finished session began, from `since` on, and the local date of its end."""

    def due(self, now: datetime, limit: int) -> list[SessionId]:
        """Return the ids of the sessions that are due at `now`, the longest overdue first.

        Ids only: a session that cannot be read must not stop the others.
        """

    def put_off(self, session: SessionId, until: datetime) -> None:
        """Make the session due at `until`, and change nothing else. The next put overwrites the moment."""

    def all_live(self) -> list[SessionId]:
        """Return the ids of all live sessions."""


class Standing(Protocol):
    """How a chat stood when this was read. A part that cannot be read raises only when it is asked for."""

    @property
    def chat(self) -> Chat | None:
        """The chat, or None before it has written."""

    @property
    def live(self) -> Session | None:
        """The chat's live session, or None."""

    @property
    def draft(self) -> Draft | None:
        """What the chat is building and has not saved yet, or None."""


class Likings(Protocol):
    """Likes and dislikes: the techniques that a chat wants more or less of."""

    def of(self, chat: ChatId) -> dict[TechniqueKey, Liking]:
        """Return the chat's likings."""

    def put(self, chat: ChatId, technique: TechniqueKey, liking: Liking) -> None:
        """Write a liking; it replaces an earlier one of the same technique."""

    def drop(self, chat: ChatId, technique: TechniqueKey) -> None:
        """Forget a liking, if there is one."""


class Reminders(Protocol):
    """The reminders."""

    def add(self, reminder: Reminder) -> Reminder:
        """Write a new reminder, which gets its id here; or return the one that has the same hour and days."""

    def of(self, chat: ChatId) -> list[Reminder]:
        """Return the chat's reminders, the earliest hour first; then single rings that are still to come."""

    def rung(self, chat: ChatId) -> list[Reminder]:
        """Return the chat's reminders that have rung, also single rings that are over."""

    def get(self, reminder: ReminderId) -> Reminder | None:
        """Return a reminder, or None."""

    def put(self, reminder: Reminder) -> None:
        """Write the reminder."""

    def drop(self, chat: ChatId, reminder: ReminderId | None = None) -> int:
        """Delete one reminder of the chat, or all of them; return how many there were."""

    def due(self, now: datetime, limit: int) -> list[Reminder]:
        """Return the reminders of reachable chats that are due at `now`, by chat and time.

        These are the `limit` that have been due longest, and all others that are due in the same chats.
        """

    def put_off(self, chat: ChatId, now: datetime, until: datetime) -> None:
        """Make the chat's reminders that are due at `now` due at `until`, and change nothing else.

        The next put of a reminder overwrites the moment.
        """

    def sweep(self, before: date) -> None:
        """Delete single rings that rang before a date and ring no more."""

    def put_off_no_more(self) -> None:
        """Make every reminder due at the moment that was planned for it."""

    def all_spans(self) -> list[ReminderId]:
        """Return the ids of all single rings that were set for a span of time, "in 20 minutes"."""

    def all_snoozed(self) -> list[ReminderId]:
        """Return the ids of all reminders that have a snooze."""


class Tips(Protocol):
    """Which tips a chat has seen."""

    def seen(self, chat: ChatId) -> dict[TipKey, TipSeen]:
        """Return the tips shown in the chat: when each was shown last, and how often."""

    def show(self, chat: ChatId, tip: TipKey, now: datetime) -> None:
        """Note that a tip is shown at `now`."""


class TagsLiked(Protocol):
    """The tags of tips that a chat wants more or less of."""

    def of(self, chat: ChatId) -> dict[str, int]:
        """Return how much more of each tag the chat wants; less: a number below zero."""

    def put(self, chat: ChatId, liked: Mapping[str, int]) -> None:
        """Write how much more of some tags the chat wants."""


class DoneDays(Protocol):
    """What people have done without a session, by local date."""

    def add(self, chat: ChatId, done: Done) -> bool:
        """Note what was done; False: it was noted for that date already."""

    def drop(self, chat: ChatId, on: date) -> int:
        """Take back what was noted for a date; return how much it was."""

    def since(self, chat: ChatId, on: date) -> list[Done]:
        """Return what was done on `on` and later, the earliest first."""


class AwayDays(Protocol):
    """The local dates on which people are away. No reason is asked or kept."""

    def add(self, chat: ChatId, days: Iterable[date], at: datetime) -> None:
        """Note days on which the person is away; `at`: when they said so."""

    def end(self, chat: ChatId, on: date) -> None:
        """Take back the days from `on` on: the person is there."""

    def of(self, chat: ChatId) -> frozenset[date]:
        """Return the days on which the person was, is or will be away."""


class AddedSessions(Protocol):
    """The sessions that people had without the bot, and added afterwards."""

    def add(self, chat: ChatId, added: Added) -> Added:
        """Keep a session; its id is given here."""

    def drop(self, chat: ChatId, added: AddedId) -> Added | None:
        """Delete a session of the chat and return it; None: there is none any more."""

    def of(self, chat: ChatId) -> list[Added]:
        """Return the chat's added sessions, those of the earliest date first."""


class OwnRoutines(Protocol):
    """The routines that people build themselves."""

    def add(self, chat: ChatId, name: str, pieces: Pieces) -> OwnRoutine:
        """Keep a new routine; its id is given here."""

    def of(self, chat: ChatId) -> list[OwnRoutine]:
        """Return the chat's routines, the oldest first."""

    def get(self, own: OwnId) -> OwnRoutine | None:
        """Return a routine, or None. A deleted routine is kept while a session shows its name."""

    def rename(self, own: OwnId, name: str) -> None:
        """Give the routine another name."""

    def rebuild(self, own: OwnId, pieces: Pieces) -> None:
        """Give the routine other steps; its name and its link stay the same."""

    def share(self, own: OwnId, sender: str) -> str:
        """Offer a copy, from `sender`, to everybody who has the token; return the token, which is random."""

    def shared(self, token: str) -> OwnRoutine | None:
        """Return the routine that was shared under `token`, or None."""

    def drop(self, own: OwnRoutine) -> None:
        """Delete the routine; only its name is kept while a session shows it."""


class Drafts(Protocol):
    """What people are building and have not saved yet; `Standing` says what it is. A chat has one at most."""

    def put(self, draft: Draft) -> None:
        """Keep the chat's draft as given."""

    def drop(self, chat: ChatId) -> None:
        """Delete the chat's draft."""


class Files(Protocol):
    """The files that bots have uploaded. They belong to no chat."""

    def of(self, bot: int) -> Mapping[str, str]:
        """Return the file ids of what this bot has uploaded, by the hash of the file."""


class Receipts(Protocol):
    """Which updates have been processed."""

    def write(self, updates: Iterable[UpdateId], now: Now) -> set[UpdateId]:
        """Note that `updates` are processed; return those of which this was not noted before."""

    def take_back(self, updates: Collection[UpdateId]) -> None:
        """Note that `updates` are not processed after all."""

    def sweep(self, now: Now) -> None:
        """Delete receipts, outbox rows in an end state and what was done after their time, and bare chats."""
