"""The checks of single settings: each takes a text and returns the value.

ValueError: the text is wrong. Its words go on after the name of the setting.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

OFFICIAL = "https://api.telegram.org"
DEFAULT_DATABASE = "sqlite:///data/unknot.sqlite3"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_NUMBER = re.compile(r"\s*\+?([0-9]{1,9})(?:\.0*)?\s*")  # also `+30` and `30.0`
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_PLACE = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):(\d{1,5})")


class Secret:
    """Text that nothing prints by mistake. It is no dataclass: `asdict` would take the text out of one."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return "Secret()"

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text


def text(value: str) -> str:
    """Return the text itself. The environment may hold bytes that are not text."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("should be text in UTF-8") from None
    return value


def number(least: int, most: int) -> Callable[[str], int]:
    def check(value: str) -> int:
        found = _NUMBER.fullmatch(value)
        if found is None or not least <= int(found[1]) <= most:
            raise ValueError(f"should be a whole number from {least} to {most}")
        return int(found[1])

    return check


def token(value: str) -> Secret:
    if not value:
        raise ValueError(
            "is not set: put the token from @BotFather there (or try `unknot demo`, without one)"
        )
    if not _TOKEN.fullmatch(value):
        raise ValueError(
            "is not a bot token: it should be digits, a colon and letters, as @BotFather gives it"
        )
    return Secret(value)


def address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", value):
        raise ValueError(f"should be an address such as {OFFICIAL}")
    return value.rstrip("/")


def optional_address(value: str) -> str:
    if value and not re.fullmatch(r"https?://\S+", value):
        raise ValueError("should be an address such as http://127.0.0.1:8080/control/clock, or empty")
    return value


def database(value: str) -> Secret:
    """Return the URL of a database; in that of a server there may be a password."""
    if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError(f"should look like {DEFAULT_DATABASE} or postgresql://user:password@host/unknot")
    return Secret(value)


def proxy(value: str) -> Secret:
    if value and not re.fullmatch(r"http://[^\s/?#]+/?", value):
        raise ValueError(
            "should be an HTTP proxy such as http://proxy.example:3128, or empty;"
            " a SOCKS proxy needs a program such as privoxy before it"
        )
    return Secret(value)


def webhook(value: str) -> str:
    if not value:
        return value
    try:
        parts = urlsplit(value)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or not re.fullmatch(r"[!-~]+", value) or "#" in value or "@" in parts.netloc:
        raise ValueError("should be an address such as https://bot.example.org/unknot, or empty for polling")
    return value


def secret(value: str) -> Secret:
    if value and not _SECRET.fullmatch(value):
        raise ValueError("should be 16 to 256 letters, digits, _ and - (`openssl rand -hex 32` makes some)")
    return Secret(value)


def place(value: str) -> str:
    found = _PLACE.fullmatch(value)
    if found is None or not 0 < int(found[2]) < 65536:
        raise ValueError("should be an address and a port, such as 127.0.0.1:8080 or 0.0.0.0:8080")
    return value


def optional_place(value: str) -> str:
    return place(value) if value else value


def level(value: str) -> str:
    if value.upper() not in LEVELS:
        raise ValueError(f"should be one of {', '.join(LEVELS)}")
    return value.upper()


def optional_days(value: str) -> str:
    if not re.fullmatch(r"[0-9]{0,5}", value):
        raise ValueError("should be a number of days, or empty")
    return value


def numbers(value: str) -> str:
    if any(not re.fullmatch(r"[1-9][0-9]{0,15}", part.strip()) for part in value.split(",") if value.strip()):
        raise ValueError("should be Telegram's numbers of people, such as 12345678, 87654321, or empty")
    return value
