"""A picture or an animation that can go with words, and the shelf on which it is found by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class MediaKind(StrEnum):
    """What a file is; it decides how the file is sent."""

    animation = "animation"  # MP4 without sound; it plays in a loop
    picture = "picture"  # PNG
    audio = "audio"  # M4A; it is made when it is wanted, and is not on the shelf


@dataclass(frozen=True, slots=True)
class MediaFile:
    """One file, as the manifest describes it. Whether the file can be read is known when it is read."""

    path: Path
    kind: MediaKind
    sha256: str  # of the file's bytes, in hex
    width: int  # in pixels
    height: int
    duration: float  # seconds; 0 for a picture
    size: int  # bytes


class MediaShelf(Protocol):
    """Finds files by name."""

    def animation(self, name: str) -> MediaFile | None:
        """Return the animation `name`, such as the key of a step; None: there is none."""

    def picture(self, name: str) -> MediaFile | None:
        """Return the picture `name`, such as "keep_off"; None: there is none."""
