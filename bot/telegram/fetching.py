"""The library's bot, with a way to fetch updates without reading them."""

from __future__ import annotations

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.telegram.raw import ALLOWED, Raw, is_update

WAIT = 25  # seconds that Telegram may keep a fetch waiting for updates
GRACE = 10.0  # seconds that the answer to a fetch may take in addition
FETCH = 100


class FetchingBot(ExtBot[None]):
    """The library's bot, with a way to fetch raw updates."""

    __slots__ = ()

    async def fetch(self, offset: int | None, *, waits: bool) -> list[Raw]:
        """Return up to 100 updates from `offset` on; with `waits`, wait until there is one.

        TelegramError: the call failed, or the answer is no list of updates.
        """
        wait = WAIT if waits else 0
        data = {"offset": offset, "limit": FETCH, "timeout": wait, "allowed_updates": ALLOWED}
        result = await self._post("getUpdates", data, read_timeout=wait + GRACE)
        updates = [raw for raw in result if is_update(raw)] if isinstance(result, list) else []
        if not updates and result != []:
            raise TelegramError("This is no list of updates.")
        return updates
