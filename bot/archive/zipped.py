"""An archive as a zip: `unknot.json` with everything, which is read again, and CSV tables for people.

What is read may come from anybody. So its size is counted while it is read, whatever the file says of itself.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeGuard

from bot.domain.ids import ChatId
from bot.ports import Archive, CannotTakeBack, Fault
from bot.ports.documents import Records

FORMAT = "unknot"
VERSION = 1
JSON_NAME = "unknot.json"
NOTE_NAME = "README.txt"

MOST_BYTES = 10_000_000  # of the zip
MOST_FILES = 100
MOST_UNPACKED = 100_000_000  # of the JSON
MOST_SHRUNK = 500  # times; many equal rows shrink 100 times, and a bomb 1,000 times

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DATE = (1980, 1, 1, 0, 0, 0)  # the same for every file: the moment stands in the JSON

NO_ZIP = "This is no file that Unknot has made."
TOO_LARGE = "The file is too large: Unknot takes a zip of up to 10 MB that holds up to 100 MB."
BROKEN = "The file is damaged: {}."
NEWER = "The file was made by a newer Unknot."


def pack(archive: Archive, note: str) -> bytes:
    """Return the zip; `note` says to people what it is."""
    files = {NOTE_NAME: note, JSON_NAME: _json_of(archive)}
    files |= {f"{name}.csv": _csv(rows) for name, rows in archive.tables.items() if rows}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, _DATE), text.encode(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _json_of(archive: Archive) -> str:
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": archive.made_at.isoformat(),
        "chat": archive.chat,
        "tables": archive.tables,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def unpack(content: bytes, most_unpacked: int = MOST_UNPACKED) -> Archive:
    """Return the archive in a zip; CannotTakeBack says what is wrong with the file."""
    if len(content) > MOST_BYTES:
        raise CannotTakeBack(TOO_LARGE, Fault.large)
    try:
        whole = json.loads(_json_in(content, most_unpacked).decode())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error, KeyError):
        raise CannotTakeBack(NO_ZIP, Fault.strange) from None
    except (ValueError, RecursionError):
        raise CannotTakeBack(BROKEN.format(f"{JSON_NAME} cannot be read")) from None
    return _archive(whole)


def _json_in(content: bytes, most_unpacked: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if len(packed.infolist()) > MOST_FILES:
            raise CannotTakeBack(TOO_LARGE, Fault.large)
        most = min(most_unpacked, MOST_SHRUNK * len(content))
        with packed.open(JSON_NAME) as opened:
            found = opened.read(most + 1)
    if len(found) > most:
        raise CannotTakeBack(TOO_LARGE, Fault.large)
    return found


def _archive(whole: Any) -> Archive:
    """Check the frame; the rows are checked against the tables when they are written."""
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise CannotTakeBack(NO_ZIP, Fault.strange)
    version, chat, tables = (whole.get(name) for name in ("version", "chat", "tables"))
    if type(version) is int and version > VERSION:
        raise CannotTakeBack(NEWER, Fault.newer)
    if version != VERSION or type(chat) is not int or not _are_tables(tables):
        raise CannotTakeBack(BROKEN.format("parts of it are missing"))
    made_at = _moment(whole.get("made_at"))
    if made_at is None:
        raise CannotTakeBack(BROKEN.format("it does not say when it was made"))
    return Archive(ChatId(chat), made_at, tables)


def _moment(said: Any) -> datetime | None:
    """Return the moment that an ISO 8601 text with an offset from UTC names; None: it names none."""
    try:
        moment = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo is not None else None


def _are_tables(tables: Any) -> TypeGuard[Records]:
    return isinstance(tables, dict) and all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in tables.values()
    )


def _csv(rows: Any) -> str:
    """Return rows as CSV with a byte order mark, without which Excel takes UTF-8 for something else."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return f"\ufeff{text.getvalue()}"


def _cell(value: Any) -> Any:
    """Return what a cell holds. Text that a spreadsheet would take for a formula gets an apostrophe."""
    if isinstance(value, list | Mapping):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value
