"""Groups: their members, the bot's status in them, and which texts are meant for the bot."""

from __future__ import annotations

from dataclasses import dataclass, field

from telegram_playground.errors import Json

# Supergroups count downwards from here.
FIRST_GROUP = -1001000000001
GENERAL = 1  # the topic of a group that has always been there; messages in it name no topic


@dataclass(slots=True)
class Topic:
    """A topic of a group; only administrators write in a closed one."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Group:
    """A supergroup; `administrators` are members too, and the first of them owns the group.

    `bot` is the bot's status there, in the words of ChatMember: left, member, administrator or kicked.
    """

    id: int
    title: str
    members: list[int] = field(default_factory=list)
    administrators: list[int] = field(default_factory=list)
    bot: str = "left"
    bot_was_in: bool = False
    keyboard: Json | None = None
    topics: list[Topic] = field(default_factory=list)
    general_closed: bool = False

    def has_topic(self, topic: int) -> bool:
        """Whether the group has such a topic; the general one is always there."""
        return topic == GENERAL or any(one.id == topic for one in self.topics)

    def is_closed(self, topic: int) -> bool:
        """Whether only administrators may write in a topic."""
        if topic == GENERAL:
            return self.general_closed
        return any(one.closed for one in self.topics if one.id == topic)

    @property
    def bot_in(self) -> bool:
        return self.bot in ("member", "administrator")

    @property
    def spoken(self) -> list[str]:
        """Return the labels of the reply keyboard that a press sends as text."""
        return labels_of(self.keyboard)

    def status_of(self, person: int) -> str:
        """Return creator, administrator, member or left."""
        if self.administrators[:1] == [person]:
            return "creator"
        if person in self.administrators:
            return "administrator"
        return "member" if person in self.members else "left"


def labels_of(keyboard: Json | None) -> list[str]:
    """Return the labels that a press sends as text; other buttons send, for example, a location."""
    return [button["text"] for button in buttons_of(keyboard) if not asks(button)]


def buttons_of(keyboard: Json | None) -> list[Json]:
    return [button for row in (keyboard or {}).get("keyboard", []) for button in row]


def asks(button: Json) -> bool:
    """Whether a button of a reply keyboard sends something else than its label."""
    return any(name.startswith("request_") or name == "web_app" for name in button)


def is_for_bot(text: str, entities: list[Json], username: str) -> bool:
    """Whether a text begins with a command that is not meant for another bot."""
    for entity in entities:
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _, _, addressee = text[: entity["length"]].partition("@")
            return not addressee or addressee.lower() == username.lower()
    return False
