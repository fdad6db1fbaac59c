"""The repositories of a unit of work for many chats: they answer from what was read ahead, and write later.

What was read ahead is true as long as nothing of it is written. A row that is written later drops the answers
that it changes, and any other statement that writes drops all of them (see `Later`). A question that was not
read ahead is asked as usual.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import cast

from sqlalchemy import Connection

from bot.domain.added import Added
from bot.domain.back_off import Unheard
from bot.domain.catalogue import PhraseId, TechniqueKey, TipKey
from bot.domain.done import Done
from bot.domain.ids import ChatId, MessageId
from bot.domain.liking import Liking
from bot.domain.reminder import Reminder
from bot.domain.session import Session
from bot.domain.tip_choice import TipSeen
from bot.ports import Chat, Lane, Outgoing
from bot.storage import chats, done_days, puts, reminder_rows, reminders, tips
from bot.storage.added_sessions import StoredAddedSessions
from bot.storage.chats import StoredChats
from bot.storage.done_days import StoredAwayDays, StoredDoneDays, outage
from bot.storage.likings import StoredLikings
from bot.storage.outbox import StoredOutbox
from bot.storage.remains import Remains
from bot.storage.reminders import StoredReminders
from bot.storage.sessions import StoredSessions
from bot.storage.tips import StoredTagsLiked, StoredTips
from bot.storage.together import reading
from bot.storage.together.later import Later
from bot.storage.together.reading import Bounds


def as_connection(later: Later) -> Connection:
    """Return `later` for repositories, which use of a connection only what it has."""
    return cast(Connection, later)


class ChatsTogether(StoredChats):
    """The chats."""

    def __init__(self, later: Later, remains: Remains) -> None:
        super().__init__(as_connection(later), remains)
        self._later = later

    def get(self, chat: ChatId) -> Chat | None:
        """Return the chat, or None if the bot does not know it yet."""
        return self._later.ahead.answer(reading.CHAT, chat, super().get)

    def put(self, chat: Chat) -> None:
        """Keep `chat` as given, new or known."""
        self._later.ahead.drop(reading.CHAT, chat.id)
        self._later.write(chat.id, chats.PUT, chats.values_of(chat), after=chats.NOTE_UNHEARD)

    def note_unheard(self, chat: ChatId, unheard: Unheard) -> None:
        """Keep for how long nobody in the chat has answered the reminders, and change nothing else."""
        self._later.ahead.drop(reading.CHAT, chat)
        self._later.write(chat, chats.NOTE_UNHEARD, chats.unheard_of(chat, unheard), after=chats.PUT)


class SessionsTogether(StoredSessions):
    """The sessions."""

    def __init__(self, later: Later, bounds: Bounds) -> None:
        super().__init__(as_connection(later))
        self._later = later
        self._bounds = bounds

    def live(self, chat: ChatId) -> Session | None:
        """Return the chat's live session, or None."""
        return self._later.ahead.answer(reading.LIVE, chat, super().live)

    def finished(self, chat: ChatId, since: datetime) -> list[tuple[datetime, date | None]]:
        """Return when each finished session began, from `since` on, and the local date of its end."""
        ask = partial(super().finished, since=since)
        if since < self._bounds.since:
            return ask(chat)
        return [each for each in self._later.ahead.answer(reading.FINISHED, chat, ask) if each[0] >= since]


class DoneDaysTogether(StoredDoneDays):
    """What people have done without a session."""

    def __init__(self, later: Later, bounds: Bounds) -> None:
        super().__init__(as_connection(later))
        self._later = later
        self._bounds = bounds

    def since(self, chat: ChatId, on: date) -> list[Done]:
        """Return what was done on `on` and later, the earliest first."""
        ask = partial(super().since, on=on)
        if on < self._bounds.on:
            return ask(chat)
        return [each for each in self._later.ahead.answer(reading.DONE, chat, ask) if each.on >= on]


class AwayDaysTogether(StoredAwayDays):
    """The days that wait."""

    def __init__(self, later: Later) -> None:
        super().__init__(as_connection(later))
        self._later = later

    def add_outage(self, chat: ChatId, days: Iterable[date], at: datetime) -> None:
        """Note days on which the bot could not ring; `at`: when it was back."""
        for on in days:
            self._later.write(chat, done_days.ADD, outage(chat, on, at))


class AddedTogether(StoredAddedSessions):
    """The sessions that people had without the bot."""

    def __init__(self, later: Later) -> None:
        super().__init__(as_connection(later))
        self._later = later

    def of(self, chat: ChatId) -> list[Added]:
        """Return the chat's added sessions, those of the earliest date first."""
        return self._later.ahead.answer(reading.ADDED, chat, super().of)


class LikingsTogether(StoredLikings):
    """Likes and dislikes."""

    def __init__(self, later: Later) -> None:
        super().__init__(as_connection(later))
        self._later = later

    def of(self, chat: ChatId) -> dict[TechniqueKey, Liking]:
        """Return the chat's likings."""
        return self._later.ahead.answer(reading.LIKED, chat, super().of)


class TipsTogether(StoredTips):
    """Which tips a chat has seen."""

    def __init__(self, later: Later) -> None:
        super().__init__(as_connection(later))
        self._later = later

    def seen(self, chat: ChatId) -> dict[TipKey, TipSeen]:
        """Return the tips shown in the chat: when each was shown last, and how often."""
        return self._later.ahead.answer(reading.TIPS, chat, super().seen)

    def show(self, chat: ChatId, tip: TipKey, now: datetime, opener: PhraseId | None = None) -> None:
        """Note that a tip is shown at `now`; `opener`: of the ring that brings it."""
        self._later.ahead.drop(reading.TIPS, chat)
        self._later.write(chat, tips.SHOW, tips.shown(chat, tip, now, opener))


class TagsTogether(StoredTagsLiked):
    """The tags of tips that a chat wants more or less of."""

    def __init__(self, later: Later) -> None:
        super().__init__(as_connection(later))
        self._later = later

    def of(self, chat: ChatId) -> dict[str, int]:
        """Return how much more of each tag the chat wants; less: a number below zero."""
        return self._later.ahead.answer(reading.TAGS, chat, super().of)


class RemindersTogether(StoredReminders):
    """The reminders. None is read ahead, since the caller has those that ring."""

    def __init__(self, later: Later) -> None:
        super().__init__(as_connection(later))
        self._later = later

    def move(self, reminder: Reminder) -> None:
        """Write when the reminder has rung and rings again; nothing else of it has changed."""
        self._later.write(reminder.chat, reminders.PUT, reminder_rows.move_of(reminder))


class OutboxTogether(StoredOutbox):
    """The messages on their way out."""

    def __init__(self, later: Later, remains: Remains, bounds: Bounds) -> None:
        super().__init__(as_connection(later), remains)
        self._later = later
        self._bounds = bounds

    def add(self, outgoing: Outgoing) -> None:
        """Write a row, unless its key exists. What others wait for is written at once."""
        if outgoing.about is not None or outgoing.lane <= Lane.session:
            super().add(outgoing)
            return
        self._later.ahead.drop(reading.RUNG, outgoing.chat)
        self._later.ahead.drop(reading.RINGS, outgoing.chat)
        self._later.write(outgoing.chat, puts.PUT, puts.values_of(outgoing))

    def has_rung(self, chat: ChatId, minute: datetime) -> bool:
        """Was a ring of the chat written in the minute from `minute` on that has left, or may leave?"""
        ask = partial(super().has_rung, minute=minute)
        if minute != self._bounds.minute:
            return ask(chat)
        return self._later.ahead.answer(reading.RUNG, chat, ask)

    def shown_rings(self, chat: ChatId) -> list[MessageId]:
        """Return the messages that have, or had, the buttons of the chat's rings, the newest first."""
        return self._later.ahead.answer(reading.RINGS, chat, super().shown_rings)
