"""Messages of the bot: sent, edited, deleted."""

from __future__ import annotations

from bot.playground.arguments import Arguments
from bot.playground.chats import Message, Person
from bot.playground.errors import Json, bad_request
from bot.playground.keyboards import reply_markup
from bot.playground.methods.addressing import chat_of
from bot.playground.shapes import user
from bot.playground.text.formatted import formatted
from bot.playground.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_S = 48 * 3600


async def send(world: World, arguments: Arguments) -> Json:
    text, entities = formatted(arguments)
    replies_to = arguments.json("reply_parameters", "reply parameters")
    markup = reply_markup(arguments)
    person = chat_of(world, arguments)
    original = _original(world, person, replies_to)
    message = world.chats.add_message(person.id, None, text, _named(world, entities), world.clock.seconds())
    message.markup = markup
    message.silent = arguments.flag("disable_notification")
    message.protected = arguments.flag("protect_content")
    message.reply_to = original
    _keep_keyboard(person, markup)
    world.announce("message", message)
    return world.shape(message)


def _named(world: World, entities: list[Json]) -> list[Json]:
    """Return entities with whole people in mentions; a stranger cannot be mentioned."""
    people = world.chats.people
    if not any("user" in entity for entity in entities):
        return entities
    known = [one for one in entities if "user" not in one or one["user"]["id"] in people]
    return [{**one, "user": user(people[one["user"]["id"]])} if "user" in one else one for one in known]


def _original(world: World, person: Person, parameters: object) -> int | None:
    if parameters is None:
        return None
    if not isinstance(parameters, dict):
        raise bad_request("object expected as reply parameters")
    number = parameters.get("message_id")
    if type(number) is int and world.chats.find(person.id, number) is not None:
        return number
    if parameters.get("allow_sending_without_reply") is True:
        return None
    raise bad_request("message to be replied not found")


def _keep_keyboard(person: Person, markup: Json | None) -> None:
    if markup and "keyboard" in markup:
        person.keyboard = markup
    elif markup and "remove_keyboard" in markup:
        person.keyboard = None


def _own(world: World, arguments: Arguments) -> Message:
    """Return the bot's own message that is to be edited."""
    if not arguments.has("chat_id") and not arguments.has("message_id"):
        raise bad_request("message identifier is not specified")
    person = chat_of(world, arguments)
    message = world.chats.find(person.id, arguments.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    # A keyboard under the input field goes out with its message and cannot be called back.
    if message.sender is not None or (message.markup and not message.buttons):
        raise bad_request("message can't be edited")
    return message


async def edit_text(world: World, arguments: Arguments) -> Json:
    text, entities = formatted(arguments)
    markup = reply_markup(arguments, inline_only=True)
    message = _own(world, arguments)
    return _edit(world, message, text, _named(world, entities), markup)


async def edit_markup(world: World, arguments: Arguments) -> Json:
    markup = reply_markup(arguments, inline_only=True)
    message = _own(world, arguments)
    return _edit(world, message, message.text, message.entities, markup)


def _edit(world: World, message: Message, text: str, entities: list[Json], markup: Json | None) -> Json:
    if (message.text, message.entities, message.markup) == (text, entities, markup):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.markup = text, entities, markup
    message.edited_at = world.clock.seconds()
    world.announce("edit", message)
    return world.shape(message)


async def delete(world: World, arguments: Arguments) -> bool:
    person = chat_of(world, arguments)
    if not arguments.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = world.chats.find(person.id, arguments.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if world.clock.seconds() - message.at > DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    world.chats.remove(message)
    world.events.send("delete", {"person": person.id, "message_id": message.id})
    world.changed()
    return True
