"""The pieces that tracks are made of: spoken phrases by their words, sounds by their name, from a manifest.

The manifest and the pieces are made ahead of time by `unknot media build`, see `bot/media/voice.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.json"
VOICE = "voice"  # the folder of the pieces, in that of all media
SILENCE, BELL = "silence", "bell"


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of AAC frames. `sha256`: of the file; `frames`: how many it has."""

    file: str
    sha256: str
    frames: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """All pieces: phrases by language and by the hash of their words, and sounds by name."""

    folder: Path
    voices: Mapping[str, Mapping[str, Piece]]
    sounds: Mapping[str, Piece]

    def speaks(self, language: str) -> bool:
        """Is there a voice for this language?"""
        return bool(self.voices.get(language))

    def of_words(self, language: str, words: str) -> Piece | None:
        """Return the piece that says exactly these words, or None."""
        return self.voices.get(language, {}).get(hash_of(words))

    def pulse(self, sound: str, a_minute: int) -> Piece | None:
        """Return one beat of a pulse, with the silence until the next beat; None: there is none."""
        return self.sounds.get(pulse_name(sound, a_minute))


def read_pieces(folder: Path) -> Pieces:
    """Read the manifest. Without one, or with one that cannot be read, there are no pieces."""
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        voices = {language: _pieces(phrases) for language, phrases in read["voices"].items()}
        return Pieces(folder, voices, _pieces(read["sounds"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Pieces(folder, {}, {})


def hash_of(words: str) -> str:
    """Return the hash by which a phrase is found: of its words, whatever their spaces."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:16]


def pulse_name(sound: str, a_minute: int) -> str:
    """Return the name of a pulse with so many beats a minute."""
    return f"pulse_{sound}_{a_minute}"


def _pieces(read: Mapping[str, Mapping[str, object]]) -> dict[str, Piece]:
    return {
        name: Piece(str(each["file"]), str(each["sha256"]), int(str(each["frames"])))
        for name, each in read.items()
    }
