"""The people and groups of the playground, their chats with the bot, and every message in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice

from telegram_playground.errors import Json
from telegram_playground.groups import FIRST_GROUP, Group, Topic, labels_of

FIRST_PERSON = 1001
MOST_MESSAGES = 1000
# After a crash the last few numbers may have been given out without being saved.
SKIPPED_AFTER_CRASH = 1000


@dataclass(slots=True)
class Person:
    """Somebody who can chat with the bot; `keyboard` is the reply keyboard now under the input field."""

    id: int
    first_name: str
    language_code: str
    started: bool = False
    keyboard: Json | None = None
    blocked: bool = False

    @property
    def spoken(self) -> list[str]:
        """Return the labels of the reply keyboard that a press sends as text."""
        return labels_of(self.keyboard)


Peer = Person | Group


@dataclass(slots=True)
class Message:
    """A message of a chat; `sender` is None for the bot, times are Unix seconds of people's time.

    `topic` is one of its group's; in the general topic it is None. `quote` is the part of the answered
    message that it quotes, `preview` its link_preview_options.
    """

    id: int
    chat: int
    sender: int | None
    text: str
    entities: list[Json]
    at: float
    markup: Json | None = None
    edited_at: float | None = None
    silent: bool = False
    protected: bool = False
    reply_to: int | None = None
    update_id: int | None = None
    fetched: bool = False
    service: Json | None = None
    media: Json | None = None
    above: bool = False
    spoiler: bool = False
    effect: str | None = None
    quote: Json | None = None
    preview: Json | None = None
    topic: int | None = None

    @property
    def buttons(self) -> list[list[Json]]:
        """Return the rows of the inline keyboard."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


@dataclass(slots=True)
class Chats:
    """All people, groups and messages; the messages of a chat are kept in the order of their ids."""

    people: dict[int, Person] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    messages: dict[int, dict[int, Message]] = field(default_factory=dict)
    pinned: dict[int, set[int]] = field(default_factory=dict)
    next_person: int = FIRST_PERSON
    next_message: int = 1

    def add_person(self, first_name: str, language_code: str) -> Person:
        person = Person(self.next_person, first_name, language_code)
        self.next_person += 1
        self.people[person.id] = person
        self.messages[person.id] = {}
        return person

    def add_group(self, title: str, members: list[int], administrators: list[int]) -> Group:
        group = Group(FIRST_GROUP - len(self.groups), title, members, administrators)
        self.groups[group.id] = group
        self.messages[group.id] = {}
        return group

    def peer(self, chat: int) -> Peer:
        """Return the person or group whose chat has this id."""
        return self.people[chat] if chat in self.people else self.groups[chat]

    def add_message(
        self, chat: int, sender: int | None, text: str, entities: list[Json], at: float
    ) -> Message:
        message = Message(self.next_message, chat, sender, text, entities, at)
        self.next_message += 1
        log = self.messages[chat]
        log[message.id] = message
        if len(log) > MOST_MESSAGES:
            del log[next(iter(log))]
        return message

    def put(self, message: Message) -> Message:
        """Replace the message that has the same id by this changed one, and return it."""
        self.messages[message.chat][message.id] = message
        return message

    def find(self, chat: int, message_id: int) -> Message | None:
        return self.messages.get(chat, {}).get(message_id)

    def remove(self, message: Message) -> None:
        self.messages[message.chat].pop(message.id, None)

    def pinned_in(self, chat: int) -> int | None:
        """Return the newest pinned message of a chat that is still there."""
        log = self.messages.get(chat, {})
        return max((one for one in self.pinned.get(chat, ()) if one in log), default=None)

    def newest_first(self, chat: int) -> Iterator[Message]:
        return reversed(self.messages[chat].values())

    def last(self, chat: int) -> Message | None:
        return next(islice(self.newest_first(chat), 1), None)

    def dump(self) -> Json:
        return {
            "people": [asdict(person) for person in self.people.values()],
            "groups": [asdict(group) for group in self.groups.values()],
            "messages": [asdict(one) for log in self.messages.values() for one in log.values()],
            "pinned": [[chat, sorted(ids)] for chat, ids in self.pinned.items() if ids],
            "next_person": self.next_person,
            "next_message": self.next_message,
        }

    def load(self, kept: Json, *, crashed: bool) -> None:
        """Take over a saved state; TypeError, KeyError or ValueError when it is not valid."""
        people = {one["id"]: Person(**one) for one in kept["people"]}
        groups = {one["id"]: _group(one) for one in kept.get("groups", [])}
        messages: dict[int, dict[int, Message]] = {chat: {} for chat in (*people, *groups)}
        for one in kept["messages"]:
            messages[one["chat"]][one["id"]] = Message(**one)
        self.pinned = {int(chat): {int(one) for one in ids} for chat, ids in kept.get("pinned", [])}
        self.people, self.groups, self.messages = people, groups, messages
        self.next_person = int(kept["next_person"])
        self.next_message = int(kept["next_message"]) + (SKIPPED_AFTER_CRASH if crashed else 0)


def _group(kept: Json) -> Group:
    """Return a group; in older files each group holds the privacy mode, which now belongs to the bot."""
    facts = {name: value for name, value in kept.items() if name != "privacy"}
    return Group(**{**facts, "topics": [Topic(**one) for one in kept.get("topics", [])]})
