"""Which processes use the database, and which of them writes to it.

It takes no lock. Only Linux tells which processes have a file open.
"""

from __future__ import annotations

import os
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.storage.problems import DatabaseUnusable
from bot.storage.reach import User
from bot.storage.sqlite import file_of, read_url

_DELETED = " (deleted)"
# Where SQLite's lock for writing is, in the file itself and in the -shm file of the mode WAL.
_RESERVED_BYTE, _WAL_WRITE_BYTE = 0x40000001, 120


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


def writer_of(file: Path) -> int | None:
    """Return the process that holds SQLite's lock for writing just now; None: nobody else, or unknown."""
    if sys.platform != "linux":
        return None
    shared = file.with_name(f"{file.name}-shm")
    return _locked_by(file, _RESERVED_BYTE) or _locked_by(shared, _WAL_WRITE_BYTE)


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
