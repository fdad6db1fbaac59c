"""All that the playground holds, and the few things that can happen in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.playground import shapes
from bot.playground.calls import Calls
from bot.playground.chats import Chats, Message, Person
from bot.playground.errors import Json
from bot.playground.events import Events
from bot.playground.people_clock import PeopleClock, iso_of
from bot.playground.profile import Profile
from bot.playground.queries import Queries
from bot.playground.text.formatted import said
from bot.playground.updates import Updates

BETWEEN_POLLS_S = 0.5


@dataclass(slots=True)
class World:
    """The state; whatever changes it goes through here, so that pages and the store hear of it."""

    clock: PeopleClock
    updates: Updates
    chats: Chats = field(default_factory=Chats)
    profile: Profile = field(default_factory=Profile)
    queries: Queries = field(default_factory=Queries)
    calls: Calls = field(default_factory=Calls)
    events: Events = field(default_factory=Events)
    changed: Callable[[], None] = lambda: None
    polling_since: str | None = None

    def person_says(self, person: Person, text: str) -> Message | None:
        """Queue what a person writes; None when nothing but blanks is left of it."""
        text, entities = said(text)
        if not text:
            return None
        newly = not person.started
        person.started = True
        message = self.chats.add_message(person.id, person.id, text, entities, self.clock.seconds())
        message.update_id = self.updates.add("message", self.shape(message))
        if text in person.spoken and person.keyboard and person.keyboard.get("one_time_keyboard"):
            person.keyboard = None
        self.announce("message", message)
        if newly:
            self.tell_people()
        return message

    def person_presses(self, person: Person, message: Message, button: Json) -> str:
        """Queue the tap on an inline button and return the query's id."""
        query = self.queries.add(person.id, message.id, self.clock.wall())
        self.updates.add(
            "callback_query",
            {
                "id": query,
                "from": shapes.user(person),
                "message": self.shape(message),
                "chat_instance": str(person.id),
                "data": button["callback_data"],
            },
        )
        self.changed()
        return query

    def shape(self, message: Message) -> Json:
        """Return a message as the Bot API shows it."""
        return shapes.message(message, self.chats, self.profile.user())

    def announce(self, event: str, message: Message) -> None:
        """Tell the pages of a new or edited message."""
        if self.events.listeners:
            self.events.send(event, {"person": message.chat, "message": shapes.page_message(message)})
        self.changed()

    def mark_fetched(self, batch: list[Json]) -> None:
        """Remember, and tell the pages, which people's messages the bot has now seen."""
        news: dict[int, list[int]] = {}
        for update in batch:
            if "message" not in update:
                continue
            content = update["message"]
            message = self.chats.find(content["chat"]["id"], content["message_id"])
            if message is not None and not message.fetched:
                message.fetched = True
                news.setdefault(message.chat, []).append(message.id)
        for person, ids in news.items():
            self.events.send("fetched", {"person": person, "message_ids": ids})
        if news:
            self.changed()

    def people(self) -> list[Json]:
        return [shapes.page_person(one, self.chats.last(one.id)) for one in self.chats.people.values()]

    def tell_people(self) -> None:
        self.events.send("people", {"people": self.people()})
        self.changed()

    def commands(self) -> Json:
        """Return the menus: for everybody, and as each person sees it."""
        return {
            "commands": self.profile.commands_for(None),
            "by_person": {str(one.id): self.profile.commands_for(one) for one in self.chats.people.values()},
        }

    def polling(self) -> Json:
        """Return whether a bot waits for updates, and since when in real time."""
        return {"waiting": self.polling_since is not None, "since": self.polling_since}

    def tell_polling(self, waiting: bool) -> None:
        """Tell the pages of a change; between two polls a bot is busy, not gone."""
        if not waiting:
            asyncio.get_running_loop().call_later(BETWEEN_POLLS_S, self._poller_gone)
        elif self.polling_since is None:
            self.polling_since = iso_of(self.clock.wall())
            self.events.send("polling", self.polling())

    def _poller_gone(self) -> None:
        if not self.updates.waiting and self.polling_since is not None:
            self.polling_since = None
            self.events.send("polling", self.polling())

    def snapshot(self) -> Json:
        """Return all that a page needs to begin with."""
        return {
            "bot": self.profile.page(),
            "people": self.people(),
            "clock": self.clock.snapshot(),
            **self.commands(),
            "calls": self.calls.newest(80),
            "polling": self.polling(),
        }
