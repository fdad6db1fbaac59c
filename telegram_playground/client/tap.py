"""A button that was pressed, and what the bot answered."""

from __future__ import annotations

from dataclasses import dataclass

from telegram_playground.client.connection import Connection, Json


@dataclass(frozen=True, slots=True)
class Toast:
    """The bot's answer to a tap; an `alert` is a window that the person must close."""

    text: str
    alert: bool


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that was pressed; without a `query_id` its label was sent as text."""

    playground: Connection
    message_id: int
    label: str
    query_id: str | None

    async def is_answered(self) -> Toast:
        """Wait for the bot's answer to the tap, and return it; its text may be empty."""

        seen = 0

        async def look() -> Toast | None:
            nonlocal seen
            newer = await self.playground.calls(after=seen)
            seen = newer[-1]["id"] if newer else seen
            return next((self._toast(call) for call in newer if self._is_answer(call)), None)

        return await self.playground.until(look, lambda: f"the tap on {self.label!r} was not answered")

    def _is_answer(self, call: Json) -> bool:
        if call["method"] != "answerCallbackQuery" or call["status"] != 200:
            return False
        return bool(call["request"].get("callback_query_id") == self.query_id)

    def _toast(self, call: Json) -> Toast:
        asked = call["request"]
        return Toast(asked.get("text", ""), asked.get("show_alert") is True)
