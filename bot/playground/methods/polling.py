"""getUpdates, and what there is to say of webhooks before they exist here."""

from __future__ import annotations

from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.errors import Json
from bot.playground.world import World

LONGEST_POLL_S = 50


async def get_updates(world: World, arguments: Arguments) -> list[Json]:
    """Long polling: waits for the first update, and keeps each until a later offset confirms it."""
    _allow(world, arguments.json("allowed_updates", "allowed updates"))
    batch = await world.updates.fetch(
        arguments.integer("offset", 0, -(2**31), 2**62),
        arguments.integer("limit", 100, 1, 100),
        arguments.integer("timeout", 0, 0, LONGEST_POLL_S),
    )
    world.mark_fetched(batch)
    return batch


def _allow(world: World, kinds: Any) -> None:
    """Remember the kinds that the bot wants; Telegram, too, passes over a list that makes no sense."""
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        return
    if kinds != world.updates.allowed:
        world.updates.allowed = kinds
        world.changed()


async def delete_webhook(world: World, arguments: Arguments) -> bool:
    if arguments.flag("drop_pending_updates"):
        world.updates.pending.clear()
        world.changed()
    return True


async def webhook_info(world: World, arguments: Arguments) -> Json:
    info: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    allowed = world.updates.allowed
    return {**info, "allowed_updates": allowed} if allowed else info
