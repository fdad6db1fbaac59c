"""Keeping the token, and what people wrote, out of every log line."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
HIDDEN = "<token>"

# These print whole updates, bodies or addresses, even in their worst messages: nothing is let through.
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
        line = redact(self._inner.format(record))
        return line.replace(self._token, HIDDEN) if self._token else line


def redact(text: str) -> str:
    """Return `text` without anything that looks like a bot token."""
    return _TOKEN.sub(HIDDEN, text)


def quieten() -> None:
    """Keep libraries from logging what people wrote."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(SILENT)
