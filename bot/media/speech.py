"""What the content asks to be spoken, for `unknot media build` and `check`."""

from __future__ import annotations

from pathlib import Path

from bot.bar import Show
from bot.content.reader import read_catalogue
from bot.media import voice
from bot.media.cover import COVER, write_cover
from bot.telegram.tracks import all_pulses, all_words

NAME = "voice"


def wanted(content: Path) -> voice.Wanted:
    """Return what tracks can need; ContentError: the content has faults."""
    texts = read_catalogue(content)
    return voice.Wanted(all_words(texts), all_pulses(texts))


def build(content: Path, folder: Path, only: str, progress: Show) -> list[str]:
    """Speak what is stale, unless only other names are wanted; return the names of the files."""
    if only not in NAME:
        return []
    what = wanted(content)
    whole = len(voice.stale(what, folder))
    made: list[str] = []

    def say(file: str) -> None:
        made.append(f"{NAME}/{file}")
        progress(NAME, len(made), whole)

    voice.build(what, folder, say)
    if write_cover(folder.parent, folder):
        made.append(f"{NAME}/{COVER}")
    return made


def stale(content: Path, folder: Path) -> list[str]:
    """Return a sentence for each piece that is stale, and for each that nothing needs."""
    return voice.faults(wanted(content), folder)
