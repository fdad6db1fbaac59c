"""What the tests of likings share: play a routine to its end, then ask for more or less of a technique."""

from __future__ import annotations

import json

from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts


async def finishes(chat: Talk, routine: str = "taster", minutes: float = 2, *, alone: bool = False) -> None:
    """Play a routine to its end, so that the summary is the newest message."""
    await plays(chat, routine, alone=alone, seconds=60 * minutes)
    assert chat.card().headline.startswith(texts.opening("end")), chat.card().text


async def wants_less(chat: Talk, *techniques: str, routine: str = "full") -> None:
    """Play a routine and ask for less of techniques of it."""
    await finishes(chat, routine, 25)
    await chat.presses(button.rate_it)
    await chat.presses(button.same)
    for technique in techniques:
        await chat.presses(button("less_of", technique=technique))
    chat.hears(), chat.toasts()


async def wants_more(chat: Talk, *techniques: str, routine: str = "full") -> None:
    """Play a routine and ask for more of techniques of it."""
    await finishes(chat, routine, 25)
    await chat.presses(button.rate_it)
    await chat.presses(button.same)
    for technique in techniques:
        await chat.presses(button("more_of", technique=technique))
    chat.hears(), chat.toasts()


async def steps_of_last(stage: Stage) -> list[tuple[str, int]]:
    """Return the steps of the newest session: what is done, and for how many seconds."""
    steps = json.loads((await stage.rows("sessions"))[-1]["steps"])
    return [(step["technique"] or step["kind"], step["seconds"]) for step in steps]
