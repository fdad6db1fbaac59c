"""The HTTP proxy through which Telegram is called, if the machine that hosts the bot needs one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]  # not in typeshed

# A playground, or a Bot API server of one's own, on this machine. No proxy can reach them.
_HERE = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proxy:
    """Which proxy is used for which address. Its `repr` has no password."""

    https: str = ""
    no: str = ""  # hosts that are called directly, with commas between them; `*`: all

    def for_url(self, url: str) -> str | None:
        """Return the proxy for a call of `url`, or None for a direct call."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not self.https or parts.scheme != "https" or _HERE.fullmatch(host):
            return None
        return None if self.no and proxy_bypass_environment(host, {"no": self.no}) else self.https

    @property
    def place(self) -> str:
        """The proxy's host and port, without user and password."""
        return urlsplit(self.https).netloc.rpartition("@")[2]

    def __repr__(self) -> str:
        return f"Proxy({self.place})"


NO_PROXY = Proxy()
