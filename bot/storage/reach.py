"""Whether the bot's user can write the database. It takes no lock and leaves nothing behind."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_MUCH = b"\0" * 65_536  # more than a usual commit writes
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


@dataclass(frozen=True, slots=True)
class User:
    """A user and the group of its files."""

    number: int
    group: int


def owner_of(path: Path) -> User:
    """Return the user that a file or folder belongs to."""
    found = path.stat()
    return User(found.st_uid, found.st_gid)


def is_root() -> bool:
    """May this process act as any user?"""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def is_mounted_read_only(folder: Path) -> bool:
    """Can nobody write on this disk?"""
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def files_of(file: Path) -> list[Path]:
    """Return the database file and those beside it that belong to it, as far as they are there."""
    names = (f"{file.name}{end}" for end in ("", ".lock", "-journal", "-wal", "-shm"))
    return [path for name in names if (path := file.with_name(name)).exists()]


def not_writable(folder: Path, files: Iterable[Path], user: User | None) -> Path | None:
    """Return the folder, or the first of its files, that the user may not write; None: it may write all.

    `user`: who that is; None: this process. Only root may ask for another user.
    """
    if os.access not in os.supports_dir_fd:
        return None if os.access(folder, os.W_OK) else folder
    # The user need not have a way to the folder from here: systemd hides the way from all but the service.
    opened = os.open(folder, os.O_RDONLY)
    try:
        with _acting_as(user):
            if not os.access(".", os.W_OK | os.X_OK, dir_fd=opened, effective_ids=True):
                return folder
            for file in files:
                if not os.access(file.name, os.W_OK, dir_fd=opened, effective_ids=True):
                    return file
    finally:
        os.close(opened)
    return None


def why_no_room(folder: Path, user: User | None) -> str | None:
    """Return why the user cannot write much in the folder, in the system's words; None: it can, or unknown.

    It writes to a file without a name, which is gone as soon as it is closed.
    """
    if not hasattr(os, "O_TMPFILE"):
        return None
    opened = os.open(folder, os.O_RDONLY)
    try:
        with _acting_as(user):
            number = os.open(".", os.O_TMPFILE | os.O_RDWR, 0o600, dir_fd=opened)
            try:
                left = _MUCH
                while left:  # where room is scarce, the system writes only a part, without an error
                    left = left[os.write(number, left) :]
                os.fsync(number)
            finally:
                os.close(number)
    except OSError as error:
        return error.strerror if error.errno in _NO_ROOM else None
    finally:
        os.close(opened)
    return None


def touch(file: Path) -> None:
    """Read a little of the file, or of its folder: on a disk that hangs, this does not return."""
    with suppress(OSError), file.open("rb") as opened:
        opened.read(20)
    with suppress(OSError):
        os.listdir(file.parent)
        why_no_room(file.parent, None)


@contextmanager
def _acting_as(user: User | None) -> Iterator[None]:
    """Let the system judge this process as another user. Only root may ask for that."""
    if user is None or user.number == os.geteuid():
        yield
        return
    before, group, groups = os.geteuid(), os.getegid(), os.getgroups()
    os.setgroups([user.group])
    os.setegid(user.group)
    os.seteuid(user.number)
    try:
        yield
    finally:
        os.seteuid(before)
        os.setegid(group)
        os.setgroups(groups)
