"""Senders that tests put before another sender."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from bot.domain.catalogue import Catalogue
from bot.ports import Ambiguous, Kind, Outcome, Row, Sender
from bot.telegram.reloading import TakesTexts


class ExchangeableSender:
    """Passes every call to `inner`, which a test may exchange at any moment."""

    def __init__(self, inner: Sender) -> None:
        self.inner = inner

    async def send(self, row: Row) -> Outcome:
        """Let `inner` send the row."""
        return await self.inner.send(row)

    def take_texts(self, catalogue: Catalogue) -> None:
        """Let `inner` use other texts, if it keeps any."""
        if isinstance(self.inner, TakesTexts):
            self.inner.take_texts(catalogue)

    async def is_healthy(self) -> bool:
        """Ask `inner`."""
        return await self.inner.is_healthy()


class HangingSender:
    """Lets calls hang until `release`; after that, every call goes straight to `inner`.

    `kinds`: the kinds of rows whose calls hang. `outcome`: what a call that hung returns; None means that
    `inner` makes the call after the release. With `arrives`, `inner` makes the call before it hangs.
    """

    def __init__(
        self,
        inner: Sender,
        outcome: Outcome | None = Ambiguous(),  # noqa: B008 - frozen
        kinds: Collection[Kind] = tuple(Kind),
        *,
        arrives: bool = False,
    ) -> None:
        self.hung: list[Row] = []  # the rows whose calls have hung, in order
        self._inner = inner
        self._outcome = outcome
        self._kinds = kinds
        self._arrives = arrives
        self._is_released = asyncio.Event()

    def release(self) -> None:
        """Let the calls that hang return, and let no other call hang."""
        self._is_released.set()

    async def send(self, row: Row) -> Outcome:
        """Send the row through `inner`, or hang."""
        if self._is_released.is_set() or row.kind not in self._kinds:
            return await self._inner.send(row)
        self.hung.append(row)
        if self._arrives:
            await self._inner.send(row)
        await self._is_released.wait()
        return await self._inner.send(row) if self._outcome is None else self._outcome

    async def is_healthy(self) -> bool:
        """Ask `inner`."""
        return await self._inner.is_healthy()
