"""Topics of a group: opened, closed and deleted, with the service messages that Telegram writes."""

from __future__ import annotations

from telegram_playground.groups import GENERAL, Group, Topic
from telegram_playground.world import World

COLOUR = 0x6FB9F0


def open_topic(world: World, group: Group, by: int, name: str) -> int:
    """Open a new topic; its number is that of the service message with which it begins."""
    # The first number of all belongs to the general topic.
    topic = world.chats.next_message = max(world.chats.next_message, GENERAL + 1)
    group.topics.append(Topic(topic, name))
    _note(world, group, by, topic, f"“{name}” was opened", "created", {"name": name, "icon_color": COLOUR})
    world.tell_groups()
    return topic


def set_closed(world: World, group: Group, by: int, topic: int, closed: bool) -> None:
    """Close a topic for all but administrators, or open it again."""
    if group.is_closed(topic) == closed:
        return
    if topic == GENERAL:
        group.general_closed = closed
    for one in group.topics:
        if one.id == topic:
            one.closed = closed
    _note(world, group, by, topic, *(("Closed", "closed") if closed else ("Open again", "reopened")))
    world.tell_groups()


def delete(world: World, group: Group, topic: int) -> None:
    """Delete a topic with all its messages; the bot is not told, as with Telegram."""
    group.topics = [one for one in group.topics if one.id != topic]
    for message in [one for one in world.chats.messages[group.id].values() if one.topic == topic]:
        world.remove(message)
    world.tell_groups()


def _note(
    world: World,
    group: Group,
    by: int,
    topic: int,
    text: str,
    what: str,
    facts: dict[str, object] | None = None,
) -> None:
    service = {f"forum_topic_{what}": facts or {}}
    world.note(group.id, by, text, service, topic=None if topic == GENERAL else topic)
