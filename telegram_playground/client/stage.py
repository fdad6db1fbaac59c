"""A playground as a test sees it: who comes, what fails, what the bot has called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from telegram_playground.client.clock import Clock, iso
from telegram_playground.client.connection import PATIENCE_S, Connection, Json
from telegram_playground.client.fault import Fault
from telegram_playground.client.group import Group
from telegram_playground.client.person import Person


class Stage(Connection):
    """A playground at `url`; `async with Stage(url) as playground:` opens the connection to it."""

    def __init__(self, url: str, patience: float = PATIENCE_S) -> None:
        super().__init__(url, patience)
        self.clock = Clock(self)

    async def person(self, name: str, language_code: str = "en") -> Person:
        """Let somebody new come."""
        told = await self.post("people", first_name=name, language_code=language_code)
        return Person(self, told["id"], name)

    async def people(self) -> dict[str, Person]:
        """Return everybody by first name, Ann and Ben from the start; of namesakes the newest."""
        told = (await self.get("people"))["people"]
        return {one["first_name"]: Person(self, one["id"], one["first_name"]) for one in told}

    async def group(self, title: str, *members: Person, administrators: Sequence[Person] = ()) -> Group:
        """Make a group, without the bot for now; the first of `administrators` owns it."""
        leading, ids = [one.id for one in administrators], [one.id for one in members]
        told = await self.post("groups", title=title, members=ids, administrators=leading)
        return Group(self, told["id"], title)

    async def fault(self, kind: str, **fields: Any) -> Fault:
        """Let the next call that fits fail; docs/playground.md has the kinds and the fields.

        Python keeps the word `from` to itself: say from_. Moments are aware datetimes.
        """
        given = {
            name.rstrip("_"): iso(value) if isinstance(value, datetime) else value
            for name, value in fields.items()
        }
        return Fault(self, (await self.post("faults", kind=kind, **given))["id"])

    async def no_faults(self) -> None:
        """End all faults; flood limits stay."""
        await self.delete("faults")

    async def flood(self, on: bool = True, **limits: float) -> None:
        """Switch flood limits on or off, and set `per_chat`, `per_group` or `overall`."""
        await self.post("flood", on=on, **limits)

    async def privacy(self, on: bool) -> None:
        """Switch the bot's privacy mode, as its owner does with BotFather; it holds in all groups."""
        await self.post("bot", privacy=on)

    async def calls(self, method: str | None = None, after: int = 0) -> list[Json]:
        """Return the bot's calls (of one method), oldest first, as the inspector shows them.

        `after` is a call's `id`: only newer ones.
        """
        told = (await self.get(f"calls?after={after}"))["calls"]
        return [call for call in told if method in (None, call["method"])]

    async def is_listened_to(self) -> None:
        """Wait until a bot polls or has set a webhook."""

        async def look() -> bool | None:
            return (await self.get("state"))["polling"]["waiting"] or None

        await self.until(look, lambda: "no bot came to listen")
