"""Several tries for a promise that is counted in real seconds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable


async def holds_once(play: Callable[[int], Awaitable[None]], tries: int = 3) -> None:
    """Play until it passes once, at most `tries` times; the last AssertionError says what was wrong.

    A machine that is busy with other work may spoil a try. A bot that breaks its promise spoils all of them.
    """
    for number in range(1, tries):
        try:
            return await play(number)
        except AssertionError:
            continue
    return await play(tries)
