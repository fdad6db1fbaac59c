"""Albums: each photo is a message of its own, and any of them may have the words.

A photo without words gets the hint that only words are read. For one in an album the hint waits a moment: the
photo with the words may come in the next batch, and its answer is enough for all of them.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.answer_unread import answer_unread
from bot.domain.ids import ChatId
from bot.ports import Asked, Clock
from bot.reading.line import Line
from bot.telegram.aside import Aside

log = logging.getLogger(__name__)

Album = tuple[ChatId, str]  # Telegram's id of the album

WORDS_MAY_TAKE = timedelta(seconds=1.5)  # until they come
REMEMBERED = 1_000  # albums that wait, and albums that have words


@dataclass(frozen=True, slots=True)
class _Waiting:
    asked: Asked
    album: Album
    until: datetime  # wire time


class Albums:
    """Knows the newest albums."""

    def __init__(self, aside: Aside, clock: Clock) -> None:
        self._aside = aside
        self._clock = clock
        self._waiting: asyncio.Queue[_Waiting] = asyncio.Queue(REMEMBERED)
        self._known: OrderedDict[Album, bool] = OrderedDict()  # True: it has words

    def note_words(self, asked: Asked, album: str) -> None:
        """Note that a photo of the album has words."""
        self._know((asked.chat, album), has_words=True)

    def wait_for_words(self, asked: Asked, album: str) -> None:
        """Answer a photo without words in a moment, if none of its album has any."""
        key = (asked.chat, album)
        if key in self._known or self._waiting.full():
            return  # the answer to another photo is enough
        self._know(key, has_words=False)
        self._waiting.put_nowait(_Waiting(asked, key, self._clock.now().wire + WORDS_MAY_TAKE))

    async def run(self) -> None:
        """Answer the photos of one album after the other."""
        while True:
            waiting = await self._waiting.get()
            try:
                await self._clock.sleep(max((waiting.until - self._clock.now().wire).total_seconds(), 0))
                if not self._known.get(waiting.album):
                    await self._aside.act(waiting.asked, answer_unread, Line(""))
            except Exception:
                log.exception("An album could not be answered.")
            finally:
                self._waiting.task_done()

    async def emptied(self) -> None:
        """Wait until no album waits."""
        await self._waiting.join()

    def _know(self, album: Album, *, has_words: bool) -> None:
        self._known[album] = has_words
        self._known.move_to_end(album)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
