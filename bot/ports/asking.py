"""Who asks for an action, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, OutboxId, PersonId, TopicId, UpdateId
from bot.domain.message import Button
from bot.ports.time import Now


class ManagersOnly(Exception):
    """Only an administrator may do this. Whoever catches this asks Telegram whether the person is one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for an action, where and when."""

    update: UpdateId
    chat: ChatId
    person: PersonId
    now: Now
    language: Language  # the chat's; for a new chat the person's
    name: str = ""  # of the person; used in the answer, stored only with a routine that they share
    bot: str = ""  # the bot's username, for links to it
    topic: TopicId | None = None  # of a group with topics: where to answer
    pressed: MessageId | None = None  # the message whose button was tapped
    pressed_sent_at: datetime | None = None  # when it was sent; long ago, if Telegram no longer tells
    pressed_shows: str | None = None  # ANY_PICTURE: that message has a picture; None: it has none
    is_private: bool = True
    reads_traditional: bool = False  # the person's app is set to Chinese in traditional characters
    is_album: bool = False  # the words stand below one of several photos, each of which is a message
    is_admin: bool = False  # a person who runs the bot, in their private chat with it
    may_manage: bool = True  # False: in a group, and Telegram was not asked yet if they are an administrator


@dataclass(frozen=True, slots=True)
class Offers:
    """The buttons of the newest message, for a person who types an answer instead of tapping one.

    `message`: that message, as the outbox row `row` left it. `named`: the line is the label of this button.
    `likely`: it names this one by its place, or by a part of its label. `says_none`: the line says that none
    of several things is true. `says_doubt`: it says that one may be true.
    """

    message: MessageId | None = None
    row: OutboxId | None = None
    buttons: tuple[Button, ...] = ()
    named: Button | None = None
    likely: Button | None = None
    is_place: bool = False  # `likely` was named by its place
    says_none: bool = False
    says_doubt: bool = False


NO_OFFERS = Offers()
