"""Signing in to Telegram: a refused token ends the start; a network that is down only delays it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.telegram.routing import App
from bot.telegram.trouble import AWAY, Trouble, why

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


class TokenRefused(Exception):
    """Telegram does not know the token."""


async def connect(application: App, sleep: Callable[[float], Awaitable[None]]) -> None:
    """Call getMe until Telegram answers. TokenRefused: Telegram refuses the token."""
    pause, trouble = FIRST_PAUSE, Trouble()
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise TokenRefused(
                "Telegram refuses BOT_TOKEN: check it with @BotFather, and BOT_API_URL if you set one."
            ) from None
        except TelegramError as error:
            trouble.note(_why_not_yet(error))
        else:
            if trouble.attempts:
                log.info("Telegram can be reached now.")
            return
        await sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _why_not_yet(error: TelegramError) -> str:
    sentence = why(error)
    if sentence == AWAY:
        return "Telegram cannot be reached yet; I keep trying."
    return f"{sentence} I keep trying."


async def leave_webhook(bot: Bot) -> None:
    """Remove the webhook, as Telegram refuses polling while one is set. Log it first: somebody has set it."""
    try:
        info = await bot.get_webhook_info()
        if info.url:
            log.warning("A webhook is set for this bot; it is removed, because this process polls.")
            await bot.delete_webhook()
    except TelegramError:
        log.debug("The webhook could not be looked at.")  # polling says what is wrong, if it lasts
    except Exception as error:  # noqa: BLE001 - polling goes on; after a conflict it looks for a webhook again
        log.warning("The answer about the webhook cannot be read: %s.", type(error).__name__)
