"""What a visit has read of its chat, and why the card must be sent once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from bot.domain.catalogue import TechniqueKey
from bot.domain.liking import Liking
from bot.domain.message import Phrase
from bot.domain.own import Draft
from bot.domain.session import Session
from bot.ports import Chat, Standing


class Unread(Enum):
    """Stands in the place of what was not read yet."""

    yet = "yet"


@dataclass(slots=True)
class CardDue:
    """Why the session's card must be sent once more when the action has ended, and with which words."""

    words: list[Phrase] = field(default_factory=list)  # they stand above the card's own
    is_changed: bool = False  # the card would show something else than before
    is_below: bool = False  # an answer was sent below the card
    has_moved_on: bool = False  # the session's state has changed

    @property
    def is_due(self) -> bool:
        """Must the card be sent?"""
        return self.is_changed or self.is_below or bool(self.words)


@dataclass(slots=True)
class Seen:
    """What a visit has read, as it now stands in the database."""

    standing: Standing | None = None
    chat: Chat | Unread | None = Unread.yet
    live: Session | Unread | None = Unread.yet
    draft: Draft | Unread | None = Unread.yet
    likings: Mapping[TechniqueKey, Liking] | Unread = Unread.yet
    is_new: bool = False
    answers: int = 0  # how many answers the scene has given
    card_due: CardDue = field(default_factory=CardDue)

    def reset(self) -> None:
        """Let everything be read anew."""
        self.standing = None
        self.chat = self.live = self.draft = Unread.yet
        self.likings = Unread.yet
