"""Files that are made for a chat, and what a chat's file holds that is read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.domain.ids import ChatId
from bot.domain.message import Document

Records = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Archive:
    """All that is kept about a chat: the rows of each table, as text, numbers, lists and dicts."""

    chat: ChatId
    made_at: datetime
    tables: Records


class CannotTakeBack(Exception):
    """A file cannot be taken back; nothing of it was. The text is one plain sentence that says why."""


class Archives(Protocol):
    """Reads and writes all that is kept about a chat, whatever the tables are."""

    def of(self, chat: ChatId, now: datetime) -> Archive | None:
        """Return all that is kept about the chat; None: nothing is."""

    def take_back(self, archive: Archive, chat: ChatId) -> None:
        """Put `archive` in the place of all that is kept about `chat`; CannotTakeBack says why not.

        Messages that are on their way out are not taken back. A session that was on is stopped.
        """


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file in memory."""

    name: str
    content: bytes


class Documents(Protocol):
    """Makes the files that messages carry."""

    async def make(self, document: Document, chat: ChatId, words: str) -> MadeFile | None:
        """Return the file; `words`: the document's words, in the chat's language. None: nothing is kept.

        CannotWrite: it cannot be made just now, since the database does not answer.
        """
