"""The people of the playground, their chats with the bot, and every message in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice

from bot.playground.errors import Json

FIRST_PERSON = 1001
MOST_MESSAGES = 1000
# After a crash the last few numbers may have been given out without being saved.
SKIPPED_AFTER_CRASH = 1000


@dataclass(slots=True)
class Person:
    """One who may chat with the bot; `keyboard` is the reply keyboard now under the input field."""

    id: int
    first_name: str
    language_code: str
    started: bool = False
    keyboard: Json | None = None

    @property
    def spoken(self) -> list[str]:
        """Return the labels of the reply keyboard, which are said rather than pressed."""
        rows = (self.keyboard or {}).get("keyboard", [])
        return [button["text"] for row in rows for button in row]


@dataclass(slots=True)
class Message:
    """A message of a chat; `sender` is None for the bot, times are Unix seconds of people's time."""

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

    @property
    def buttons(self) -> list[list[Json]]:
        """Return the rows of the inline keyboard."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


@dataclass(slots=True)
class Chats:
    """Who there is and what was said; messages of a chat are kept in the order of their ids."""

    people: dict[int, Person] = field(default_factory=dict)
    messages: dict[int, dict[int, Message]] = field(default_factory=dict)
    next_person: int = FIRST_PERSON
    next_message: int = 1

    def add_person(self, first_name: str, language_code: str) -> Person:
        person = Person(self.next_person, first_name, language_code)
        self.next_person += 1
        self.people[person.id] = person
        self.messages[person.id] = {}
        return person

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

    def find(self, chat: int, message_id: int) -> Message | None:
        return self.messages.get(chat, {}).get(message_id)

    def remove(self, message: Message) -> None:
        self.messages[message.chat].pop(message.id, None)

    def newest_first(self, chat: int) -> Iterator[Message]:
        return reversed(self.messages[chat].values())

    def last(self, chat: int) -> Message | None:
        return next(islice(self.newest_first(chat), 1), None)

    def dump(self) -> Json:
        return {
            "people": [asdict(person) for person in self.people.values()],
            "messages": [asdict(one) for log in self.messages.values() for one in log.values()],
            "next_person": self.next_person,
            "next_message": self.next_message,
        }

    def load(self, kept: Json, *, crashed: bool) -> None:
        """Take over what was kept; Type-, Key- or ValueError when it makes no sense."""
        people = {one["id"]: Person(**one) for one in kept["people"]}
        messages: dict[int, dict[int, Message]] = {chat: {} for chat in people}
        for one in kept["messages"]:
            messages[one["chat"]][one["id"]] = Message(**one)
        self.people, self.messages = people, messages
        self.next_person = int(kept["next_person"])
        self.next_message = int(kept["next_message"]) + (SKIPPED_AFTER_CRASH if crashed else 0)
