"""Takes new texts into use while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.domain.catalogue import Catalogue
from bot.reading.readers import Readers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Faulty:
    """Texts that cannot be used."""

    faults: int  # how many
    first: str  # the first of them: its file, its line, and what would be right


@runtime_checkable
class TakesTexts(Protocol):
    """A part of the bot that keeps the catalogue."""

    def take_texts(self, catalogue: Catalogue) -> None:
        """Use `catalogue` from now on."""


class Reloading:
    """Reads the texts anew. Texts with a fault never take the place of good ones."""

    def __init__(
        self,
        read: Callable[[], tuple[Catalogue, Readers] | Faulty],
        take: Callable[[Catalogue, Readers], None],
        keepers: Sequence[object],
    ) -> None:
        """`take` gets the new texts with their Readers; those of `keepers` that keep a catalogue get that."""
        self._read = read
        self._take = take
        self._keepers: list[TakesTexts] = []
        for keeper in keepers:
            self.also(keeper)
        self._turn = asyncio.Lock()

    def also(self, keeper: object) -> None:
        """Give the next texts to `keeper` too, if it keeps a catalogue."""
        if isinstance(keeper, TakesTexts):
            self._keepers.append(keeper)

    async def reload(self) -> Faulty | None:
        """Read the texts in another thread, then use them; None: they have no fault."""
        async with self._turn:
            found = await asyncio.to_thread(self._read)
            if isinstance(found, Faulty):
                log.warning("The texts stay as they are. Faults in the new ones: %d.", found.faults)
                log.warning("The first one is %s. `unknot check` names all.", found.first)
                return found
            catalogue, readers = found
            self._take(catalogue, readers)
            for keeper in self._keepers:
                keeper.take_texts(catalogue)
            log.info("The texts were read anew.")
            return None

    async def reload_at(self, wish: asyncio.Event) -> None:
        """Reload each time `wish` is set."""
        while True:
            await wish.wait()
            wish.clear()
            await self.reload()
