"""How the media of a message looks: as the Bot API shows it, and as the chat page plays it."""

from __future__ import annotations

from telegram_playground.errors import Json
from telegram_playground.files import Stored

# For these kinds the Bot API shows neither a file name nor a type.
_NAMELESS = ("photo", "sticker")
_PLAYED = ("width", "height", "duration", "title", "performer", "emoji")


def media_of(stored: Stored, thumbnail: Stored | None = None) -> Json:
    """Return what a message keeps of a file, so that it can be shown when the file itself is gone."""
    shown: Json = {"file_id": stored.id, "file_unique_id": stored.unique, **stored.facts}
    if stored.kind not in _NAMELESS:
        if stored.name:
            shown["file_name"] = stored.name
        shown["mime_type"] = stored.mime
        if thumbnail is not None and stored.kind != "voice":
            shown["thumbnail"] = _size(thumbnail)
    shown["file_size"] = stored.size
    known = {"key": stored.key, "mime": stored.mime, "name": stored.name, "sha256": stored.sha256}
    return {"kind": stored.kind, **known, "shown": shown}


def _size(stored: Stored) -> Json:
    ids = {"file_id": stored.id, "file_unique_id": stored.unique}
    return {**ids, **stored.facts, "file_size": stored.size}


def location(latitude: float, longitude: float, **more: int | float) -> Json:
    """Return the media of a message with a location."""
    return {"kind": "location", "shown": {"latitude": latitude, "longitude": longitude, **more}}


def bot_api_fields(media: Json) -> Json:
    """Return the fields that a Message has for its media."""
    kind, shown = media["kind"], media["shown"]
    match kind:
        case "photo":
            return {"photo": [shown]}
        case "animation":
            names = ("file_id", "file_unique_id", "thumbnail", "file_name", "mime_type", "file_size")
            # The Bot API shows an animation as a document as well, for bots that do not know animations.
            return {"animation": shown, "document": {name: shown[name] for name in names if name in shown}}
        case _:
            return {kind: shown}


def page_media(media: Json | None) -> Json | None:
    """Return media as the control API shows it; what a kind does not have is null."""
    if media is None:
        return None
    shown = media["shown"]
    return {
        "kind": media["kind"],
        "url": f"/files/{media['key']}" if "key" in media else None,
        "mime": media.get("mime"),
        "file_name": media.get("name"),
        "sha256": media.get("sha256") or None,
        "size": shown.get("file_size"),
        **{name: shown.get(name) for name in _PLAYED},
        "latitude": shown.get("latitude"),
        "longitude": shown.get("longitude"),
    }
