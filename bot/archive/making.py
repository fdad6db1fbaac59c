"""Makes the files that messages carry, when they leave: from what is kept then, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.archive.zipped import pack
from bot.domain.ids import ChatId
from bot.domain.message import Contents, Document
from bot.domain.reminder import Reminder
from bot.ports import Archive, MadeFile, Storage, Work


class FileMaker:
    """`ports.Documents`."""

    def __init__(self, storage: Storage, now: Callable[[], datetime], bot: int) -> None:
        self._storage = storage
        self._now = now
        self._bot = bot

    async def make(self, document: Document, chat: ChatId, words: str) -> MadeFile | None:
        """Return the file; `words`: the document's words, in the chat's language. None: nothing is kept."""
        match document.contents:
            case Contents.everything:
                return await self._everything(chat, words)
            case Contents.calendar:
                return await self._calendar(chat, words)

    async def _everything(self, chat: ChatId, words: str) -> MadeFile | None:
        now = self._now()

        def read(work: Work) -> Archive | None:
            return work.archives.of(chat, now)

        archive = await self._storage.run(read, chats=[chat])
        if archive is None:
            return None
        content = await asyncio.to_thread(pack, archive, words)
        return MadeFile(f"unknot-{now:%Y-%m-%d}.zip", content, "application/zip")

    async def _calendar(self, chat: ChatId, words: str) -> MadeFile | None:
        def read(work: Work) -> tuple[list[Reminder], str | None]:
            known = work.chats.get(chat)
            return work.reminders.of(chat), known.zone if known else None

        reminders, zone = await self._storage.run(read, chats=[chat])
        if zone is None:
            return None
        content = await asyncio.to_thread(_calendar_of, reminders, zone, words, self._now(), self._bot)
        return MadeFile("unknot.ics", content, "text/calendar")


def _calendar_of(reminders: Sequence[Reminder], zone: str, words: str, now: datetime, bot: int) -> bytes:
    # Imported in this thread, for the few who ask for it: the library for calendars takes 40 ms and 3 MB.
    from bot.archive.calendar import calendar

    return calendar(reminders, zone, words, now, bot)
