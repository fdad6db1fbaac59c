"""A playground for a test: adds people and groups, makes calls fail, and reads the bot's calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from telegram_playground.client.clock import Clock, iso
from telegram_playground.client.connection import PATIENCE_S, Connection
from telegram_playground.client.fault import Fault
from telegram_playground.client.group import Group
from telegram_playground.client.person import Person


class Stage(Connection):
    """A playground at `url`; `async with Stage(url) as playground:` opens the connection to it."""

    def __init__(self, url: str, patience: float = PATIENCE_S) -> None:
        super().__init__(url, patience)
        self.clock = Clock(self)

    async def person(self, name: str, language_code: str = "en") -> Person:
        """Add a new person."""
        told = await self.post("people", first_name=name, language_code=language_code)
        return Person(self, told["id"], name)

    async def people(self) -> dict[str, Person]:
        """Return all people by first name, of equal names the newest; Ann and Ben are always there."""
        told = (await self.get("people"))["people"]
        return {one["first_name"]: Person(self, one["id"], one["first_name"]) for one in told}

    async def group(self, title: str, *members: Person, administrators: Sequence[Person] = ()) -> Group:
        """Add a group, without the bot; the first of `administrators` owns it."""
        leading, ids = [one.id for one in administrators], [one.id for one in members]
        told = await self.post("groups", title=title, members=ids, administrators=leading)
        return Group(self, told["id"], title)

    async def fault(self, kind: str, **fields: Any) -> Fault:
        """Make the next call that fits fail; docs/playground.md lists the kinds and the fields.

        The field `from` is written `from_` here, because `from` is a keyword of Python. Moments are aware
        datetimes.
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

    async def is_listened_to(self) -> None:
        """Wait until a bot polls or has set a webhook."""

        async def look() -> bool | None:
            return (await self.get("state"))["polling"]["waiting"] or None

        await self.until(look, lambda: "no bot came to listen")
