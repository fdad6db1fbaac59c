"""getUpdates, and the kinds of updates that a bot wants."""

from __future__ import annotations

from typing import Any

from telegram_playground.arguments import Arguments
from telegram_playground.errors import ApiError, Json
from telegram_playground.spec import fields_of_type
from telegram_playground.world import World

LONGEST_POLL_S = 50
WEBHOOK_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(world: World, arguments: Arguments) -> list[Json]:
    """Long polling: waits for the first update, and keeps each until a later offset confirms it."""
    if world.webhook.url:
        raise ApiError(409, WEBHOOK_SET)
    allow(world, arguments.json("allowed_updates", "allowed updates"))
    batch = await world.updates.fetch(
        arguments.integer("offset", 0, -(2**31), 2**62),
        arguments.integer("limit", 100, 1, 100),
        arguments.integer("timeout", 0, 0, LONGEST_POLL_S),
    )
    world.mark_fetched(batch)
    return batch


def allow(world: World, kinds: Any) -> None:
    """Remember the kinds of updates that the bot wants; like Telegram it ignores a list that is not valid."""
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        return
    known = [kind for kind in fields_of_type("Update") if kind != "update_id"]
    wanted = list(dict.fromkeys(kind.lower() for kind in kinds))
    wanted = [kind for kind in wanted if kind in known]
    if wanted != world.updates.allowed:
        world.updates.allowed = wanted
        world.changed()
