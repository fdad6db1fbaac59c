"""The messages in the chats, and what changes them: the sender, and the few calls that send no message."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.domain.catalogue import Catalogue
from bot.domain.ids import MessageId
from bot.ports import (
    ANY_PICTURE,
    Ambiguous,
    Documents,
    KeptFile,
    Kind,
    MadeFile,
    NotSent,
    Outcome,
    Row,
    Sent,
    Stale,
)
from bot.ports.media import MediaFile, MediaKind
from bot.telegram.pictures import Pictures
from bot.telegram.rendering import Renderer, in_words
from bot.telegram.ways import Plan, Way, plan
from tests.conversations.stage.clock import HandClock

BOT = {"id": 123456, "is_bot": True, "first_name": "Unknot", "username": "UnknotBot"}
_TAG = re.compile(r"<[^>]+>")


@dataclass(slots=True)
class Shown:
    """A message as it stands in a chat."""

    id: int
    at: datetime
    html: str
    silent: bool
    keys: list[list[tuple[str, str]]] = field(default_factory=list)
    question: str | None = None
    topic: int | None = None
    edits: int = 0
    is_deleted: bool = False
    medium: str | None = None  # the picture above the words
    file: MadeFile | None = None  # the file above the words
    answers: int | None = None  # the message that it quotes

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
        """The data of the button with `label`; None if there is no such button."""
        every = [key for row in self.keys for key in row]
        return next((data for name, data in every if name == label), None) or next(
            (data for name, data in every if name.startswith(label)), None
        )


class Telegram:
    """The messages in the chats, as Telegram holds them, and the answers to the few other calls."""

    def __init__(self) -> None:
        self.chats: dict[int, list[Shown]] = {}
        self.changed: dict[int, list[datetime]] = {}  # when a message of a chat was sent, edited or deleted
        self.toasts: list[tuple[str, str | None]] = []
        self.administrators: set[int] = set()
        self.numbers = itertools.count(101)
        self.is_upgraded = False  # may rows of an older version name phrases that are gone?
        self.loses: Callable[[Row], bool] = lambda row: False  # which messages get no answer
        self.menus: dict[int, str] = {}  # the language of the command menu that a chat has of its own
        self.holds: Callable[[Row], bool] = lambda row: False  # which cannot leave yet
        self.refuses: Callable[[Row], Outcome | None] = lambda row: None  # which do not leave, and why
        self.swallows: Callable[[Row], bool] = lambda row: False  # which get no answer, and never arrive
        self.has_files = True  # was every picture uploaded before?
        self.uploads: list[str] = []  # the pictures that were uploaded, by name
        self.published: list[str] = []  # menus and descriptions
        self.files: dict[str, bytes] = {}  # what people have sent, by file id
        self.documents: dict[int, dict[str, Any]] = {}  # the same, as Telegram describes it, by message


class EveryPicture:
    """`ports.MediaShelf` that has a file for every name."""

    def animation(self, name: str) -> MediaFile:
        return MediaFile(Path(f"{name}.mp4"), MediaKind.animation, name, 640, 480, 6.0, 1000)

    def picture(self, name: str) -> MediaFile:
        return MediaFile(Path(f"{name}.png"), MediaKind.picture, f"picture/{name}", 1080, 810, 0.0, 1000)


class RecordingSender:
    """`ports.Sender` that renders every row, as the real one does, and keeps it."""

    def __init__(self, telegram: Telegram, catalogue: Catalogue, clock: HandClock) -> None:
        self._telegram = telegram
        self._catalogue = catalogue
        self._clock = clock
        self.pictures = Pictures(EveryPicture(), clock)
        self.documents: Documents  # set when the bot is built

    def take_texts(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def send(self, row: Row) -> Outcome:
        if self._telegram.holds(row):
            return NotSent()
        if refusal := self._telegram.refuses(row):
            return refusal
        if self._telegram.swallows(row):
            return Ambiguous()
        made = None
        if document := row.message.document:
            words = Renderer(self._catalogue, row.language).plain(document.words)
            made = await self.documents.make(document, row.chat, words)
        outcome = self._do(row)
        if made is not None:
            self._telegram.chats[row.chat][-1].file = made
        return Ambiguous() if self._telegram.loses(row) else outcome

    def _do(self, row: Row) -> Outcome:
        if row.kind.rules.sets_menu:
            self._telegram.menus[row.chat] = row.language
            return Sent(None)
        wanted = self.pictures.find(row.message.medium, row.chat)
        if wanted is not None and self._telegram.has_files:
            self.pictures.learn(wanted, wanted.sha256)
        has_picture = row.wants_picture and wanted is not None
        renderer = Renderer(self._catalogue, row.language, tells=has_picture)
        if self._telegram.is_upgraded:
            html, markup = in_words(row.message, self._catalogue, row.language, with_picture=has_picture)
        else:
            html, markup = renderer.text(row.message), renderer.keyboard(row.message)
        rows = (markup or {}).get("inline_keyboard", ())
        keys = [[(key["text"], key["callback_data"]) for key in row] for row in rows]
        shown = self._telegram.chats.setdefault(row.chat, [])
        self._telegram.changed.setdefault(row.chat, []).append(self._clock.at)
        planned = plan(row, html, self.pictures)
        kept = self._upload(planned)
        if row.edits is None:
            number = next(self._telegram.numbers)
            question = renderer.plain(row.message.question) if row.message.question else None
            new = Shown(number, self._clock.at, html, row.message.silent, keys, question, row.topic)
            new.answers = row.message.answers
            new.medium = row.message.medium if planned.way is Way.picture else None
            shown.append(new)
            return Sent(MessageId(number), new.medium, planned.lacks, kept)
        known = next((each for each in shown if each.id == row.edits and not each.is_deleted), None)
        if known is None:
            return Stale()
        if row.kind is Kind.removal:
            known.is_deleted = True
            return Sent(None)
        if not row.keys_only:
            # With another call Telegram would refuse the words.
            is_known = row.shows == known.medium or (row.shows == ANY_PICTURE and known.medium is not None)
            assert is_known, f"{row.kind} takes {known.medium} for {row.shows}: {html}"
            if planned.way is Way.too_long:
                return Stale()
            if planned.way is Way.picture:
                known.medium = row.message.medium
            known.html = html
        known.keys = keys
        known.edits += 1
        return Sent(row.edits, known.medium, kept=kept)

    def _upload(self, planned: Plan) -> KeptFile | None:
        file = planned.file
        if planned.way is not Way.picture or file is None or self.pictures.id_of(file) is not None:
            return None
        self._telegram.uploads.append(file.sha256)
        return self.pictures.learn(file, file.sha256)

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
        if "/file/bot" in url:
            return 200, self._telegram.files[url.rsplit("/", 1)[-1]]
        result = self._answer(url.rsplit("/", 1)[-1], given)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _answer(self, call: str, given: dict[str, Any]) -> Any:
        if call == "getMe":
            return BOT
        if call == "answerCallbackQuery":
            self._telegram.toasts.append((given["callback_query_id"], given.get("text")))
            return True
        if call.startswith("setMy"):
            self._telegram.published.append(str(given))
            return True
        if call == "getFile":
            number = given["file_id"]
            return {"file_id": number, "file_unique_id": number, "file_path": f"documents/{number}"}
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
