"""What people read in a chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram_playground.client.connection import Json


@dataclass(frozen=True, slots=True)
class Message:
    """A message as people see it; `raw` is the message as the control API shows it."""

    id: int
    text: str
    by_bot: bool
    buttons: list[list[str]]
    media: Json | None
    raw: Json

    @classmethod
    def of(cls, raw: Json) -> Message:
        return cls(raw["id"], raw["text"], raw["from"] == "bot", raw["buttons"], raw["media"], raw)

    @property
    def kind(self) -> str | None:
        """Return the kind of its media, None for a text."""
        return self.media["kind"] if self.media else None

    @property
    def is_said(self) -> bool:
        """Whether the bot wrote the message, and it is no service message."""
        return self.by_bot and self.raw["service"] is None

    @property
    def form(self) -> tuple[Any, ...]:
        """Return a key that changes when the message is edited."""
        return self.id, self.raw["edited_at"], self.text
