"""One chat at one moment, inside one unit of work: what is known of the chat is read once.

Actions write a chat and its session through here only, so that what was read stays true. A visit lives no
longer than the savepoint that it was made in: after a rollback a new visit reads anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.actions.scene.played import Played
from bot.actions.scene.seen import Seen, Unread
from bot.domain import walk
from bot.domain.back_off import Unheard
from bot.domain.catalogue import Catalogue, TechniqueKey
from bot.domain.ids import ChatId, ReminderId, SessionId, TopicId
from bot.domain.liking import Liking
from bot.domain.own_day import day_of
from bot.domain.reminder import Reminder, leave_behind
from bot.domain.session import Programme, Session
from bot.ports import (
    AddedSessions,
    AwayDays,
    Chat,
    DoneDays,
    Now,
    Outbox,
    OwnRoutines,
    Reminders,
    TagsLiked,
    Tips,
    Work,
)

UNNUMBERED = SessionId(0)  # until it is kept


class Visit:
    """One chat at one moment. Made by whoever opened the unit of work."""

    __slots__ = ("_seen", "_work", "chat_id", "now", "texts")

    def __init__(self, work: Work, texts: Catalogue, chat_id: ChatId, now: Now) -> None:
        self._work = work
        self._seen = Seen()
        self.texts = texts
        self.chat_id = chat_id
        self.now = now

    @property
    def known(self) -> Chat | None:
        """The chat as it is kept, or None before it has written."""
        if self._seen.chat is Unread.yet:
            self._seen.chat = self._read_chat()
        return self._seen.chat

    @property
    def zone(self) -> str | None:
        """The name of the chat's time zone, if it is known."""
        return self.known.zone if self.known is not None else None

    @property
    def today(self) -> date:
        """The date of the day that it is for the person. Where no zone is known, it is UTC's."""
        return self.day_of(self.now.people)

    def day_of(self, moment: datetime) -> date:
        """Return the date of the person's day to which `moment` belongs. Without a zone, it is UTC's."""
        begins = self.known.day_begins if self.known is not None else 0
        return day_of(moment, ZoneInfo(self.zone or "UTC"), begins)

    @property
    def live(self) -> Session | None:
        """The chat's live session, or None."""
        if self._seen.live is Unread.yet:
            self._seen.live = self._read_live()
        return self._seen.live

    @property
    def likings(self) -> Mapping[TechniqueKey, Liking]:
        """Which techniques the chat wants more or less of."""
        if self._seen.likings is Unread.yet:
            self._seen.likings = self._work.likings.of(self.chat_id)
        return self._seen.likings

    def keep_liking(self, technique: TechniqueKey, liking: Liking) -> None:
        """Keep a liking of the chat in place of an earlier one."""
        self._work.likings.put(self.chat_id, technique, liking)
        self._seen.likings = Unread.yet

    def drop_liking(self, technique: TechniqueKey) -> None:
        """Forget a liking of the chat, if there is one."""
        self._work.likings.drop(self.chat_id, technique)
        self._seen.likings = Unread.yet

    def keep(self, chat: Chat) -> None:
        """Keep the chat of this visit as given, new or known."""
        self._work.chats.put(chat)
        self._seen.chat = chat

    def note_unheard(self, chat: Chat, unheard: Unheard) -> Chat:
        """Keep for how long nobody has answered the reminders; return the chat as it is now."""
        self._work.chats.note_unheard(chat.id, unheard)
        self._seen.chat = replace(chat, unheard=unheard)
        return self._seen.chat

    def reach_again(self, chat: Chat) -> Chat:
        """Keep and return `chat` as reachable; block the messages that still waited for it."""
        self.outbox.block(chat.id)
        reachable = replace(chat, is_gone=False)
        self.keep(reachable)
        self.leave_behind()
        return reachable

    def reminder(self, number: ReminderId) -> Reminder | None:
        """Return a reminder of this chat; None: it has none of this number."""
        found = self.reminders.get(number)
        return found if found is not None and found.chat == self.chat_id else None

    def leave_behind(self) -> None:
        """Let no ring expire that nobody waited for: that would look as if the bot had been away."""
        zone = ZoneInfo(self.zone or "UTC")
        for each in self.reminders.of(self.chat_id):
            left = leave_behind(each, zone, self.now.people)
            if left != each:
                self.reminders.put(left)

    def forget(self) -> None:
        """Delete the chat and everything that belongs to it."""
        self._work.chats.forget(self.chat_id)
        self._seen.chat = self._seen.live = self._seen.draft = None
        self._seen.likings = Unread.yet

    def move(self, old: ChatId, new: ChatId) -> Visit:
        """Give the chat `old` the number `new`, with all that belongs to it; return a visit to `new`."""
        self._work.chats.move(old, new)
        self._seen.reset()
        return self if new == self.chat_id else Visit(self._work, self.texts, new, self.now)

    def begin(self, programme: Programme, topic: TopicId | None = None) -> Session:
        """Keep a new session in its get-ready count and return it; the chat must have no live one."""
        began = self._work.sessions.add(
            walk.begin(UNNUMBERED, self.chat_id, programme, self.now.people, topic)
        )
        self._seen.live = began
        return began

    def keep_session(self, session: Session) -> None:
        """Keep a session of this chat as it now stands; it must be the version that was read.

        One that was live and has ended gets the local date of its end.
        """
        if not session.is_live and self.live is not None and self.live.id == session.id:
            begins = self.known.day_begins if self.known is not None else 0
            zone = ZoneInfo(self.zone) if self.zone is not None else None
            session = walk.date_end(session, zone, begins)
        kept = self._work.sessions.put(session)
        if kept.is_live:
            self._seen.live = kept
        elif isinstance(self._seen.live, Session) and self._seen.live.id == kept.id:
            self._seen.live = None

    @property
    def sessions(self) -> Played:
        """The sessions, of this chat and of others."""
        return self._work.sessions

    @property
    def reminders(self) -> Reminders:
        """The reminders."""
        return self._work.reminders

    @property
    def outbox(self) -> Outbox:
        """The messages on their way out."""
        return self._work.outbox

    @property
    def tips(self) -> Tips:
        """Which tips a chat has seen."""
        return self._work.tips

    @property
    def tags_liked(self) -> TagsLiked:
        """The tags of tips that a chat wants more or less of."""
        return self._work.tags_liked

    @property
    def done_days(self) -> DoneDays:
        """What people have done without a session."""
        return self._work.done_days

    @property
    def away_days(self) -> AwayDays:
        """The days on which people are away."""
        return self._work.away_days

    @property
    def added(self) -> AddedSessions:
        """The sessions that people had without the bot, and added afterwards."""
        return self._work.added

    @property
    def own(self) -> OwnRoutines:
        """The routines that people build themselves."""
        return self._work.own

    def _read_chat(self) -> Chat | None:
        return self._work.chats.get(self.chat_id)

    def _read_live(self) -> Session | None:
        return self._work.sessions.live(self.chat_id)
