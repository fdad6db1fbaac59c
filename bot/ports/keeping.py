"""What is stored: one repository for each kind of thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from bot.domain.back_off import Unheard
from bot.domain.catalogue import Language, PhraseId, TechniqueKey, TipKey
from bot.domain.ids import ChatId, ReminderId, UpdateId
from bot.domain.liking import Liking
from bot.domain.own import Draft
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

    def note_unheard(self, chat: ChatId, unheard: Unheard) -> None:
        """Keep for how long nobody in the chat has answered the reminders, and change nothing else."""

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

    def move(self, reminder: Reminder) -> None:
        """Write when the reminder has rung and rings again; nothing else of it has changed."""

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

    def show(self, chat: ChatId, tip: TipKey, now: datetime, opener: PhraseId | None = None) -> None:
        """Note that a tip is shown at `now`; `opener`: of the ring that brings it."""


class TagsLiked(Protocol):
    """The tags of tips that a chat wants more or less of."""

    def of(self, chat: ChatId) -> dict[str, int]:
        """Return how much more of each tag the chat wants; less: a number below zero."""

    def put(self, chat: ChatId, liked: Mapping[str, int]) -> None:
        """Write how much more of some tags the chat wants."""


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
