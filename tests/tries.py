"""Several tries for a promise that is counted in real seconds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from tests.measured import MEASURES

TRIES: Final = 3 if MEASURES else 1


async def holds_once(play: Callable[[int], Awaitable[None]], tries: int = TRIES) -> None:
    """Play until it passes once, at most `tries` times; the last AssertionError says what was wrong.

    Where seconds are measured, other work of the machine may spoil a try. A bot that breaks its promise
    spoils all of them. Where they are not measured, one try must do.
    """
    for number in range(1, tries):
        try:
            return await play(number)
        except AssertionError:
            continue
    return await play(tries)
