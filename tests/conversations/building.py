"""What the tests of own routines share: how one is built, named and shared."""

from __future__ import annotations

import re

from tests.conversations.stage import Talk
from tests.texts import button, texts

STALE = texts("e_stale")
GONE = texts("own_gone")
DEAD = texts("e_link")


async def builds(chat: Talk, *taps: str) -> None:
    """Begin a new routine and tap."""
    await chat.says("/my_routines")
    await chat.presses(button.new_routine)
    for tap in taps:
        await chat.presses(tap)


async def makes(chat: Talk, name: str = "Evening", *taps: str) -> None:
    """Build a routine and name it; forget what was said."""
    await builds(chat, *(taps or (button.add_kneading, button.add_rolling)))
    await chat.presses(button.name_it)
    await chat.says(name)
    assert chat.messages[-1].headline == texts("saved", name=name)
    chat.hears()


async def shares(chat: Talk) -> str:
    """Share the routine that is shown; return what the link says to the bot."""
    await chat.presses(button.share)
    link = re.search(r"https://t\.me/UnknotBot\?start=(r_[A-Za-z0-9_-]{22})$", chat.card().text)
    assert link is not None, chat.card().text
    return f"/start {link[1]}"
