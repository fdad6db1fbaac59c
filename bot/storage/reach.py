"""Whether the bot's user can write the database, and which processes use it.

It takes no lock and leaves nothing behind. Only Linux tells which processes have a file open.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.storage.problems import DatabaseUnusable
from bot.storage.sqlite import file_of, read_url

_MUCH = b"\0" * 65_536  # more than a usual commit writes
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_DELETED = " (deleted)"
# Where SQLite's lock for writing is, in the file itself and in the -shm file of the mode WAL.
_RESERVED_BYTE, _WAL_WRITE_BYTE = 0x40000001, 120


@dataclass(frozen=True, slots=True)
class User:
    """A user and the group of its files."""

    number: int
    group: int


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has a lock file open, and where that file is now; None: it was deleted."""

    process: int
    user: User
    lock: Path | None
    was_told: Path | None  # the database that its environment names


def holders(file: Path) -> list[Holder]:
    """Return the processes that have the lock of this file open, or one of the same name elsewhere."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended, or is of another user
            for link in (folder / "fd").iterdir():
                target = _target(link)
                if not target.removesuffix(_DELETED).endswith(f"/{file.name}.lock"):
                    continue
                lock = None if target.endswith(_DELETED) else Path(target)
                told = Path(target.removesuffix(_DELETED)[: -len(".lock")]) if lock is None else _told(folder)
                found.append(Holder(int(folder.name), _user_of(folder), lock, told))
                break
    return found


def name_of(process: int) -> str:
    """Return the name of a process, for a person."""
    try:
        name = Path(f"/proc/{process}/comm").read_text("utf-8", errors="replace")
    except OSError:
        return "unknown"
    return "".join(sign for sign in name if sign.isprintable())


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


def writer_of(file: Path) -> int | None:
    """Return the process that holds SQLite's lock for writing just now; None: nobody else, or unknown."""
    if sys.platform != "linux":
        return None
    shared = file.with_name(f"{file.name}-shm")
    return _locked_by(file, _RESERVED_BYTE) or _locked_by(shared, _WAL_WRITE_BYTE)


def touch(file: Path) -> None:
    """Read a little of the file, or of its folder: on a disk that hangs, this does not return."""
    with suppress(OSError), file.open("rb") as opened:
        opened.read(20)
    with suppress(OSError):
        os.listdir(file.parent)
        why_no_room(file.parent, None)


def _locked_by(file: Path, byte: int) -> int | None:
    import fcntl  # not on Windows

    ask = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)
    try:
        with file.open("rb") as opened:
            kind, _, _, _, process = struct.unpack("hhqqi", fcntl.fcntl(opened, fcntl.F_GETLK, ask))
    except OSError:
        return None
    return None if kind == fcntl.F_UNLCK else int(process)


def _target(link: Path) -> str:
    try:
        return os.readlink(link)
    except OSError:
        return ""


def _user_of(process: Path) -> User:
    # The folder of a process that has changed its user belongs to root.
    lines = (process / "status").read_text("utf-8", errors="replace").splitlines()
    said = dict(line.split(":", 1) for line in lines if ":" in line)
    return User(int(said["Uid"].split()[1]), int(said["Gid"].split()[1]))


def _told(process: Path) -> Path | None:
    for setting in (process / "environ").read_bytes().split(b"\0"):
        name, _, value = setting.partition(b"=")
        if name.upper() == b"DATABASE_URL":
            with suppress(DatabaseUnusable, UnicodeDecodeError):
                return file_of(read_url(value.decode()))
    return None


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
