"""Keeps the token, and what people wrote, out of every log line."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path
from traceback import extract_tb

_COLON = r"(?::|%(?:25)*3A)"  # in a URL the colon may be percent-encoded, even twice
_TOKEN = re.compile(rf"\d{{5,}}{_COLON}[A-Za-z0-9_-]{{30,}}", re.IGNORECASE)
_SHORTEST_SECRET = 8  # characters; a shorter text may be in a line by chance
HIDDEN = "<token>"

# These loggers print whole updates, bodies or URLs, even at level CRITICAL. Of their warnings and errors only
# the sentence is logged, without what it was filled with, and the kind and place of the error.
_TALKATIVE = ("httpx", "httpcore", "telegram", "aiohttp.access", "apscheduler", "alembic")
_PREFIXES = tuple(f"{name}." for name in _TALKATIVE)


class Redacting(logging.Formatter):
    """Formats a record as its formatter does, without anything that looks like a token."""

    def __init__(self, inner: logging.Formatter, token: str = "") -> None:
        super().__init__()
        self._inner = inner
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, traceback included, with tokens hidden."""
        if f"{record.name}.".startswith(_PREFIXES):
            record = _without_content(record)
        return redact(self._inner.format(record), self._token)


def redact(text: str, token: str = "") -> str:
    """Return `text` without `token`, its secret part, or anything else that looks like a bot token."""
    hidden = text.replace(token, HIDDEN) if token else text
    hidden = _TOKEN.sub(HIDDEN, hidden)
    secret = token.partition(":")[2]
    return hidden.replace(secret, HIDDEN) if len(secret) >= _SHORTEST_SECRET else hidden


def quieten() -> None:
    """Keep libraries from logging each call and update; their warnings and errors are logged."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _without_content(record: logging.LogRecord) -> logging.LogRecord:
    """Return a record with the logger's name, its sentence with numbers only, and where the error was."""
    said = f"{record.name}: {_sentence(record)}"
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        frames = extract_tb(error.__traceback__)
        place = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        said += f" ({type(error).__name__}{place})"
    return logging.LogRecord(record.name, record.levelno, record.pathname, record.lineno, said, None, None)


def _sentence(record: logging.LogRecord) -> str:
    sentence, args = str(record.msg), record.args
    if not args:
        return sentence
    try:
        if isinstance(args, Mapping):
            return sentence % {name: _number(value) for name, value in args.items()}
        return sentence % tuple(_number(value) for value in args)
    except (TypeError, ValueError):  # the sentence needs a number where there is none
        return sentence


def _number(value: object) -> object:
    return value if isinstance(value, int | float) else f"<{type(value).__name__}>"
