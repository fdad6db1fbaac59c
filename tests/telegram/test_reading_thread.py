"""Work of the processor in another thread: each piece gets its own result."""

from __future__ import annotations

import asyncio
import threading
from functools import partial

import pytest

from bot.telegram.reading_thread import TOGETHER, ReadingThread


async def test_each_piece_gets_its_own_result_or_error_in_the_order_of_asking() -> None:
    thread, done = ReadingThread(), list[int]()

    def work(number: int) -> int:
        assert threading.current_thread() is not threading.main_thread()
        done.append(number)
        if number == 2:
            raise LookupError(number)
        return number * 10

    pieces = (thread.take(partial(work, number)) for number in range(2 * TOGETHER + 3))
    results = await asyncio.gather(*pieces, return_exceptions=True)

    assert done == [*range(2 * TOGETHER + 3)]
    assert isinstance(results.pop(2), LookupError)
    assert results == [number * 10 for number in done if number != 2]


async def test_who_gives_up_stops_nobody_else() -> None:
    thread, begun, goes_on = ReadingThread(), threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        assert goes_on.wait(30)
        return "slow"

    first = asyncio.ensure_future(thread.take(slow))
    assert await asyncio.to_thread(begun.wait, 30)
    second = asyncio.ensure_future(thread.take(lambda: "second"))
    third = asyncio.ensure_future(thread.take(lambda: "third"))
    await asyncio.sleep(0)

    first.cancel()
    second.cancel()
    goes_on.set()

    assert await third == "third"
    with pytest.raises(asyncio.CancelledError):
        await first
