"""Files that are made for a chat, and what a chat's file holds that is read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.domain.ids import ChatId
from bot.domain.message import Document

# A file that a person sends back in the chat may be so large. Nobody has to wait for it: a session a day for
# five years makes 100 KB. The host's command takes larger ones.
MOST_BROUGHT = 1_000_000  # bytes

Records = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Archive:
    """All that is kept about a chat: the rows of each table, as text, numbers, lists and dicts."""

    chat: ChatId
    made_at: datetime
    tables: Records


class Fault(StrEnum):
    """Why a file is not taken back."""

    strange = "strange"  # it is no file of Unknot
    large = "large"
    damaged = "damaged"  # or changed
    newer = "newer"  # a newer Unknot has made it
    theirs = "theirs"  # it is of another chat
    unfetched = "unfetched"  # it could not be fetched


class CannotTakeBack(Exception):
    """A file cannot be taken back; nothing of it was. The text is one plain sentence that says why."""

    def __init__(self, said: str, fault: Fault = Fault.damaged) -> None:
        super().__init__(said)
        self.fault = fault


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
    """A file in memory. `media_type`: what it is, as mails and the web say it, such as `text/calendar`."""

    name: str
    content: bytes
    media_type: str


class Documents(Protocol):
    """Makes the files that messages carry."""

    async def make(self, document: Document, chat: ChatId, words: str) -> MadeFile | None:
        """Return the file; `words`: the document's words, in the chat's language. None: nothing is kept.

        CannotWrite: it cannot be made just now, since the database does not answer.
        """
