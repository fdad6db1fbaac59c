"""Work of the processor, such as reading a text, in another thread: one piece after the other.

Python runs one thread at a time, so several threads would not be faster, and together they would leave the
event loop less of the time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

TOGETHER = 16  # pieces for which the thread is woken once; to wake it costs more than to read a short line


@dataclass(slots=True)
class _Piece:
    """A piece of work, and what became of it."""

    do: Callable[[], Any]
    is_done: bool = False
    result: Any = None
    error: Exception | None = None


class ReadingThread:
    """Lets pieces of work wait for their turn. It is used in the event loop only."""

    def __init__(self) -> None:
        self._waiting: list[_Piece] = []
        self._turn = asyncio.Lock()

    async def take(self, do: Callable[[], T]) -> T:
        """Call `do` in another thread when its turn comes; return what it returns, or raise what it raises.

        Pieces that wait behind it are done at the same turn, up to `TOGETHER`.
        """
        mine = _Piece(do)
        self._waiting.append(mine)
        async with self._turn:
            if not mine.is_done:
                # It is the first that waits, except after a turn that was cancelled: then it waits no more.
                others = [piece for piece in self._waiting if piece is not mine]
                together = [mine, *others[: TOGETHER - 1]]
                self._waiting = others[TOGETHER - 1 :]
                await asyncio.to_thread(_do_all, together)
        if mine.error is not None:
            raise mine.error
        result: T = mine.result
        return result


def _do_all(pieces: Iterable[_Piece]) -> None:
    for piece in pieces:
        try:
            piece.result = piece.do()
        except Exception as error:  # noqa: BLE001 - raised where the piece was given
            piece.error = error
        piece.is_done = True
