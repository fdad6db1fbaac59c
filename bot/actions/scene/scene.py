"""What every action of a person gets: a visit to the chat, and who asks."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.scene.seen import CardDue, Unread
from bot.actions.scene.visit import Visit
from bot.domain.catalogue import Catalogue
from bot.domain.own import Draft
from bot.domain.reminder import Reminder
from bot.domain.session import Session
from bot.ports import Archive, Asked, Broadcasts, Chat, ManagersOnly, Retention, Standing, Stats, Work


class Scene(Visit):
    """A visit to the chat of a person who asks for something."""

    __slots__ = ("asked",)

    def __init__(self, work: Work, texts: Catalogue, asked: Asked) -> None:
        super().__init__(work, texts, asked.chat, asked.now)
        self.asked = asked

    @property
    def chat(self) -> Chat:
        """The chat that asks, known and reachable."""
        return self.meet()

    def meet(self) -> Chat:
        """Return the chat that asks: one that is new is kept from now on, one that was gone is back."""
        known = self.known
        if known is not None:
            return self.reach_again(known) if known.is_gone else known
        chat = Chat(id=self.chat_id, language=self.asked.language)
        self.keep(chat)
        self._seen.is_new = True
        return chat

    @property
    def is_new(self) -> bool:
        """Was the chat not known before? Then every message to it was written by this scene."""
        return self._seen.is_new

    def number_answer(self) -> int:
        """Return the number of the next answer, from 1 on. The scene without its tap goes on counting."""
        self._seen.answers += 1
        return self._seen.answers

    @property
    def has_answered(self) -> bool:
        """Was anything answered yet?"""
        return self._seen.answers > 0

    @property
    def retention(self) -> Retention:
        """How long what is stored is kept."""
        return self._work.retention

    @property
    def broadcasts(self) -> Broadcasts:
        """News from whoever runs the bot."""
        return self._work.broadcasts

    @property
    def stats(self) -> Stats:
        """Numbers about the whole bot."""
        return self._work.stats

    @property
    def card_due(self) -> CardDue:
        """Why the session's card must be sent once more when the action has ended."""
        return self._seen.card_due

    def untapped(self) -> Scene:
        """Return the same scene without the tap: an answer is a new message, and changes no old one."""
        scene = Scene(self._work, self.texts, replace(self.asked, pressed=None))
        scene._seen = self._seen
        return scene

    @property
    def draft(self) -> Draft | None:
        """What the chat is building and has not saved yet, or None."""
        if self._seen.draft is Unread.yet:
            self._seen.draft = self._standing.draft
        return self._seen.draft

    def keep_draft(self, draft: Draft) -> None:
        """Keep the chat's draft as given."""
        self._work.drafts.put(draft)
        self._seen.draft = draft

    def drop_draft(self) -> None:
        """Delete the chat's draft."""
        self._work.drafts.drop(self.chat_id)
        self._seen.draft = None

    def take_back(self, archive: Archive) -> None:
        """Let `archive` take the place of what is kept about the chat; CannotTakeBack: nothing was taken."""
        self._work.archives.take_back(archive, self.chat_id)
        self._seen.reset()

    def add_reminder(self, reminder: Reminder) -> Reminder:
        """Keep a reminder, which rings in the topic that asks; return it as the storage has it."""
        return self.reminders.add(replace(reminder, topic=self.asked.topic))

    def look_who_manages(self) -> None:
        """Go on only for who may manage the chat; ManagersOnly where that is not known."""
        if not self.asked.may_manage:
            raise ManagersOnly

    def _read_chat(self) -> Chat | None:
        return self._standing.chat

    def _read_live(self) -> Session | None:
        return self._standing.live

    @property
    def _standing(self) -> Standing:
        """How the chat stood when the scene first asked: nearly every action asks for all of it."""
        if self._seen.standing is None:
            self._seen.standing = self._work.standing(self.chat_id)
        return self._seen.standing
