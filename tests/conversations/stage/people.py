"""People in chats with the bot: what they do, and what they read."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from telegram import ChatMemberAdministrator, ChatMemberRestricted

from bot.domain.ids import ChatId
from tests.conversations.stage.chats import BOT, Shown
from tests.texts import button

if TYPE_CHECKING:
    from tests.conversations.stage.house import Stage


class Talk:
    """One person in one chat: what they do, and what they read there."""

    def __init__(
        self, stage: Stage, person: int, name: str, chat: dict[str, Any], topic: int | None = None
    ) -> None:
        self.stage = stage
        self.person = {"id": person, "is_bot": False, "first_name": name, "language_code": "en"}
        self.chat = chat
        self.topic = topic  # None: the general topic, or a chat without topics
        self._heard = 0
        self._toasts = 0

    @property
    def id(self) -> ChatId:
        return ChatId(int(self.chat["id"]))

    @property
    def messages(self) -> list[Shown]:
        """The bot's messages that are in this chat now."""
        return [shown for shown in self.arrived if not shown.is_deleted]

    @property
    def arrived(self) -> list[Shown]:
        """Everything that the bot has ever sent here, also what it has deleted since."""
        there = self.stage.telegram.chats.get(self.id, [])
        return [shown for shown in there if shown.topic == self.topic]

    async def says(self, text: str) -> None:
        """Type a line."""
        await self.stage.takes(self.line(text))

    async def replies(self, text: str) -> None:
        """Answer the bot's newest message with a line."""
        newest = {"message_id": self.messages[-1].id, "date": 0, "chat": self.chat, "from": BOT, "text": "…"}
        await self.sends(text=text, reply_to_message=newest)

    async def presses(self, label: str) -> None:
        """Tap the button with `label` on the newest message that has one."""
        await self.stage.takes(self.tap(label))

    async def presses_data(self, data: str, on: int = 1) -> None:
        """Tap a button that sends `data`."""
        await self.stage.takes(self.tap_data(data, on))

    async def sends(self, **content: Any) -> None:
        """Send a message that is not a text."""
        await self.stage.takes({"update_id": next(self.stage.updates), "message": self._message(**content)})

    async def sends_file(self, name: str, content: bytes, **more: Any) -> None:
        """Send a file."""
        number, telegram = f"file{len(self.stage.telegram.files)}", self.stage.telegram
        telegram.files[number] = content
        document = {"file_id": number, "file_unique_id": number, "file_name": name, "file_size": len(content)}
        message = self._message(document=document, **more)
        telegram.documents[message["message_id"]] = message
        await self.stage.takes({"update_id": next(self.stage.updates), "message": message})

    async def membership(self, before: str, after: str) -> None:
        """The bot is blocked, let in, added or removed."""
        await self.stage.takes(self.changes(before, after))

    def changes(self, before: str, after: str) -> dict[str, Any]:
        """Return the update that says that the bot's own membership is another one."""
        change = {
            "chat": self.chat,
            "from": self.person,
            "date": int(self.stage.clock.at.timestamp()),
            "old_chat_member": {"user": BOT, "status": before, **_standing(before)},
            "new_chat_member": {"user": BOT, "status": after, **_standing(after)},
        }
        return {"update_id": next(self.stage.updates), "my_chat_member": change}

    async def waits(self, seconds: float = 0, **more: float) -> None:
        """Let time pass."""
        await self.stage.waits(timedelta(seconds=seconds, **more).total_seconds())

    def line(self, text: str) -> dict[str, Any]:
        """Return the update of a typed line."""
        command = re.match(r"/\w+(@\w+)?", text, re.ASCII)
        entities = [{"type": "bot_command", "offset": 0, "length": command.end()}] if command else []
        return {
            "update_id": next(self.stage.updates),
            "message": self._message(text=text, **({"entities": entities} if entities else {})),
        }

    def edit(self, text: str) -> dict[str, Any]:
        """Return the update of a line that was changed into `text` after it was sent."""
        changed = {**self.line(text)["message"], "edit_date": int(self.stage.clock.at.timestamp())}
        return {"update_id": next(self.stage.updates), "edited_message": changed}

    def tap(self, label: str) -> dict[str, Any]:
        """Return the update of a tap."""
        for shown in reversed(self.messages):
            data = shown.data(label)
            if data is not None:
                return self.tap_data(data, shown.id)
        raise AssertionError(f"no button {label!r}; there are {[each.labels for each in self.messages]}")

    def tap_data(self, data: str, on: int) -> dict[str, Any]:
        """Return the update of a tap that sends `data`."""
        number = next(self.stage.updates)
        known = next((shown for shown in self.messages if shown.id == on), None)
        content = {"photo": [_PICTURE]} if known is not None and known.medium is not None else {"text": "..."}
        quoted: dict[str, Any] = {}
        if known is not None and known.answers in self.stage.telegram.documents:
            quoted = {"reply_to_message": self.stage.telegram.documents[known.answers]}
        message = {**self._message(**content), **quoted, "message_id": on, "from": BOT}
        if known is not None:
            message["date"] = int(known.at.timestamp())
        query = {
            "id": str(number),
            "from": self.person,
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return {"update_id": number, "callback_query": query}

    def hears(self) -> list[str]:
        """Return the messages that are new since the last call."""
        return [shown.text for shown in self._new()]

    def headlines(self) -> list[str]:
        """Return the first lines of the messages that are new since the last call."""
        return [shown.headline for shown in self._new()]

    def toasts(self) -> list[str]:
        """Return the answers to taps that are new since the last call; a tap without words gives none."""
        new = self.stage.telegram.toasts[self._toasts :]
        self._toasts += len(new)
        return [text for _, text in new if text]

    def card(self) -> Shown:
        """Return the newest message with buttons."""
        return next(shown for shown in reversed(self.messages) if shown.keys)

    def _new(self) -> Iterator[Shown]:
        new = self.arrived[self._heard :]
        self._heard += len(new)
        yield from new

    def _message(self, **content: Any) -> dict[str, Any]:
        return {
            **({} if self.topic is None else _in_topic(self.topic, self.chat)),
            "message_id": next(self.stage.telegram.numbers),
            "date": int(self.stage.clock.at.timestamp()),
            "chat": self.chat,
            "from": self.person,
            **content,
        }


async def begins(chat: Talk, routine: str = "taster", *, alone: bool = False) -> None:
    """Lead `chat` through the gate to the get-ready count of a routine, and forget what was said."""
    await chat.says(f"/routine {routine}")
    if alone and button.on_my_own in chat.card().labels:
        await chat.presses(button.on_my_own)
    await chat.presses(button.start)
    if button.yes_all_clear in chat.card().labels:
        await chat.presses(button.yes_all_clear)
    chat.hears()
    chat.toasts()


async def plays(chat: Talk, routine: str = "taster", *, alone: bool = False, seconds: float = 0) -> None:
    """Lead `chat` into the first step of a routine, play `seconds` from there, and forget what was said."""
    await begins(chat, routine, alone=alone)
    await chat.presses(button.start_now)
    if seconds:
        await chat.waits(seconds=seconds)
    chat.hears()
    chat.toasts()


_PICTURE = {"file_id": "1", "file_unique_id": "1", "width": 640, "height": 480}


def _in_topic(topic: int, chat: dict[str, Any]) -> dict[str, Any]:
    """Return what Telegram says of a message in a topic: it looks like an answer to the topic's beginning."""
    creator = {"id": 7, "is_bot": False, "first_name": "Who made the topic"}
    began = {"forum_topic_created": {"name": "Massage", "icon_color": 0}}
    beginning = {"message_id": topic, "date": 0, "chat": chat, "from": creator, **began}
    return {"message_thread_id": topic, "is_topic_message": True, "reply_to_message": beginning}


def _standing(status: str) -> dict[str, Any]:
    """Return what Telegram says of a member besides the status."""
    if status == "kicked":
        return {"until_date": 0}
    kind = {"restricted": ChatMemberRestricted, "administrator": ChatMemberAdministrator}.get(status)
    if kind is None:
        return {}
    rights = {
        name: True
        for name, parameter in inspect.signature(kind).parameters.items()
        if parameter.default is parameter.empty and name not in ("user", "until_date")
    }
    # For a restricted member the library needs a field that its signature calls optional.
    more = {"until_date": 0, "can_react_to_messages": True} if status == "restricted" else {}
    return rights | more
