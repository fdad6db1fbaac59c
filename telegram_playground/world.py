"""The whole state of the playground, and the few ways in which it changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram_playground import members, shapes, view
from telegram_playground.calls import Calls
from telegram_playground.chats import Chats, Message, Peer, Person
from telegram_playground.errors import Json
from telegram_playground.events import Events
from telegram_playground.faults import Faults
from telegram_playground.files import Files
from telegram_playground.flood import Flood
from telegram_playground.groups import is_for_bot
from telegram_playground.people_clock import PeopleClock, iso_of
from telegram_playground.profile import Profile
from telegram_playground.queries import Queries
from telegram_playground.text.formatted import said
from telegram_playground.updates import Updates
from telegram_playground.webhook import Webhook

BETWEEN_POLLS_S = 0.5
TELL_POLLS_EVERY_S = 1.0


@dataclass(slots=True)
class World:
    """The state. A change goes through a method of this class, which tells the pages and the store."""

    clock: PeopleClock
    updates: Updates
    chats: Chats = field(default_factory=Chats)
    profile: Profile = field(default_factory=Profile)
    queries: Queries = field(default_factory=Queries)
    calls: Calls = field(default_factory=Calls)
    events: Events = field(default_factory=Events)
    files: Files = field(default_factory=Files)
    faults: Faults = field(default_factory=Faults)
    flood: Flood = field(default_factory=Flood)
    changed: Callable[[], None] = lambda: None
    webhook: Webhook = field(default_factory=Webhook)
    webhook_changed: Callable[[], None] = lambda: None
    polling_since: str | None = None
    told_polling_at: float = 0.0
    alts: view.Alts = field(default_factory=dict)

    def person_says(
        self,
        person: Person,
        text: str,
        peer: Peer | None = None,
        reply_to: int | None = None,
        topic: int | None = None,
    ) -> Message | None:
        """Add what a person writes, to the bot or in a group, and queue it; None when nothing is left."""
        peer = peer or person
        text, entities = said(text)
        if not text:
            return None
        message = self.person_writes(person, peer, text, entities)
        message.reply_to, message.topic = reply_to, topic
        if text in peer.spoken:
            self.put_away(peer)
        self.send(message)
        return message

    def person_writes(self, person: Person, peer: Peer, text: str, entities: list[Json]) -> Message:
        """Return a new message of a person, not sent yet; a person who writes to the bot unblocks it."""
        if peer is person:
            self.block(person, False)
            if not person.started:
                person.started = True
                self.tell_people()
        return self.chats.add_message(peer.id, person.id, text, entities, self.clock.seconds())

    def send(self, message: Message) -> None:
        """Show a message and queue it for the bot, unless privacy mode keeps it away."""
        if self._bot_reads(message):
            message.update_id = self.updates.add("message", self.shape(message))
        self.announce("message", message)

    def note(
        self,
        chat: int,
        by: int | None,
        text: str,
        service: Json,
        *,
        silent: bool = False,
        topic: int | None = None,
    ) -> None:
        """Put a service message into a chat; `by` is the person who made the change (None: the bot)."""
        message = self.chats.add_message(chat, by, text, [], self.clock.seconds())
        message.service, message.silent, message.topic = service, silent, topic
        self.send(message)

    def put_away(self, peer: Peer) -> None:
        """Hide a reply keyboard that is meant for one use."""
        if peer.keyboard and peer.keyboard.get("one_time_keyboard"):
            peer.keyboard = None

    def _bot_reads(self, message: Message) -> bool:
        group = self.chats.groups.get(message.chat)
        if group is None or not group.bot_in:
            return group is None
        answered = self.chats.find(group.id, message.reply_to) if message.reply_to else None
        return (
            group.bot == "administrator"
            or not self.profile.privacy
            or message.service is not None
            or (answered is not None and answered.sender is None)
            or is_for_bot(message.text, message.entities, self.profile.username)
        )

    def block(self, person: Person, blocked: bool) -> None:
        """Block or unblock the bot for a person; the bot gets an update if this changes something."""
        if person.blocked == blocked:
            return
        person.blocked = blocked
        self.tell_bot_moved(person, person, *(("member", "kicked") if blocked else ("kicked", "member")))
        self.tell_people()

    def tell_bot_moved(self, peer: Peer, by: Person, old: str, new: str) -> None:
        """Queue the update that reports the bot's new status in a chat."""
        date = int(self.clock.seconds())
        news = members.change(shapes.chat(peer), shapes.user(by), date, self.profile.user(), old, new)
        self.updates.add("my_chat_member", news)

    def person_presses(self, person: Person, message: Message, button: Json) -> str:
        """Queue the tap on an inline button and return the query's id."""
        query = self.queries.add(person.id, message.id, self.clock.wall(), message.chat)
        self.updates.add(
            "callback_query",
            {
                "id": query,
                "from": shapes.user(person),
                "message": self.shape(message),
                "chat_instance": str(message.chat),
                "data": button["callback_data"],
            },
        )
        self.changed()
        return query

    def shape(self, message: Message) -> Json:
        """Return a message as the Bot API shows it."""
        return shapes.message(message, self.chats, self.profile.user())

    def announce(self, event: str, message: Message) -> None:
        """Show a new or edited message on the pages."""
        if self.events.listeners:
            self.tell(event, message.chat, message=shapes.page_message(message))
        self.changed()

    def tell(self, event: str, chat: int, **facts: Any) -> None:
        """Tell the pages what happened in a chat."""
        self.events.send(event, {"person": chat, "chat": chat, **facts})

    def remove(self, message: Message) -> None:
        """Delete a message, and its pin with it."""
        self.chats.remove(message)
        self.tell("delete", message.chat, message_id=message.id)
        self.pin(message.chat, message.id, False)
        self.changed()

    def pin(self, chat: int, message_id: int, pinned: bool) -> bool:
        """Pin or unpin a message, and tell the pages which pinned message is now the newest.

        Returns whether anything has changed.
        """
        pins = self.chats.pinned.setdefault(chat, set())
        if (message_id in pins) == pinned:
            return False
        pins ^= {message_id}
        self.tell("pinned", chat, message_id=self.chats.pinned_in(chat))
        self.changed()
        return True

    def mark_fetched(self, batch: list[Json]) -> None:
        """Mark the messages in `batch` as fetched by the bot, and tell the pages."""
        news: dict[int, list[int]] = {}
        for update in batch:
            if "message" not in update:
                continue
            content = update["message"]
            message = self.chats.find(content["chat"]["id"], content["message_id"])
            if message is not None and not message.fetched:
                message.fetched = True
                news.setdefault(message.chat, []).append(message.id)
        for chat, ids in news.items():
            self.tell("fetched", chat, message_ids=ids)
        if news:
            self.changed()

    def set_privacy(self, privacy: bool) -> None:
        """Switch the bot's privacy mode, in all groups at once."""
        if privacy != self.profile.privacy:
            self.profile.privacy = privacy
            self.events.send("bot", self.profile.page())
            self.tell_groups()

    def tell_groups(self) -> None:
        self.events.send("groups", {"groups": view.groups(self)})
        self.changed()

    def tell_people(self) -> None:
        self.events.send("people", {"people": view.people(self)})
        self.changed()

    def tell_commands(self) -> None:
        self.events.send("commands", view.commands(self))
        self.changed()

    def tell_faults(self) -> None:
        self.events.send("faults", view.faults(self))

    def tell_fault(self, fault: int | None, kind: str, method: str, chat: int | None) -> None:
        """Tell the pages that a fault, or a flood limit, struck a call."""
        at = iso_of(self.clock.seconds())
        self.events.send("fault", {"id": fault, "kind": kind, "method": method, "chat": chat, "at": at})
        if fault is not None:
            self.tell_faults()

    def polling(self) -> Json:
        """Return whether a bot waits for updates, and since when in real time."""
        return {"waiting": self.polling_since is not None, "since": self.polling_since}

    def set_webhook(self, webhook: Webhook) -> None:
        """Set another webhook, or none. The pages show a bot with a webhook as one that always listens."""
        self.webhook = webhook
        self.webhook_changed()
        self.changed()
        if webhook.url:
            self.updates.polled.set()
        self.tell_polling(bool(webhook.url))

    def tell_polling(self, waiting: bool) -> None:
        """Tell the pages whether a bot waits for updates, and since when.

        A short pause between two polls is not told, and polls that follow each other fast only once a second.
        """
        if not waiting:
            asyncio.get_running_loop().call_later(BETWEEN_POLLS_S, self._poller_gone)
            return
        now, was_waiting = self.clock.wall(), self.polling_since is not None
        self.polling_since = iso_of(now)
        if not was_waiting or abs(now - self.told_polling_at) >= TELL_POLLS_EVERY_S:
            self.told_polling_at = now
            self.events.send("polling", self.polling())

    def _poller_gone(self) -> None:
        if not self.updates.waiting and not self.webhook.url and self.polling_since is not None:
            self.polling_since = None
            self.events.send("polling", self.polling())
