"""Uses the database in the thread of the test."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

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
