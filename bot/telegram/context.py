"""What a handler gets: who asks, and the one way to do an action."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from telegram import Bot, CallbackQuery, Chat, Message, Update
from telegram.ext import Application, CallbackContext

from bot.actions.act import act
from bot.actions.scene import Scene
from bot.delivery.newest import NewestButtons
from bot.domain.catalogue import Catalogue
from bot.domain.cleaning import one_line
from bot.domain.dangers import RedFlag, Urgency
from bot.domain.ids import ChatId, MessageId, PersonId, TopicId, UpdateId
from bot.domain.message import Phrase
from bot.ports import ANY_PICTURE, Asked, Clock, Program, Work
from bot.reading.line import Line
from bot.reading.readers import Readers
from bot.telegram.arrived import Arrived
from bot.telegram.batch import Batch
from bot.telegram.beside import Beside
from bot.telegram.languages import language_in, reads_traditional
from bot.telegram.reading_thread import ReadingThread
from bot.telegram.reloading import Faulty
from bot.telegram.slashed import red_flag_in

P = ParamSpec("P")
T = TypeVar("T")
SLOTS = "handling"  # the key of the Handling in the application's bot_data


@dataclass(slots=True)
class Handling:
    """What all handlers share: the clock, the texts, and the Readers of typed lines.

    A reload exchanges the texts and their Readers.
    """

    clock: Clock
    catalogue: Catalogue
    readers: Readers
    admins: frozenset[PersonId] = frozenset()  # who run the bot
    reload: Callable[[], Awaitable[Faulty | None]] | None = None
    program: Program | None = None  # what `/stats` says of the program itself
    beside: Beside | None = None  # what is done beside the batches
    newest: NewestButtons = field(default_factory=NewestButtons)
    reading: ReadingThread = field(default_factory=ReadingThread)

    def take_texts(self, catalogue: Catalogue, readers: Readers) -> None:
        """Use these texts from now on. A line that is being read now is read as before."""
        self.catalogue, self.readers = catalogue, readers

    async def off_loop(self, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `read` in another thread: reading needs processor time."""
        return await self.reading.take(partial(read, *args, **kwargs))


class BotContext(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update."""

    asked: Asked | None = None
    batch: Batch | None = None
    mild: Urgency | None = None  # what the line speaks of, if that is no red flag
    _line: Line | None = None

    @classmethod
    def from_update(
        cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]
    ) -> BotContext:
        """Build the context; it reads once who asks."""
        context = super().from_update(update, application)
        assert isinstance(context, BotContext)  # noqa: S101 - the library's classmethod returns this class
        if isinstance(update, Arrived):
            context.batch = update.batch
        if isinstance(update, Update) and update.effective_chat is not None:
            context.asked = _asked(update, update.effective_chat, context.handling, application.bot.username)
        return context

    @property
    def handling(self) -> Handling:
        """What all handlers share."""
        shared: Handling = self.bot_data[SLOTS]
        return shared

    async def read(self, text: str) -> Line:
        """Return what `text` says in the chat's language; for one update the same text is read only once.

        It is read in another thread, and before a unit of work opens.
        """
        if self.asked is None:
            raise RuntimeError("A line needs an update of a chat.")
        if self._line is None or self._line.text != text:
            shared = self.handling
            self._line = await shared.off_loop(shared.readers.read, text, self.asked.language)
        return self._line

    async def find_red_flag(self, text: str) -> RedFlag | None:
        """Return the most urgent red flag that `text` mentions, in any language; read in another thread."""
        if not text or self.asked is None:
            return None
        shared, bot = self.handling, self.bot.username
        find, language = shared.readers.find_red_flag, self.asked.language
        return await shared.off_loop(red_flag_in, text, bot, find, shared.catalogue, language)

    async def act(
        self,
        action: Callable[Concatenate[Scene, P], Phrase | None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do `action` in the batch's commit. If a button was tapped, the returned phrase is its toast."""
        asked, batch, handling = self.asked, self.batch, self.handling
        if asked is None or batch is None:
            raise RuntimeError("An action needs an update of a chat, in a batch.")

        def unit(work: Work) -> Phrase | None:
            # Read only now: a beat that ran meanwhile may have moved the sessions and people's time.
            current = replace(asked, now=handling.clock.now())
            return act(Scene(work, handling.catalogue, current), action, *args, **kwargs)

        await batch.submit(asked.update, unit)


def _asked(update: Update, chat: Chat, handling: Handling, bot: str) -> Asked:
    person = update.effective_user
    is_private = chat.type == Chat.PRIVATE
    return Asked(
        update=UpdateId(update.update_id),
        chat=ChatId(chat.id),
        person=PersonId(person.id if person else chat.id),
        now=handling.clock.now(),
        language=language_in(update, handling.catalogue),
        name=one_line(person.first_name) if person else "",
        bot=bot,
        topic=_topic_of(update),
        pressed=_pressed(update.callback_query),
        pressed_sent_at=_sent_at(update.callback_query),
        pressed_shows=_shown_by(update.callback_query),
        is_private=is_private,
        is_admin=is_private and person is not None and person.id in handling.admins,
        reads_traditional=reads_traditional(person),
        is_album=update.message is not None and update.message.media_group_id is not None,
    )


def _pressed(query: CallbackQuery | None) -> MessageId | None:
    if query is None or query.message is None:
        return None
    return MessageId(query.message.message_id)


def _sent_at(query: CallbackQuery | None) -> datetime | None:
    """Return when the tapped message was sent: for one that Telegram no longer shows it is 1970."""
    return query.message.date if query is not None and query.message is not None else None


def _shown_by(query: CallbackQuery | None) -> str | None:
    """Say that the tapped message shows a picture. One that Telegram no longer tells of counts as words."""
    message = query.message if query is not None else None
    has_picture = isinstance(message, Message) and bool(message.animation or message.photo)
    return ANY_PICTURE if has_picture else None


def _topic_of(update: Update) -> TopicId | None:
    """Return the topic in which something was typed or tapped.

    A message has a thread also where it is only an answer to another one. Telegram takes no such number.
    """
    message = update.effective_message
    if not isinstance(message, Message) or not message.is_topic_message:
        return None
    return None if message.message_thread_id is None else TopicId(message.message_thread_id)
