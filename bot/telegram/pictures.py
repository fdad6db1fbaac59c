"""The pictures as Telegram knows them: the id of each uploaded file, and what was refused."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.ids import ChatId
from bot.ports import Clock, KeptFile
from bot.ports.media import MediaFile, MediaKind, MediaShelf

log = logging.getLogger(__name__)

LARGEST = 10_000_000  # bytes; Telegram takes no larger picture
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)  # after an upload that failed
CHAT_RESTS = timedelta(hours=1)  # a group that allows no pictures is not asked again for so long
MOST_REFUSALS = 2  # of the id of one file: after that the file is shown no more until a restart
MOST_CHATS = 1_000
_PICTURE = "picture/"


@dataclass(slots=True)
class _State:
    """What became of one file so far."""

    id: str | None = None
    is_uploading: bool = False
    refusals: int = 0  # of ids, since the start
    failures: int = 0  # of uploads, one after the other
    rests_until: datetime | None = None


@dataclass(slots=True)
class Pictures:
    """Which files can be shown, and by which id. It is used in the event loop only."""

    shelf: MediaShelf
    clock: Clock
    bot: int = 0  # ids are those of this bot
    may_add: bool = True  # can a message of words get a picture? An old Bot API server refuses that
    _files: dict[str, _State] = field(default_factory=dict)
    _closed: dict[tuple[ChatId, MediaKind], datetime] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    def remember(self, bot: int, known: Mapping[str, str]) -> None:
        """Take the ids that this bot was given for its files, by their hashes."""
        self.bot = bot
        self._files = {sha256: _State(id=file_id) for sha256, file_id in known.items()}

    def find(self, name: str | None, chat: ChatId) -> MediaFile | None:
        """Return the file of a picture; None: there is none, or it cannot be shown in this chat.

        In a group that allows no animations it is the still picture of the same name, if there is one.
        """
        if name is None:
            return None
        is_still = name.startswith(_PICTURE) or self.is_closed(chat, MediaKind.animation)
        file = self.shelf.picture(name.removeprefix(_PICTURE)) if is_still else self.shelf.animation(name)
        if file is None or self._of(file).refusals >= MOST_REFUSALS or self.is_closed(chat, file.kind):
            return None
        return file

    def id_of(self, file: MediaFile) -> str | None:
        """Return the id by which Telegram knows the file; None: it must be uploaded first."""
        return self._of(file).id

    def may_upload(self, file: MediaFile) -> bool:
        """May the file be uploaded now? Not while it is on its way, and not soon after a failure."""
        state = self._of(file)
        has_rested = state.rests_until is None or state.rests_until <= self.clock.now().wire
        return not state.is_uploading and has_rested

    def is_uploading(self, file: MediaFile) -> bool:
        """Is the file on its way?"""
        return self._of(file).is_uploading

    async def content(self, file: MediaFile) -> bytes:
        """Read the file, outside the event loop; OSError: it cannot be read, or is too large."""
        if file.size > LARGEST:
            raise OSError("the file is too large")
        try:
            return await asyncio.to_thread(file.path.read_bytes)
        except OSError as error:
            raise OSError(error.strerror or "it cannot be read") from error  # without the path

    def begin(self, file: MediaFile) -> None:
        """Note that the file's upload begins."""
        self._of(file).is_uploading = True

    def end(self, file: MediaFile) -> None:
        """Note that the file's upload has ended, well or not."""
        self._of(file).is_uploading = False

    def learn(self, file: MediaFile, file_id: str) -> KeptFile:
        """Note the id that Telegram gave the file."""
        state = self._of(file)
        state.id, state.failures, state.rests_until = file_id, 0, None
        return KeptFile(self.bot, file.sha256, file_id)

    def forget(self, file: MediaFile, why: str) -> None:
        """Note that Telegram refuses the file's id; the file is uploaded anew, once."""
        state = self._of(file)
        state.id, state.refusals = None, state.refusals + 1
        self._say(f"Telegram refuses the id of {file.path.name}", why)

    def fail(self, file: MediaFile, why: str) -> None:
        """Note that an upload of the file failed; the next one waits, each time longer."""
        state = self._of(file)
        state.rests_until = self.clock.now().wire + min(FIRST_REST * 2**state.failures, LONGEST_REST)
        state.failures += 1
        self._say(f"{file.path.name} could not be uploaded; its words go out without it", why)

    def close(self, chat: ChatId, why: str, kind: MediaKind = MediaKind.picture) -> None:
        """Note that a chat allows no files of this kind."""
        self._closed.pop((chat, kind), None)
        self._closed[chat, kind] = self.clock.now().wire + CHAT_RESTS
        if len(self._closed) > MOST_CHATS:
            del self._closed[next(iter(self._closed))]
        self._say(f"A group allows no {kind}s; its words go out without", why)

    def is_closed(self, chat: ChatId, kind: MediaKind = MediaKind.picture) -> bool:
        """Is it known that the chat allows no files of this kind?"""
        until = self._closed.get((chat, kind))
        return until is not None and until > self.clock.now().wire

    def give_up_adding(self, why: str) -> None:
        """Note that this Bot API server adds no picture to words; from now on answers bring it with them."""
        self.may_add = False
        self._say("Telegram adds no picture to a message of words", why)

    def _of(self, file: MediaFile) -> _State:
        return self._files.setdefault(file.sha256, _State())

    def _say(self, what: str, why: str) -> None:
        """Log a trouble once; people see the words all the same."""
        if what not in self._said:
            self._said.add(what)
            log.warning("%s: %s", what, why)
