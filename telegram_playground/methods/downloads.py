"""getFile: where the bytes of a file can be fetched."""

from __future__ import annotations

from telegram_playground.arguments import Arguments
from telegram_playground.errors import Json, bad_request
from telegram_playground.files import Stored
from telegram_playground.world import World

# A bot may download less than it may upload.
LARGEST_DOWNLOAD = 20 * 1024 * 1024


async def get_file(world: World, arguments: Arguments) -> Json:
    stored = _wanted(world, arguments)
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique,
        "file_size": stored.size,
        "file_path": stored.path,
    }


def _wanted(world: World, arguments: Arguments) -> Stored:
    """Return the file that the bot asks for; ApiError: it cannot have it."""
    file_id = arguments.text("file_id").strip()
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.find(file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    if world.files.content(stored) is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return stored
