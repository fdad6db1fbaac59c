"""Who asks for an action, where and when."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, PersonId, UpdateId
from bot.ports.time import Now


class ManagersOnly(Exception):
    """What is asked for is an administrator's to ask for; whoever catches this looks whether it was one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for an action, where and when."""

    update: UpdateId
    chat: ChatId
    person: PersonId
    now: Now
    language: Language  # the chat's; for a new chat the person's
    name: str = ""  # of the person; used in the answer, kept only with what they share
    bot: str = ""  # the bot's username, for links to it
    pressed: MessageId | None = None  # the message whose button was tapped
    is_private: bool = True
    may_manage: bool = True  # False: in a group, and nobody has looked yet whether they are an administrator
    numbers: list[int] = field(default_factory=lambda: [0])  # answers given so far, for their keys
