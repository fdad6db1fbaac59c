"""Which texts Telegram takes as links, and the form in which it keeps a link."""

from __future__ import annotations

import re

from telegram_playground.text.spans import Span

_LINK = re.compile(r"(?:(https?|tg|ton|tonsite|mailto|tel)(:/{0,2}))?([^\s]+)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[^\s/?#@]*@)?([\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}|localhost|\d{1,3}(?:\.\d{1,3}){3})(:\d{1,5})?(?=[/?#]|$)",
    re.IGNORECASE,
)
_USER = re.compile(r"tg://user\?id=(\d{1,15})", re.IGNORECASE)


def checked_link(address: str) -> str | None:
    """Return the address as Telegram keeps it, None when it is no link."""
    found = _LINK.fullmatch(address.strip())
    if not found:
        return None
    scheme, colon, rest = (found.group(1) or "http").lower(), found.group(2) or "://", found.group(3)
    if scheme not in ("http", "https"):
        return f"{scheme}{colon}{rest}"
    host = _HOST.match(rest)
    if colon != "://" or not host:
        return None
    name, path = rest[: host.end()].lower(), rest[host.end() :]
    return f"{scheme}://{name}{path if path.startswith('/') else '/' + path}"


def link_span(address: str, start: int, end: int) -> Span | None:
    """Return the span of a link or of a mention; None when the address is neither: the text stays plain."""
    if person := _USER.fullmatch(address):
        return Span("text_mention", start, end, {"user": {"id": int(person.group(1))}})
    checked = checked_link(address)
    return Span("text_link", start, end, {"url": checked}) if checked else None
