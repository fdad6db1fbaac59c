"""What the parts of the page share: the shape of a message with its title, and the zone of the person."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.message import Message

ZONE = "Europe/Lisbon"

Titled = Iterator[tuple[str, Message]]
