"""Keeps the token, and what people wrote, out of every log line."""

from __future__ import annotations

import logging
import re

_COLON = r"(?::|%(?:25)*3A)"  # in a URL the colon may be percent-encoded, even twice
_TOKEN = re.compile(rf"\d{{5,}}{_COLON}[A-Za-z0-9_-]{{30,}}", re.IGNORECASE)
_SHORTEST_SECRET = 8  # characters; a shorter text may be in a line by chance
HIDDEN = "<token>"

# These loggers print whole updates, bodies or URLs, even at level CRITICAL. So nothing of them is logged.
SILENT = logging.CRITICAL + 1
_TALKATIVE = ("httpx", "httpcore", "telegram", "aiohttp.access", "apscheduler", "alembic")


class Redacting(logging.Formatter):
    """Formats a record as its formatter does, without anything that looks like a token."""

    def __init__(self, inner: logging.Formatter, token: str = "") -> None:
        super().__init__()
        self._inner = inner
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, traceback included, with tokens hidden."""
        return redact(self._inner.format(record), self._token)


def redact(text: str, token: str = "") -> str:
    """Return `text` without `token`, its secret part, or anything else that looks like a bot token."""
    hidden = text.replace(token, HIDDEN) if token else text
    hidden = _TOKEN.sub(HIDDEN, hidden)
    secret = token.partition(":")[2]
    return hidden.replace(secret, HIDDEN) if len(secret) >= _SHORTEST_SECRET else hidden


def quieten() -> None:
    """Keep libraries from logging what people wrote."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(SILENT)
