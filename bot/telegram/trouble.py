"""Saying what is wrong with the way to Telegram: each sentence once, the rest is counted."""

from __future__ import annotations

import logging

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.telegram.shape import NotTelegram

SAID_AGAIN_AFTER = 10  # attempts; two kinds of trouble that take turns are not said in turns

AWAY = "Telegram cannot be reached."

log = logging.getLogger(__name__)


class Trouble:
    """Attempts that failed, one after the other."""

    def __init__(self) -> None:
        self.attempts = 0
        self._sentence = ""
        self._said_at: dict[str, int] = {}  # the attempt that each sentence was last said at

    def note(self, sentence: str) -> None:
        """Count an attempt; say why it failed if that is not what was said last."""
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
    """Return one plain sentence; never with an address, which has the token."""
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
        case _:
            return AWAY
