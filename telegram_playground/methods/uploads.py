"""Finds the file that a call means: in its own body, attached by name, or sent before.

The playground has no network, so it answers every HTTP address as Telegram answers an address
without a file.
"""

from __future__ import annotations

from telegram_playground.arguments import Arguments
from telegram_playground.arriving import arrive
from telegram_playground.errors import Json, bad_request
from telegram_playground.files import Files, Stored
from telegram_playground.pictures import picture_size

_WEB = ("http://", "https://")
LARGEST_THUMBNAIL = 200 * 1024


def input_file(
    files: Files, arguments: Arguments, kind: str, value: str, field: str, told: Json
) -> Stored | None:
    """Return the file that `value` names, or else the upload in `field`; None without either."""
    value = value.strip()
    upload = arguments.files.get(value.removeprefix("attach://") if value.startswith("attach://") else field)
    if upload is not None:
        return arrive(files, kind, upload.content, upload.name or None, told)
    if not value or value.startswith("attach://"):
        return None
    if value.lower().startswith(_WEB):
        raise bad_request("wrong type of the web page content")
    stored = files.find(value)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if (stored.kind == "photo") != (kind == "photo"):
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def thumbnail_of(files: Files, arguments: Arguments, value: str) -> Stored | None:
    """Return an uploaded thumbnail; None without one, or for one that Telegram would ignore."""
    name = value.removeprefix("attach://") if value.startswith("attach://") else "thumbnail"
    upload = arguments.files.get(name)
    size = picture_size(upload.content) if upload and len(upload.content) <= LARGEST_THUMBNAIL else None
    if upload is None or size is None or max(size) > 320:
        return None
    return arrive(files, "photo", upload.content, None, {})
