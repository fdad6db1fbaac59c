"""Uses the database, and reads lines, in the thread of the test."""

from __future__ import annotations

import threading
from asyncio import AbstractEventLoop, Handle
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

from bot.telegram.reading_thread import ReadingThread

P = ParamSpec("P")
T = TypeVar("T")


class AtOnce(Executor):
    """Does each piece of work at once, where it is given.

    In a conversation one thing happens after the other: the event loop and a thread of the database
    would only wait for each other. To change between them was a tenth of what a conversation costs on a busy
    machine.
    """

    def submit(self, do: Callable[P, T], /, *given: P.args, **more: P.kwargs) -> Future[T]:
        """Call `do`; the future has what came of it."""
        done: Future[T] = Future()
        try:
            done.set_result(do(*given, **more))
        except BaseException as error:  # noqa: BLE001 - raised where the future is waited for, as a thread does
            done.set_exception(error)
        return done

    def shutdown(self, wait: bool = True, **more: Any) -> None:
        """There is no thread to end."""


class ReadingAtOnce(ReadingThread):
    """Does each piece of work at once, where it is given."""

    async def take(self, do: Callable[[], T]) -> T:
        """Call `do`."""
        return do()


def keep_awake(loop: AbstractEventLoop) -> None:
    """Let the loop not wake itself up: what is called in its own thread finds it awake.

    It would write to a socket and read it again for each unit of work.
    """
    wake, own = loop.call_soon_threadsafe, threading.get_ident()

    def call_soon(call: Callable[..., object], *given: Any, **more: Any) -> Handle:
        return (loop.call_soon if threading.get_ident() == own else wake)(call, *given, **more)

    loop.call_soon_threadsafe = call_soon  # type: ignore[method-assign,assignment]
