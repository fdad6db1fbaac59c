"""What the bot does beside the batches: it takes files back, waits for words of albums, sets menus anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Bot

from bot.delivery.desk import Desk
from bot.domain.catalogue import Catalogue
from bot.ports import Archive, Clock
from bot.telegram.albums import Albums
from bot.telegram.aside import Aside
from bot.telegram.bringing import Bringing
from bot.telegram.menu import Menus


@dataclass(frozen=True, slots=True)
class Beside:
    """The parts that work beside the batches."""

    bringing: Bringing
    albums: Albums
    menus: Menus

    def take_texts(self, catalogue: Catalogue) -> None:
        """Publish the menu of `catalogue`."""
        self.menus.take_texts(catalogue)

    async def run(self) -> None:
        """Work until cancelled."""
        await asyncio.gather(self.bringing.run(), self.albums.run(), self.menus.run())

    async def emptied(self) -> None:
        """Wait until nothing waits."""
        await self.bringing.emptied()
        await self.albums.emptied()
        await self.menus.emptied()


def work_beside(
    bot: Bot, desk: Desk, clock: Clock, texts: Callable[[], Catalogue], unpack: Callable[[bytes], Archive]
) -> Beside:
    """Return these parts. `texts`: the catalogue as it is now; `unpack`: reads a file of /export."""
    aside = Aside(desk, clock, texts)
    return Beside(Bringing(bot, aside, unpack), Albums(aside, clock), Menus(bot))
