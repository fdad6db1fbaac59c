"""What is wrong with the connection to Telegram. Each sentence is logged once; repetitions are counted."""

from __future__ import annotations

import logging

import aiohttp
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.telegram.shape import NotTelegram

# Attempts after which a sentence is logged again. So two troubles that alternate are not logged each time.
SAID_AGAIN_AFTER = 10
LASTING = 3  # failed attempts

AWAY = "Telegram cannot be reached."

log = logging.getLogger(__name__)


class Trouble:
    """The failed attempts since the last success."""

    def __init__(self) -> None:
        self.attempts = 0
        self._sentence = ""
        self._said_at: dict[str, int] = {}  # for each sentence the attempt at which it was logged last

    def lasting(self) -> str:
        """Return what is wrong if it is no hiccup; empty: nothing is."""
        return self._sentence if self.attempts >= LASTING else ""

    def note(self, sentence: str) -> None:
        """Count an attempt; log why it failed, unless this sentence was logged last or a few attempts ago."""
        self.attempts += 1
        last = self._said_at.get(self._sentence, 0)
        if sentence == self._sentence or (
            sentence in self._said_at and self.attempts - last < SAID_AGAIN_AFTER
        ):
            return
        self._sentence = sentence
        self._said_at[sentence] = self.attempts
        counted = f" {self.attempts} attempts have failed so far." if self.attempts > 1 else ""
        log.warning("%s%s", sentence, counted)


def why(error: TelegramError) -> str:
    """Return one plain sentence. It never has the URL of a call, since the URL contains the token."""
    match error:
        case InvalidToken():
            return "Telegram does not accept the token."
        case Conflict():
            return "Another program fetches this bot's updates, or a webhook is set."
        case RetryAfter():
            return "Telegram asks for a pause."
        case NotTelegram() if error.status < 500:
            return (
                f"What answers is not Telegram (HTTP {error.status}):"
                " check BOT_API_URL if you set one, and any proxy on the way."
            )
        case NetworkError(__cause__=aiohttp.ClientHttpProxyError(status=status)):
            return f"The proxy in HTTPS_PROXY refuses to connect to Telegram (HTTP {status})."
        case NetworkError(__cause__=aiohttp.ClientProxyConnectionError()):
            return "The proxy in HTTPS_PROXY cannot be reached."
        case _:
            return AWAY
