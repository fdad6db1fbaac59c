"""The webhook that a bot has set: its address, which addresses are allowed, and its last failure."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from ipaddress import ip_address

from yarl import URL

from telegram_playground.errors import Json, bad_request

DEFAULT_CONNECTIONS = 40
MOST_CONNECTIONS = 100
LONGEST_SECRET = 256
LONGEST_URL = 2048
_SECRET = re.compile("[A-Za-z0-9_-]*", re.ASCII)


@dataclass(slots=True)
class Webhook:
    """Where updates are delivered; an empty `url` means that the bot polls."""

    url: str = ""
    secret: str = ""
    max_connections: int = DEFAULT_CONNECTIONS
    has_certificate: bool = False
    error_date: int | None = None
    error: str = ""

    def info(self) -> Json:
        """Return the fields of getWebhookInfo that are about the webhook itself."""
        info: Json = {"url": self.url, "has_custom_certificate": self.has_certificate}
        if not self.url:
            return info
        info |= {"max_connections": self.max_connections, "ip_address": address_of(self.url)}
        if self.error_date is not None:
            info |= {"last_error_date": self.error_date, "last_error_message": self.error}
        return info

    def dump(self) -> Json:
        return asdict(self)


def checked_url(text: str) -> str:
    """Return the address of a webhook on this machine; updates are sent to no other."""
    try:
        url = URL(text)
        host, port = url.host, url.port
    except ValueError:
        raise bad_request("bad webhook: URL is invalid") from None
    if url.scheme not in ("http", "https") or not host or not port or len(text) > LONGEST_URL:
        raise bad_request("bad webhook: an HTTP or HTTPS URL must be provided for webhook")
    if not is_loopback(host):
        raise bad_request("bad webhook: the playground sends updates to 127.0.0.1 and localhost only")
    return text


def checked_secret(secret: str) -> str:
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def is_loopback(host: str) -> bool:
    """Whether a host name or an address means this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def address_of(url: str) -> str:
    """Return the IP address of a checked webhook."""
    host = URL(url).host or ""
    return "127.0.0.1" if host.lower() == "localhost" else host
