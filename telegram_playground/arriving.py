"""Decides what a sent file arrives as: a photo, an animation, a voice message, or a plain file."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable

from telegram_playground.errors import ApiError, Json, bad_request
from telegram_playground.files import LARGEST_FILE, LARGEST_PHOTO, Files, Stored
from telegram_playground.pictures import picture_size, picture_type
from telegram_playground.recordings import mp4_size, recording_type, seconds

LARGEST_VOICE = 1024 * 1024
MOST_PIXELS_AROUND = 10_000
STEEPEST = 20
_MUSIC = ("audio/mpeg", "audio/mp4")
_TGS = b"\x1f\x8b"


def arrive(files: Files, wanted: str, content: bytes, name: str | None, told: Json) -> Stored:
    """Store a file that the sender calls `wanted`, and return it; its bytes decide its real kind.

    `told` holds what the sender says of the file, such as its duration. ApiError when Telegram takes no such
    file.
    """
    _check_size(content, LARGEST_PHOTO if wanted == "photo" else LARGEST_FILE)
    if wanted == "photo":
        return _photo(files, content)
    mime = type_of(content, name)
    kind = _kind(wanted, mime, len(content))
    facts = _FACTS[kind](content, mime, told) if kind in _FACTS else {}
    return files.add(kind, content, mime, None if kind in ("voice", "sticker") else name, facts)


def _check_size(content: bytes, largest: int) -> None:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > largest:
        raise ApiError(413, "Request Entity Too Large")


def type_of(content: bytes, name: str | None) -> str:
    """Return the media type of a file: by its bytes, or else by its name."""
    known = picture_type(content) or recording_type(content)
    if known is None and content.startswith(_TGS) and (name or "").lower().endswith(".tgs"):
        return "application/x-tgsticker"
    return known or mimetypes.guess_type(name or "")[0] or "application/octet-stream"


def _kind(wanted: str, mime: str, size: int) -> str:
    match wanted:
        case "animation" if mime in ("image/gif", "video/mp4"):
            return wanted
        case "audio" if mime in _MUSIC:
            return wanted
        case "voice" if mime in ("audio/ogg", *_MUSIC) and size <= LARGEST_VOICE:
            return wanted
        case "voice" if mime in _MUSIC:
            return "audio"
        case "sticker" if mime in ("image/webp", "application/x-tgsticker", "video/webm"):
            return wanted
        case _:
            return "document"


def _photo(files: Files, content: bytes) -> Stored:
    size, mime = picture_size(content), picture_type(content)
    if size is None or mime is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > MOST_PIXELS_AROUND or max(size) > STEEPEST * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return files.add("photo", content, mime, None, {"width": width, "height": height})


def _animation(content: bytes, mime: str, told: Json) -> Json:
    width, height = picture_size(content) or mp4_size(content) or (0, 0)
    return {
        "width": told.get("width") or width,
        "height": told.get("height") or height,
        "duration": told.get("duration") or seconds(content, mime),
    }


def _audio(content: bytes, mime: str, told: Json) -> Json:
    texts = {name: told[name] for name in ("performer", "title") if told.get(name)}
    return {"duration": told.get("duration") or seconds(content, mime), **texts}


def _voice(content: bytes, mime: str, told: Json) -> Json:
    return {"duration": told.get("duration") or seconds(content, mime)}


def _sticker(content: bytes, mime: str, told: Json) -> Json:
    width, height = picture_size(content) or (512, 512)
    emoji = {"emoji": told["emoji"]} if told.get("emoji") else {}
    return {
        "type": "regular",
        "width": width,
        "height": height,
        "is_animated": mime == "application/x-tgsticker",
        "is_video": mime == "video/webm",
        **emoji,
    }


_FACTS: dict[str, Callable[[bytes, str, Json], Json]] = {
    "animation": _animation,
    "audio": _audio,
    "voice": _voice,
    "sticker": _sticker,
}
