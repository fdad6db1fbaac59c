"""The files that bots have uploaded to Telegram, in the database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select

from bot.ports import KeptFile
from bot.storage.tables import files
from bot.storage.upserts import insert

_NEW = insert(files)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[files.c.bot_id, files.c.sha256], set_={"file_id": _NEW.excluded.file_id}
)
_OF = select(files.c.sha256, files.c.file_id).where(files.c.bot_id == bindparam("b_bot"))


class StoredFiles:
    """`ports.Files` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, bot: int) -> Mapping[str, str]:
        """Return the file ids of what this bot has uploaded, by the hash of the file."""
        return {row.sha256: row.file_id for row in self._connection.execute(_OF, {"b_bot": bot})}


def keep(connection: Connection, kept: KeptFile) -> None:
    """Note that a bot has uploaded a file; a newer id takes the place of an older one."""
    values = {"bot_id": kept.bot, "sha256": kept.sha256, "file_id": kept.file_id}
    connection.execute(_PUT, values)
