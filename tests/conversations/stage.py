"""A stage for whole conversations: the real bot and its real database, a clock moved by hand, no network."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import itertools
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from telegram import ChatMemberAdministrator, ChatMemberRestricted, InlineKeyboardMarkup
from telegram.request import BaseRequest, RequestData

from bot.compose import House, build
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId, MessageId
from bot.ports import Ambiguous, Kind, NotSent, Now, Outcome, Row, Sender, Sent, Stale, Work
from bot.settings import Settings, read_settings
from bot.storage.database import open_database
from bot.telegram.rendering import Renderer
from tests.pacing import unpaced
from tests.senders import ExchangeableSender, HangingSender
from tests.texts import button

TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
BOT = {"id": 123456, "is_bot": True, "first_name": "Unknot", "username": "UnknotBot"}
MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
JITTER = timedelta(seconds=1)
_TAG = re.compile(r"<[^>]+>")


A_TAP = timedelta(milliseconds=100)  # that a person takes at least, however people's time is moved


class HandClock:
    """`ports.Clock` that only moves by hand; waiting takes no time."""

    def __init__(self, at: datetime = MONDAY_NOON) -> None:
        self.at = at
        self._set_back = timedelta(0)
        self._behind = timedelta(0)  # wire time runs on the monotonic clock, and is never set back

    def now(self) -> Now:
        return Now(people=self.at, wire=self.at + self._behind, jitter=JITTER)

    def forward(self, by: timedelta) -> None:
        self.at += by

    def rest(self, by: timedelta) -> None:
        """Wire time passes, and people's time stands still."""
        self._behind += by

    def set_back(self, by: timedelta) -> None:
        """Somebody sets the machine's clock back."""
        self.at -= by
        self._set_back += by
        self._behind += by

    def set_back_by(self) -> timedelta:
        by, self._set_back = self._set_back, timedelta(0)
        return by

    def real_seconds_until(self, moment: datetime) -> float:
        return (moment - self.at).total_seconds()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(0)


@dataclass(slots=True)
class Shown:
    """A message as it stands in a chat."""

    id: int
    at: datetime
    html: str
    silent: bool
    keys: list[list[tuple[str, str]]] = field(default_factory=list)
    question: str | None = None
    edits: int = 0
    is_deleted: bool = False

    @property
    def text(self) -> str:
        """What people read."""
        return unescape(_TAG.sub("", self.html))

    @property
    def headline(self) -> str:
        """The first line of it."""
        return self.text.partition("\n")[0]

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons."""
        return [label for row in self.keys for label, _ in row]

    def data(self, label: str) -> str | None:
        """What the button with `label` sends; None if there is none."""
        every = [key for row in self.keys for key in row]
        return next((data for name, data in every if name == label), None) or next(
            (data for name, data in every if name.startswith(label)), None
        )


class Telegram:
    """What stands in the chats: the other side of the sender, and of the few calls that are no messages."""

    def __init__(self) -> None:
        self.chats: dict[int, list[Shown]] = {}
        self.toasts: list[tuple[str, str | None]] = []
        self.administrators: set[int] = set()
        self.numbers = itertools.count(101)
        self.loses: Callable[[Row], bool] = lambda row: False  # which messages get no answer
        self.holds: Callable[[Row], bool] = lambda row: False  # which cannot leave yet
        self.refuses: Callable[[Row], Outcome | None] = lambda row: None  # which do not leave, and why
        self.swallows: Callable[[Row], bool] = lambda row: False  # which get none, and never arrive


class RecordingSender:
    """`ports.Sender` that renders every row, as the real one does, and keeps it."""

    def __init__(self, telegram: Telegram, catalogue: Catalogue, clock: HandClock) -> None:
        self._telegram = telegram
        self._catalogue = catalogue
        self._clock = clock

    async def send(self, row: Row) -> Outcome:
        if self._telegram.holds(row):
            return NotSent()
        if refusal := self._telegram.refuses(row):
            return refusal
        if self._telegram.swallows(row):
            return Ambiguous()
        outcome = self._do(row)
        return Ambiguous() if self._telegram.loses(row) else outcome

    def _do(self, row: Row) -> Outcome:
        renderer = Renderer(self._catalogue, row.language)
        html, markup = renderer.text(row.message), renderer.keyboard(row.message)
        keys = (
            [[(key.text, str(key.callback_data)) for key in keys] for keys in markup.inline_keyboard]
            if isinstance(markup, InlineKeyboardMarkup)
            else []
        )
        shown = self._telegram.chats.setdefault(row.chat, [])
        if row.edits is None:
            number = next(self._telegram.numbers)
            question = renderer.plain(row.message.question) if row.message.question else None
            new = Shown(number, self._clock.at, html, row.message.silent, keys, question)
            shown.append(new)
            return Sent(MessageId(number))
        known = next((each for each in shown if each.id == row.edits and not each.is_deleted), None)
        if known is None:
            return Stale()
        if row.kind is Kind.removal:
            known.is_deleted = True
            return Sent(None)
        known.keys = keys
        known.edits += 1
        if not row.keys_only:
            known.html = html
        return Sent(row.edits)

    async def is_healthy(self) -> bool:
        return True


class OfflineRequest(BaseRequest):
    """Answers the calls that are no messages; any other call is a mistake of the test."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        given = request_data.parameters if request_data else {}
        result = self._answer(url.rsplit("/", 1)[-1], given)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _answer(self, call: str, given: dict[str, Any]) -> Any:
        if call == "getMe":
            return BOT
        if call == "answerCallbackQuery":
            self._telegram.toasts.append((given["callback_query_id"], given.get("text")))
            return True
        if call == "getChatMember":
            person = int(given["user_id"])
            user = {"id": person, "is_bot": False, "first_name": "Somebody"}
            if person not in self._telegram.administrators:
                return {"user": user, "status": "member"}
            may = [
                *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
                *("can_manage_video_chats", "can_restrict_members", "can_promote_members"),
                *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
                "can_delete_stories",
            ]
            return {"user": user, "status": "administrator", **dict.fromkeys(may, False)}
        raise AssertionError(f"{call} must not be called here")


class Stage:
    """The whole bot over one database file; it can be closed and built anew at any moment."""

    def __init__(self, folder: Path, catalogue: Catalogue, empty: Path) -> None:
        """`empty`: a database file with nothing but its tables, to begin with."""
        shutil.copyfile(empty, folder / "unknot.sqlite3")
        self.catalogue = catalogue
        self.clock = HandClock()
        self.telegram = Telegram()
        self.settings: Settings = read_settings(
            bot_token=TOKEN, database_url=f"sqlite:///{folder}/unknot.sqlite3"
        )
        self.updates = itertools.count(1)
        self.house: House
        self.sender: ExchangeableSender  # takes the place of Telegram's Bot API
        self.driver: sqlite3.Connection  # the bot's own, used in its thread only
        self._courier: asyncio.Task[None]

    def first_sender(self) -> Sender:
        """Return the sender that a newly built bot has."""
        return RecordingSender(self.telegram, self.catalogue, self.clock)

    async def open(self) -> None:
        """Build the bot on the file and let it work."""
        with self._hasty_disk():
            database = open_database(self.settings.database_url)
        self.sender = ExchangeableSender(self.first_sender())
        self.house = build(
            self.settings,
            self.catalogue,
            database,
            self.clock,  # type: ignore[arg-type]  # a clock moved by hand stands in for the real one
            sender_of=lambda application: self.sender,
            request=OfflineRequest(self.telegram),
            # The clock stands still between two moments: with the real pace nothing more would leave at one.
            pacing=unpaced(),
        )
        await self.house.application.initialize()
        await self.house.recorder.recover()
        self._courier = asyncio.create_task(self.house.courier.run())

    def hangs(
        self,
        outcome: Outcome | None = Ambiguous(),  # noqa: B008 - frozen
        kinds: Collection[Kind] = tuple(Kind),
        *,
        arrives: bool = False,
    ) -> HangingSender:
        """Let calls hang from now on until the returned sender is told to `release` them."""
        hanging = HangingSender(self.sender.inner, outcome, kinds, arrives=arrives)
        self.sender.inner = hanging
        return hanging

    async def close(self) -> None:
        """End the bot as a kill does: nothing is written any more."""
        self._courier.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._courier
        self.house.beat.note_due(None)
        await self.house.application.shutdown()
        await self.house.database.close()

    async def restarts(self) -> None:
        """The process ends and another one begins on the same file."""
        await self.close()
        await self.open()
        await self.beats()

    async def takes(self, *updates: dict[str, Any]) -> int:
        """Let updates arrive in one batch; return how many the bot read."""
        if len(updates) == 1 and isinstance(self.clock, HandClock):
            self.clock.rest(A_TAP)
        taken = await self.house.taking.take(updates)
        await self.house.taking.answer_taps(taken)
        await self.settles()
        return len(taken.read)

    async def beats(self) -> None:
        """One beat, as often as more is due at once."""
        while await self.house.tick():
            pass
        await self.settles()

    async def settles(self) -> None:
        """Wait until nothing is on its way out."""
        await self.house.desk.emptied()

    async def waits(self, seconds: float = 0, until: datetime | None = None, **more: float) -> None:
        """Let time pass, with a beat at every due moment."""
        goal = until or self.clock.at + timedelta(seconds=seconds, **more)
        while True:
            due, _ = await self.house.database.run(lambda work: work.next_due())
            if due is None or due > goal:
                break
            # A due moment that has passed is taken by the next beat, a second later at most.
            self.clock.at = max(due, min(self.clock.at + timedelta(milliseconds=100), goal))
            await self.beats()
            if self.clock.at >= goal:
                return
        self.clock.at = goal
        await self.beats()

    async def is_away(self, seconds: float = 0, **more: float) -> None:
        """Let time pass while the bot does nothing, then let it beat."""
        self.clock.forward(timedelta(seconds=seconds, **more))
        await self.beats()

    def private(self, name: str = "Anna", number: int = 1001) -> Talk:
        """A person's private chat with the bot."""
        return Talk(self, number, name, {"id": number, "type": "private", "first_name": name})

    def group(self, name: str = "Anna", number: int = 1001, chat: int = -1_001_234) -> Talk:
        """A person in a group with the bot."""
        return Talk(self, number, name, {"id": chat, "type": "supergroup", "title": "Friends"})

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table, as they lie on the disk."""

        def read(work: Work) -> list[dict[str, Any]]:
            found = self.driver.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]

        return await self.house.database.run(read)

    async def writes(self, statement: str) -> None:
        """Change the database behind the bot's back."""
        await self.house.database.run(lambda work: self.driver.execute(statement).close())

    @contextlib.contextmanager
    def _hasty_disk(self) -> Iterator[None]:
        """Let what is opened meanwhile not wait for the disk: no test pulls the plug."""

        def relax(connection: Connection) -> None:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.execute("PRAGMA synchronous = OFF").close()
            self.driver = driver

        event.listen(Engine, "engine_connect", relax)
        try:
            yield
        finally:
            event.remove(Engine, "engine_connect", relax)


class Talk:
    """One person in one chat: what they do, and what they read there."""

    def __init__(self, stage: Stage, person: int, name: str, chat: dict[str, Any]) -> None:
        self.stage = stage
        self.person = {"id": person, "is_bot": False, "first_name": name, "language_code": "en"}
        self.chat = chat
        self._heard = 0
        self._toasts = 0

    @property
    def id(self) -> ChatId:
        return ChatId(int(self.chat["id"]))

    @property
    def messages(self) -> list[Shown]:
        """Everything of the bot's that stands here now."""
        return [shown for shown in self.arrived if not shown.is_deleted]

    @property
    def arrived(self) -> list[Shown]:
        """Everything that the bot has ever sent here, also what it has deleted since."""
        return self.stage.telegram.chats.get(self.id, [])

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
        message = {**self._message(text="..."), "message_id": on, "from": BOT}
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


def kinds(rows: Sequence[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the outbox rows of one kind."""
    return [row for row in rows if row["kind"] == kind]


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
    # The library wants one of a restricted member that its signature calls optional.
    more = {"until_date": 0, "can_react_to_messages": True} if status == "restricted" else {}
    return rights | more
