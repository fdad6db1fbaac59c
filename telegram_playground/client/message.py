"""What people read in a chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram_playground.client.connection import Json


@dataclass(frozen=True, slots=True)
class Message:
    """A message as people see it; `raw` is all that the control API tells of it."""

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
        """Whether the bot wrote it, rather than that something happened."""
        return self.by_bot and self.raw["service"] is None

    @property
    def form(self) -> tuple[Any, ...]:
        """Return what tells the message from itself before an edit."""
        return self.id, self.raw["edited_at"], self.text
