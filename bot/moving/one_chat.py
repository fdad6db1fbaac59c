"""What the command `unknot import` does and says: the data of one chat comes back from its zip."""

from __future__ import annotations

import asyncio
from datetime import UTC
from pathlib import Path

from rich.console import Console

from bot.archive.zipped import MOST_BYTES, unpack
from bot.compose import CannotStart, close_storage, open_storage
from bot.domain.ids import ChatId
from bot.ports import CannotTakeBack
from bot.settings import read_database_url
from bot.timing.zones import use_packaged_zones


def take_back_chat(file: Path, chat: int | None, *, may_move: bool) -> None:
    """Put the data of the chat that the file is of back, or give it to `chat`."""
    use_packaged_zones()
    url = read_database_url()
    archive = unpack(_read_file(file, MOST_BYTES + 1))
    target = archive.chat if chat is None else ChatId(chat)
    if target != archive.chat and not may_move:
        raise CannotTakeBack(
            f"The file is of the chat {archive.chat}, not of {target}. To put its data there all the same: "
            f"unknot import {file} --chat {target} --move"
        )

    async def take_back() -> None:
        database = await open_storage(url)
        try:
            await database.run(lambda work: work.archives.take_back(archive, target))
        finally:
            await close_storage(database)

    asyncio.run(take_back())
    made_at = archive.made_at.astimezone(UTC)
    said = f"The data of the chat {target} is as it was on {made_at:%Y-%m-%d at %H:%M} UTC."
    Console(highlight=False, markup=False, soft_wrap=True).print(said)


def _read_file(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        raise CannotStart(f"The file {file} cannot be read: {error.strerror}.") from None
