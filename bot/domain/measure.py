"""How long a text is as Telegram counts it, and how much of it fits below a picture."""

from __future__ import annotations

import html
import re

CAPTION = 1024  # UTF-16 units; the words of a message with a picture

_TAG = re.compile(r"<[^>]*>")


def visible_length(text: str) -> int:
    """Return the length in UTF-16 units, without the tags; an entity such as `&amp;` is one sign."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le", "surrogatepass")) // 2


def fits_below_a_picture(text: str) -> bool:
    """Can `text` be the caption of a picture or animation?"""
    return visible_length(text) <= CAPTION
