"""The file `.env` in the current folder: how its text is written, and who may read it."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

NAME = ".env"
_SAVE_AGAIN = "save it again as text in UTF-8, or give the settings as environment variables"


class Unusable(Exception):
    """The file is there and cannot be read; the text is one plain sentence that says what to do."""


def read(file: Path) -> dict[str, str]:
    """Return the variables that the file sets; none if there is no such file. Unusable: it cannot be read."""
    if not file.is_file() and not file.is_fifo():
        return {}
    from dotenv import dotenv_values

    encoding = _encoding_of(file) if file.is_file() else "utf-8"
    found = dotenv_values(file, encoding=encoding)
    return {name: value for name, value in found.items() if value is not None}


def _encoding_of(file: Path) -> str:
    """Return the encoding of the file's text: UTF-8 or UTF-16. Unusable: it cannot be read or is neither.

    `>` in Windows PowerShell writes UTF-16.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Unusable(
            f"The file {file} cannot be read ({error.strerror}): give the user that runs Unknot the right to "
            "read it, or move it away."
        ) from None
    encoding = _guess(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unusable(f"The text of {file} is neither UTF-8 nor UTF-16: {_SAVE_AGAIN}.") from None
    if "\0" in text:  # UTF-32, or no text at all
        raise Unusable(f"The file {file} is no plain text: {_SAVE_AGAIN}.")
    return encoding


def is_open_to_others(file: Path) -> bool:
    """May anybody but its owner read the file? False where rights are not kept this way, as on Windows.

    If the owner is somebody else, such as root, the group is the one by which this process reads it.
    """
    try:
        found = file.stat()
    except OSError:
        return False
    if os.name == "nt" or not stat.S_ISREG(found.st_mode):
        return False
    others = stat.S_IRGRP | stat.S_IROTH if found.st_uid == os.geteuid() else stat.S_IROTH
    return bool(found.st_mode & others)


def _guess(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a byte order mark: every letter of a setting's name has a zero byte beside it.
    if content[1:2] == b"\0":
        return "utf-16-le"
    if content[:1] == b"\0":
        return "utf-16-be"
    return "utf-8-sig"
