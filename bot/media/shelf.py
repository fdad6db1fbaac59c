"""Finds the built files by name. It reads the manifest only, and needs none of the tools that build."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.ports.media import MediaFile, MediaKind

MANIFEST = "manifest.json"
PICTURE = "picture/"  # the names of pictures begin with this in the manifest


def media_folder() -> Path:
    """Return the folder of the built files; the wheel's own copy wins, since only a wheel has one."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_media"
    return packed if packed.is_dir() else package.parent / "media"


class Shelf:
    """The files that the manifest of a folder names. A folder without a manifest is an empty shelf."""

    def __init__(self, folder: Path) -> None:
        self.files = _read(folder)

    def animation(self, name: str) -> MediaFile | None:
        """Return the animation `name`, which is the key of a step; None: there is none."""
        return self.files.get(name)

    def picture(self, name: str) -> MediaFile | None:
        """Return the picture `name`, such as "keep_off"; None: there is none."""
        return self.files.get(f"{PICTURE}{name}")


def _read(folder: Path) -> dict[str, MediaFile]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return {name: _file(folder, entry) for name, entry in manifest["files"].items()}


def _file(folder: Path, entry: Mapping[str, Any]) -> MediaFile:
    return MediaFile(
        path=folder / entry["file"],
        kind=MediaKind(entry["kind"]),
        sha256=entry["sha256"],
        width=entry["width"],
        height=entry["height"],
        duration=entry["duration"],
        size=entry["bytes"],
    )
