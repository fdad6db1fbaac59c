"""Guided tracks: from a plan and its words to an audio file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.catalogue import Language
from bot.domain.message import Track


class CannotMake(Exception):
    """The track cannot be made; the text says why, for the log. It holds nothing that a person wrote."""


class NoVoice(CannotMake):
    """There is no voice for the language of the chat."""


@dataclass(frozen=True, slots=True)
class Told:
    """A track with its words, its title and its performer in the language of a chat."""

    track: Track
    language: Language
    words: Sequence[str]
    title: str
    performer: str


class Tracks(Protocol):
    """Makes the audio files of tracks."""

    @property
    def cover(self) -> bytes | None:
        """The picture that a music player shows, as JPEG; None: there is none."""

    def digest(self, told: Told) -> str:
        """Return the hash of the file that `make` would return; NoVoice and CannotMake as there."""

    async def make(self, told: Told) -> bytes:
        """Return the M4A file. NoVoice, CannotMake: there will be none, or not now."""
