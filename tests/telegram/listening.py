"""What the bot says with a guided track, for tests of all screens."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.catalogue import Audience, Catalogue, Step
from bot.domain.message import Message, Phrase
from bot.domain.plan import EVERY_CUE, Pace
from bot.screens import tracks
from bot.screens.tracks import Played


def to_listen(
    title: Phrase, audience: Audience, steps: tuple[Step, ...], catalogue: Catalogue
) -> list[tuple[str, Message]]:
    """Return the screens of the track of a plan, also with every rest cut short."""
    played = Played(title, audience, steps, Pace.practised, EVERY_CUE)
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
