"""Actions beside the batches: what waits or takes long, so that nobody else's update waits with it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec

from bot.actions.act import act
from bot.actions.scene import Scene
from bot.delivery.desk import Desk
from bot.domain.catalogue import Catalogue
from bot.domain.message import Phrase
from bot.ports import Asked, CannotWrite, Clock, Work

P = ParamSpec("P")


class Aside:
    """Does one action in a unit of work of its own. It has no receipt: after a crash it is not done again."""

    def __init__(self, desk: Desk, clock: Clock, texts: Callable[[], Catalogue]) -> None:
        self._desk = desk
        self._clock = clock
        self._texts = texts

    async def act(
        self,
        asked: Asked,
        action: Callable[Concatenate[Scene, P], Phrase | None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do `action` as soon as the database can be written."""

        def unit(work: Work) -> None:
            current = replace(asked, now=self._clock.now())
            with work.savepoint():
                act(Scene(work, self._texts(), current), action, *args, **kwargs)

        while True:
            with contextlib.suppress(CannotWrite):
                await self._desk.commit(unit, chats={asked.chat})
                return
