"""A file that a person sends back in the chat: read within limits that make nobody else wait."""

from __future__ import annotations

from bot.archive.zipped import TOO_LARGE, unpack
from bot.ports import MOST_BROUGHT, Archive, CannotTakeBack, Fault

MOST_UNPACKED = 5_000_000  # bytes
# Taking so many rows back keeps the writer for about half a second. A session a day for four years is 1,500.
MOST_ROWS = 2_000


def unpack_brought(content: bytes) -> Archive:
    """Return the archive in a zip; CannotTakeBack says what is wrong with the file."""
    if len(content) > MOST_BROUGHT:
        raise CannotTakeBack(TOO_LARGE, Fault.large)
    archive = unpack(content, MOST_UNPACKED)
    if sum(len(rows) for rows in archive.tables.values()) > MOST_ROWS:
        raise CannotTakeBack(TOO_LARGE, Fault.large)
    return archive
