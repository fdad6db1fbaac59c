"""The webhook at Telegram: it is set at the start, and looked at every minute.

It is set without dropping the updates that wait. At the end it is left, so that Telegram keeps what comes
until the next start. Several processes of one bot set the same webhook, which changes nothing.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime

from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.ports import UNCOUNTED, CannotOpen, Figures
from bot.telegram.health import is_same, plain
from bot.telegram.raw import ALLOWED
from bot.telegram.trouble import Trouble, why

log = logging.getLogger(__name__)

CONNECTIONS = 100  # updates that Telegram may bring at the same time; the most that it allows
LOOK_EVERY = 60.0  # seconds
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds after trouble
_MAY_PASS = ("resolve", "timed out")  # what a refusal says that another attempt may not meet


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates, and the secret that it shows each time."""

    url: str
    secret: str = field(repr=False)


class Registration:
    """Sets the webhook, sets it again if somebody changes it, and says what Telegram reports about it."""

    def __init__(self, bot: Bot, hook: Hook, figures: Figures = UNCOUNTED) -> None:
        self.is_set = False
        self._bot = bot
        self._hook = hook
        self._figures = figures
        self._trouble = Trouble()
        self._failing = ""  # what Telegram has said about its last delivery, if that failed
        self._failed_at: datetime | None = None

    async def begin(self) -> None:
        """Set the webhook, if Telegram can be reached. CannotOpen: Telegram refuses it."""
        try:
            await self._set()
        except BadRequest as error:
            said = plain(error.message, self._bot.token)
            if any(words in said.lower() for words in _MAY_PASS):
                self._trouble.note("Telegram does not take the webhook yet. I keep trying.")
                return
            raise CannotOpen(f"Telegram refuses WEBHOOK_URL or WEBHOOK_SECRET: {said.rstrip('.')}.") from None
        except TelegramError as error:
            self._trouble.note(f"{why(error)} I keep trying.")

    async def look(self) -> float:
        """Set the webhook if it is not set, and ask about it; return the seconds until the next look."""
        try:
            if not self.is_set:
                await self._set()
            info = await self._bot.get_webhook_info()
            if not is_same(info.url, self._hook.url):
                log.warning("Another program has changed or removed the webhook; it is set again.")
                await self._set()
            self._note(info)
        except TelegramError as error:
            return self._rest(error)
        except Exception as error:  # noqa: BLE001 - the library raises anything for an answer of a wrong shape
            log.warning("The answer about the webhook cannot be read: %s.", type(error).__name__)
            return LOOK_EVERY
        if self._trouble.attempts:
            log.info("Telegram can be reached now.")
            self._trouble = Trouble()
        return LOOK_EVERY

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._hook.url,
            max_connections=CONNECTIONS,
            allowed_updates=ALLOWED,
            secret_token=self._hook.secret,
        )
        self.is_set = True

    def _rest(self, error: TelegramError) -> float:
        is_refused = isinstance(error, BadRequest)
        sentence = "Telegram does not take the webhook yet." if is_refused else why(error)
        self._trouble.note(f"{sentence} I keep trying.")
        if isinstance(error, RetryAfter):
            after = error.retry_after
            return after if isinstance(after, int | float) else after.total_seconds()
        return min(FIRST_PAUSE * 2.0 ** min(self._trouble.attempts - 1, 6), LONGEST_PAUSE)

    def _note(self, info: WebhookInfo) -> None:
        """Log a delivery that has failed since the last look; after a start, only if updates wait."""
        is_new = info.last_error_date is not None and info.last_error_date != self._failed_at
        is_first, self._failed_at = self._failed_at is None, info.last_error_date
        waiting = info.pending_update_count
        self._figures.waiting(waiting)
        if is_new and (waiting or not is_first):
            said = plain(info.last_error_message, self._bot.token).rstrip(".")
            if said != self._failing:
                log.warning("Telegram could not bring updates to the webhook: %s.", said)
            self._failing = said
        elif self._failing and not is_new and not waiting:
            log.info("Telegram brings updates to the webhook again.")
            self._failing = ""
