"""The bytes of every file that was sent, by file_id; kept in memory, and in a folder when there is one."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from secrets import token_urlsafe

from telegram_playground.errors import Json

# Beyond this the oldest files are deleted; the chat still shows that there was a file.
MOST_BYTES = 256 * 1024 * 1024
LARGEST_FILE = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
# For each kind: how its file ids begin, and the folder in its download paths, both as in the Bot API.
_PREFIXES = {
    "photo": ("AgAC", "photos"),
    "animation": ("CgAC", "animations"),
    "audio": ("CQAC", "music"),
    "voice": ("AwAC", "voice"),
    "document": ("BQAC", "documents"),
    "sticker": ("CAAC", "stickers"),
}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stored:
    """One file: `key` names it on the page and on disk, `path` in a download address."""

    id: str
    unique: str
    key: str
    path: str
    kind: str
    mime: str
    size: int
    name: str | None = None
    facts: Json = field(default_factory=dict, hash=False)
    sha256: str = ""  # "": stored by an older version


class Files:
    """All files, oldest first."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self._known: dict[str, Stored] = {}
        self._bytes: dict[str, bytes] = {}
        self._number = 0

    def add(self, kind: str, content: bytes, mime: str, name: str | None, facts: Json) -> Stored:
        """Store a new file; `facts` holds what is known of it, such as its width."""
        prefix, folder = _PREFIXES[kind]
        key = token_urlsafe(18)
        self._number += 1
        path = f"{folder}/file_{self._number}{_ending(name, mime)}"
        unique = "AQAD" + token_urlsafe(8)
        ids = (prefix + token_urlsafe(48), unique, key, path)
        digest = hashlib.sha256(content).hexdigest()
        stored = Stored(*ids, kind, mime, len(content), name, facts, digest)
        self._known[stored.id] = stored
        self._bytes[key] = content
        self._write(key, content)
        self._make_room()
        return stored

    def find(self, file_id: str) -> Stored | None:
        return self._known.get(file_id)

    def by_key(self, key: str) -> Stored | None:
        return next((one for one in self._known.values() if one.key == key), None)

    def by_path(self, path: str) -> Stored | None:
        return next((one for one in self._known.values() if one.path == path), None)

    def content(self, stored: Stored) -> bytes | None:
        """Return the bytes, None when they are gone."""
        if stored.key not in self._bytes and self.folder is not None:
            try:
                read = (self.folder / stored.key).read_bytes()
            except OSError:
                return None
            if len(read) == stored.size:
                self._bytes[stored.key] = read
        return self._bytes.get(stored.key)

    def _write(self, key: str, content: bytes) -> None:
        if self.folder is None:
            return
        new = self.folder / f"{key}.new"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            new.write_bytes(content)
            os.replace(new, self.folder / key)
        except OSError as error:
            log.warning("A file of the playground could not be saved: %s.", error.strerror)

    def _make_room(self) -> None:
        total = sum(one.size for one in self._known.values())
        while total > MOST_BYTES:
            oldest = self._known.pop(next(iter(self._known)))
            total -= oldest.size
            self._bytes.pop(oldest.key, None)
            if self.folder is not None:
                (self.folder / oldest.key).unlink(missing_ok=True)

    def dump(self) -> Json:
        return {"number": self._number, "known": [asdict(one) for one in self._known.values()]}

    def load(self, kept: Json) -> None:
        """Take over a saved list; the bytes of a file are read when somebody asks for them."""
        known: Iterable[Json] = kept["known"]
        self._known = {one["id"]: Stored(**one) for one in known}
        self._number = int(kept["number"])


def _ending(name: str | None, mime: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name or "")
    return found.group() if found else _ENDINGS.get(mime, "")


_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "audio/ogg": ".oga",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
}
