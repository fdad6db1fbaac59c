"""The shelf finds files by name, and says None where there is none."""

from __future__ import annotations

import json
from pathlib import Path

from bot.media.shelf import MANIFEST, Shelf
from bot.ports.media import MediaFile, MediaKind

FILM = {"file": "tap.mp4", "kind": "animation", "sha256": "aa", "width": 640, "height": 640}
STILL = {"file": "tap.png", "kind": "picture", "sha256": "bb", "width": 1080, "height": 1080}
FILES = {
    "tapping": {**FILM, "duration": 8.0, "bytes": 9},
    "picture/tapping": {**STILL, "duration": 0, "bytes": 7},
}


def test_a_file_is_found_by_its_name_and_kind(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps({"files": FILES}), "utf-8")
    shelf = Shelf(tmp_path)

    assert shelf.animation("tapping") == MediaFile(
        tmp_path / "tap.mp4", MediaKind.animation, "aa", 640, 640, 8.0, 9
    )
    assert shelf.picture("tapping") == MediaFile(
        tmp_path / "tap.png", MediaKind.picture, "bb", 1080, 1080, 0, 7
    )


def test_an_unknown_name_or_a_folder_without_manifest_gives_none(tmp_path: Path) -> None:
    assert Shelf(tmp_path).animation("tapping") is None
    assert Shelf(tmp_path).picture("tapping") is None
