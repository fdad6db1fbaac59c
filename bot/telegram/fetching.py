"""The library's bot, with a way to fetch updates, and to make calls, without the library's objects."""

from __future__ import annotations

from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter  # RequestData is made of them

from bot.telegram.raw import ALLOWED, Raw, is_update

WAIT = 25  # seconds that Telegram may keep a fetch waiting for updates
GRACE = 10.0  # seconds that the answer to a fetch may take in addition
FETCH = 100


class FetchingBot(ExtBot[None]):
    """The library's bot, with a way to fetch raw updates, and to make raw calls."""

    __slots__ = ()

    async def call(self, method: str, within: float | None = None, **given: Any) -> Any:
        """Make a call without a file; return what Telegram answers, as it is. TelegramError: it failed.

        `within`: seconds to connect, and to wait for the answer. `given` has Telegram's own names and plain
        values; None is left out. The library would make objects of the buttons and of the answer, which takes
        longer than all else of a call.
        """
        seconds = BaseRequest.DEFAULT_NONE if within is None else within
        parameters = [RequestParameter(name, given[name], None) for name in given if given[name] is not None]
        return await self.request.post(
            f"{self.base_url}/{method}",
            RequestData(parameters),
            read_timeout=seconds,
            connect_timeout=seconds,
        )

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
