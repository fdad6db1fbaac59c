"""What all messages of the bot have in common: how they are sent, whom they answer, how they are edited."""

from __future__ import annotations

from dataclasses import replace

from telegram_playground.arguments import Arguments
from telegram_playground.chats import Message, Peer
from telegram_playground.errors import Json, bad_request
from telegram_playground.keyboards import check_asking, reply_markup
from telegram_playground.methods.addressing import chat_of, topic_of
from telegram_playground.methods.replying import Reply, reply_of
from telegram_playground.shapes import user
from telegram_playground.spec import fields_of_type
from telegram_playground.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
To = tuple[Peer, Json | None, Reply | None]


def addressee(world: World, arguments: Arguments) -> To:
    """Return the chat, the checked markup and the reply; nothing has changed yet."""
    # Like Telegram, first refuse what cannot be parsed, then look for the chat.
    arguments.json("reply_parameters", "reply parameters")
    markup = reply_markup(arguments)
    peer = chat_of(world, arguments)
    topic_of(peer, arguments)
    check_asking(markup, private=peer.id > 0)
    return peer, markup, reply_of(world, peer, arguments)


def deliver(
    world: World,
    arguments: Arguments,
    text: str,
    entities: list[Json],
    media: Json | None = None,
    to: To | None = None,
) -> Json:
    """Put a message of the bot into its chat and return it as the Bot API shows it."""
    peer, markup, reply = to or addressee(world, arguments)
    effect = _effect(arguments, peer)
    message = world.chats.add_message(peer.id, None, text, named(world, entities), world.clock.seconds())
    message.markup = markup
    message.media = media
    message.silent = arguments.flag("disable_notification")
    message.protected = arguments.flag("protect_content")
    message.effect = effect
    message.topic = topic_of(peer, arguments)
    if reply is not None:
        message.reply_to, message.quote = reply.message_id, reply.quote
    if media is None:
        message.preview = preview_of(arguments)
    else:
        message.above, message.spoiler = look(media, arguments)
    _keep_keyboard(peer, markup)
    world.announce("message", message)
    return world.shape(message)


def look(media: Json, arguments: Arguments) -> tuple[bool, bool]:
    """Return whether the caption stands above and a spoiler covers the media; both for pictures only."""
    seen = media["kind"] in ("photo", "animation")
    return seen and arguments.flag("show_caption_above_media"), seen and arguments.flag("has_spoiler")


def preview_of(arguments: Arguments) -> Json | None:
    """Return the link_preview_options that differ from their default, None when none does."""
    options = arguments.json("link_preview_options", "link preview options") or {}
    known = fields_of_type("LinkPreviewOptions")
    return {name: value for name, value in options.items() if name in known and value} or None


def _effect(arguments: Arguments, peer: Peer) -> str | None:
    effect = arguments.text("message_effect_id").strip()
    if not effect or effect == "0":
        return None
    if not (effect.isascii() and effect.isdigit() and len(effect) <= 19 and peer.id > 0):
        raise bad_request("EFFECT_ID_INVALID")
    return effect


def named(world: World, entities: list[Json]) -> list[Json]:
    """Return the entities with the full User in each mention; mentions of unknown people are left out."""
    people = world.chats.people
    if not any("user" in entity for entity in entities):
        return entities
    known = [one for one in entities if "user" not in one or one["user"]["id"] in people]
    return [{**one, "user": user(people[one["user"]["id"]])} if "user" in one else one for one in known]


def _keep_keyboard(peer: Peer, markup: Json | None) -> None:
    if markup and "keyboard" in markup:
        peer.keyboard = markup
    elif markup and "remove_keyboard" in markup:
        peer.keyboard = None


def own(world: World, arguments: Arguments) -> Message:
    """Return the bot's own message that is to be edited."""
    if not arguments.has("chat_id") and not arguments.has("message_id"):
        raise bad_request("message identifier is not specified")
    peer = chat_of(world, arguments)
    message = world.chats.find(peer.id, arguments.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    # A message that came with a reply keyboard cannot be edited, as with Telegram.
    if message.sender is not None or message.service or (message.markup and not message.buttons):
        raise bad_request("message can't be edited")
    return message


def edit(world: World, changed: Message) -> Json:
    """Put a changed message in the place of the old one and tell the pages; ApiError if they are equal."""
    new = replace(changed, entities=named(world, changed.entities))
    if new == world.chats.find(new.chat, new.id):
        raise bad_request(NOT_MODIFIED)
    new.edited_at = world.clock.seconds()
    message = world.chats.put(new)
    world.announce("edit", message)
    return world.shape(message)
