"""Finds the button that a person means, by its label or its place, and presses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from telegram_playground.chats import Message, Peer, Person
from telegram_playground.errors import ControlError, Json
from telegram_playground.groups import GENERAL, Group, asks, buttons_of
from telegram_playground.world import World


def press(world: World, person: Person, peer: Peer, body: Json, topic: object = None) -> Json:
    """Press the button that `body` names; return message_id, label and query_id (None: sent as text).

    `topic`: a label is looked for only in this topic of the group; None: in all of its messages.
    """
    if topic is not None and not (type(topic) is int and isinstance(peer, Group) and peer.has_topic(topic)):
        raise ControlError(404, f"There is no topic {str(topic)[:40]} in this chat.")
    if person.blocked and peer is person:
        raise ControlError(403, f"{person.first_name} has blocked the bot; a message to the bot unblocks it.")
    if isinstance(peer, Group) and not peer.bot_in:
        raise ControlError(403, f"The bot is not in {peer.title}.")
    if "label" in body:
        label = body["label"]
        if set(body) != {"label"} or not isinstance(label, str) or not label:
            raise ControlError(400, "Give either a label (text) or message_id, row and column.")
        return _by_label(world, person, peer, label, topic)
    place = [body.get(name) for name in ("message_id", "row", "column")]
    if not all(type(number) is int for number in place):
        raise ControlError(400, "Give either a label (text) or message_id, row and column (whole numbers).")
    message_id, row, column = (int(number) for number in place if number is not None)
    return _by_place(world, person, peer, message_id, row, column)


def _pressable(world: World, peer: Peer, topic: object = None) -> Iterator[tuple[Message, Json]]:
    for message in world.chats.newest_first(peer.id):
        if topic is not None and topic != (message.topic or GENERAL):
            continue
        for row in message.buttons:
            for button in row:
                if "callback_data" in button:
                    yield message, button


def _by_label(world: World, person: Person, peer: Peer, label: str, topic: object) -> Json:
    tests: tuple[Callable[[str], bool], ...] = (label.__eq__, lambda text: text.startswith(label))
    for means in tests:
        for message, button in _pressable(world, peer, topic):
            if means(button["text"]):
                return _pressed(world, person, message, button)
        for text in peer.spoken:
            if means(text) and (said := world.person_says(person, text, peer)):
                return {"message_id": said.id, "label": text, "query_id": None}
    for button in buttons_of(peer.keyboard):
        if button["text"] == label and asks(button):
            raise ControlError(400, f"The button {label[:64]!r} sends no text: send what it asks for.")
    raise _none(world, peer, f"There is no button {label[:64]!r}.", topic)


def _by_place(world: World, person: Person, peer: Peer, message_id: int, row: int, column: int) -> Json:
    message = world.chats.find(peer.id, message_id)
    rows = message.buttons if message else []
    if message is None or not 0 <= row < len(rows) or not 0 <= column < len(rows[row]):
        raise _none(world, peer, "There is no such button any more.")
    button = rows[row][column]
    if "callback_data" not in button:
        raise ControlError(400, f"The button {button['text']!r} sends nothing to the bot.")
    return _pressed(world, person, message, button)


def _pressed(world: World, person: Person, message: Message, button: Json) -> Json:
    query = world.person_presses(person, message, button)
    return {"message_id": message.id, "label": button["text"], "query_id": query}


def _none(world: World, peer: Peer, sentence: str, topic: object = None) -> ControlError:
    live = [button["text"] for _, button in _pressable(world, peer, topic)] + peer.spoken
    return ControlError(404, sentence, labels=list(dict.fromkeys(live)))
