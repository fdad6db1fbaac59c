"""Setting, deleting and describing the webhook."""

from __future__ import annotations

from telegram_playground.arguments import Arguments
from telegram_playground.errors import Described, Json, bad_request
from telegram_playground.methods.polling import allow
from telegram_playground.webhook import (
    DEFAULT_CONNECTIONS,
    MOST_CONNECTIONS,
    Webhook,
    checked_secret,
    checked_url,
    is_loopback,
)
from telegram_playground.world import World

TERMINATED = "Conflict: terminated by setWebhook request"


async def set_webhook(world: World, arguments: Arguments) -> Described:
    """Set a webhook in place of polling or of another webhook; without a url delete the webhook."""
    if not arguments.text("url").strip():
        return await delete_webhook(world, arguments)
    address = arguments.text("ip_address").strip()
    if address and not is_loopback(address):
        raise bad_request("bad webhook: the playground sends updates to 127.0.0.1 and localhost only")
    wished = Webhook(
        url=checked_url(arguments.text("url").strip()),
        secret=checked_secret(arguments.text("secret_token")),
        max_connections=arguments.integer("max_connections", DEFAULT_CONNECTIONS, 1, MOST_CONNECTIONS),
        has_certificate=arguments.has("certificate") or "certificate" in arguments.files,
    )
    allow(world, arguments.json("allowed_updates", "allowed updates"))
    _drop(world, arguments)
    known = world.webhook
    if wished.url and (known.url, known.secret, known.max_connections) == (
        wished.url,
        wished.secret,
        wished.max_connections,
    ):
        return Described(True, "Webhook is already set")
    world.updates.interrupt(TERMINATED)
    world.set_webhook(wished)
    return Described(True, "Webhook was set")


async def delete_webhook(world: World, arguments: Arguments) -> Described:
    _drop(world, arguments)
    if not world.webhook.url:
        return Described(True, "Webhook is already deleted")
    world.set_webhook(Webhook())
    return Described(True, "Webhook was deleted")


def _drop(world: World, arguments: Arguments) -> None:
    if arguments.flag("drop_pending_updates"):
        world.updates.pending.clear()
        world.changed()


async def webhook_info(world: World, arguments: Arguments) -> Json:
    info = {**world.webhook.info(), "pending_update_count": len(world.updates.pending)}
    allowed = world.updates.allowed
    return {**info, "allowed_updates": allowed} if allowed else info
