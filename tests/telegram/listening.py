"""What the bot says with a guided track, for tests of all screens."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.catalogue import Catalogue
from bot.domain.message import Message
from bot.screens import tracks
from bot.screens.tracks import Played


def to_listen(played: Played, catalogue: Catalogue) -> list[tuple[str, Message]]:
    """Return the screens of a track, also with every rest cut short."""
    short = [replace(each, seconds=20) if each.technique is None else each for each in played.steps]
    made = [tracks.track(replace(played, steps=steps), catalogue) for steps in (played.steps, tuple(short))]
    return [
        ("audio", tracks.audio(played, catalogue)),
        ("audio", Message((made[0].title,))),
        *(
            ("words", tracks.words(part, is_first=is_first))
            for track in made
            for part in tracks.in_parts(track)
            for is_first in (True, False)
        ),
    ]
