"""What a handler has at hand: who asks, and one way to act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from telegram import Bot, CallbackQuery, Chat, ChatMember, Message, Update, User
from telegram.ext import Application, CallbackContext

from bot.actions.act import act
from bot.actions.scene import Scene
from bot.domain.catalogue import Catalogue, Language
from bot.domain.ids import ChatId, MessageId, PersonId, UpdateId
from bot.domain.message import Phrase
from bot.ports import Asked, Clock, Work
from bot.telegram.arrived import Arrived
from bot.telegram.batch import Batch

P = ParamSpec("P")
SLOTS = "handling"  # where the application keeps the Handling in its bot_data


@dataclass(frozen=True, slots=True)
class Handling:
    """What the whole application shares: the clock and the texts."""

    clock: Clock
    catalogue: Catalogue


class BotContext(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update."""

    asked: Asked | None = None
    batch: Batch | None = None

    @classmethod
    def from_update(
        cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]
    ) -> BotContext:
        """Build the context; who asks is read once, here."""
        context = super().from_update(update, application)
        assert isinstance(context, BotContext)  # noqa: S101 - what the library promises of its classmethod
        if isinstance(update, Arrived):
            context.batch = update.batch
        if isinstance(update, Update) and update.effective_chat is not None:
            context.asked = _asked(update, update.effective_chat, context.handling, application.bot.username)
        return context

    @property
    def handling(self) -> Handling:
        """What the application shares."""
        shared: Handling = self.bot_data[SLOTS]
        return shared

    async def act(
        self,
        action: Callable[Concatenate[Scene, P], Phrase | None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do `action` in the batch's commit. Its answer is the toast if a button was tapped."""
        asked, batch, texts = self.asked, self.batch, self.handling.catalogue
        if asked is None or batch is None:
            raise RuntimeError("An action needs an update of a chat, in a batch.")

        def unit(work: Work) -> Phrase | None:
            return act(Scene(work, texts, asked), action, *args, **kwargs)

        await batch.submit(asked.update, unit)


def _asked(update: Update, chat: Chat, handling: Handling, bot: str) -> Asked:
    person = update.effective_user
    return Asked(
        update=UpdateId(update.update_id),
        chat=ChatId(chat.id),
        person=PersonId(person.id if person else chat.id),
        now=handling.clock.now(),
        language=language_of(person, handling.catalogue),
        name=person.first_name if person else "",
        bot=bot,
        pressed=_pressed(update.callback_query),
        is_private=chat.type == Chat.PRIVATE,
    )


def language_of(person: User | None, catalogue: Catalogue) -> Language:
    """Return the language of ours that fits the person's, else the default."""
    wanted = str(person.language_code or "" if person else "").lower()  # the library does not look what it is
    for language in catalogue.languages:
        if wanted == language or wanted.split("-")[0] == language.split("-")[0]:
            return language
    return catalogue.languages[0]


def _pressed(query: CallbackQuery | None) -> MessageId | None:
    if query is None or query.message is None:
        return None
    return MessageId(query.message.message_id)


def text_of(update: Update) -> str:
    """Return what was typed in the update's message."""
    message = update.effective_message
    return (message.text or message.caption or "") if isinstance(message, Message) else ""


def is_administrator(member: ChatMember) -> bool:
    """May this member change the settings of a group?"""
    return member.status in (ChatMember.ADMINISTRATOR, ChatMember.OWNER)


def is_reply_to(update: Update, bot: int) -> bool:
    """Does the update's message answer one of the bot's own?"""
    message = update.effective_message
    replied = message.reply_to_message if isinstance(message, Message) else None
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot
