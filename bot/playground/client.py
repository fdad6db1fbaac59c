"""For tests of any bot: people, groups, the clock and faults of a playground, over its control API."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import aiohttp

Json = dict[str, Any]
T = TypeVar("T")

# Real seconds until something that should come counts as missing.
PATIENCE_S = 5.0
LOOK_EVERY_S = 0.02
SHOWN = 5


class Refused(Exception):
    """The control API declined; the text is its sentence."""

    def __init__(self, status: int, answer: Json) -> None:
        super().__init__(answer.get("error", f"status {status}"))
        self.status = status
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Message:
    """A message as people see it; `raw` is all that the control API tells of it."""

    id: int
    text: str
    by_bot: bool
    buttons: list[list[str]]
    media: Json | None
    raw: Json

    @classmethod
    def of(cls, raw: Json) -> Message:
        return cls(raw["id"], raw["text"], raw["from"] == "bot", raw["buttons"], raw["media"], raw)

    @property
    def kind(self) -> str | None:
        """Return the kind of its media, None for a text."""
        return self.media["kind"] if self.media else None

    @property
    def form(self) -> tuple[Any, ...]:
        """Return what tells the message from itself before an edit."""
        return self.id, self.raw["edited_at"], self.text


@dataclass(frozen=True, slots=True)
class Toast:
    """The bot's answer to a tap; an `alert` is a window to be closed."""

    text: str
    alert: bool


class Stage:
    """A playground at `url`; `async with Stage(url) as playground:` opens the connection to it."""

    def __init__(self, url: str, patience: float = PATIENCE_S) -> None:
        self.url = url.rstrip("/")
        self.patience = patience
        self.clock = Clock(self)
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Stage:
        self._http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *failure: object) -> None:
        if self._http is not None:
            await self._http.close()

    async def get(self, path: str) -> Json:
        """Read from the control API; Refused with its sentence."""
        return await self._ask("GET", path)

    async def post(self, path: str, **body: Any) -> Json:
        """Do something by the control API; Refused with its sentence, and nothing has changed then."""
        return await self._ask("POST", path, json=body)

    async def delete(self, path: str) -> None:
        await self._ask("DELETE", path)

    async def _ask(self, verb: str, path: str, **more: Any) -> Json:
        if self._http is None:
            raise RuntimeError("Open it first: async with Stage(url) as playground.")
        async with self._http.request(verb, f"{self.url}/control/{path}", **more) as answer:
            told: Json = await answer.json()
        if answer.status != 200:
            raise Refused(answer.status, told)
        return told

    async def until(self, look: Callable[[], Awaitable[T | None]], missing: Callable[[], str]) -> T:
        """Return the first thing that `look` finds; AssertionError with `missing()` when it finds none."""
        ends = time.monotonic() + self.patience
        while True:
            found = await look()
            if found is not None:
                return found
            if time.monotonic() > ends:
                raise AssertionError(f"{missing()} (waited {self.patience:g} s)")
            await asyncio.sleep(LOOK_EVERY_S)

    async def person(self, name: str, language_code: str = "en") -> Person:
        """Let somebody new come."""
        told = await self.post("people", first_name=name, language_code=language_code)
        return Person(self, told["id"], name)

    async def people(self) -> dict[str, Person]:
        """Return everybody by first name, Ann and Ben from the start; of namesakes the newest."""
        told = (await self.get("people"))["people"]
        return {one["first_name"]: Person(self, one["id"], one["first_name"]) for one in told}

    async def group(self, title: str, *members: Person, administrators: Sequence[Person] = ()) -> Group:
        """Make a group, without the bot for now; the first of `administrators` owns it."""
        leading, ids = [one.id for one in administrators], [one.id for one in members]
        told = await self.post("groups", title=title, members=ids, administrators=leading)
        return Group(self, told["id"], title)

    async def fault(self, kind: str, **fields: Any) -> Fault:
        """Let the next call that fits fail; docs/playground.md has the kinds and the fields.

        Python keeps the word `from` to itself: say from_. Moments are aware datetimes.
        """
        given = {
            name.rstrip("_"): _iso(value) if isinstance(value, datetime) else value
            for name, value in fields.items()
        }
        return Fault(self, (await self.post("faults", kind=kind, **given))["id"])

    async def no_faults(self) -> None:
        """End all faults; flood limits stay."""
        await self.delete("faults")

    async def flood(self, on: bool = True, **limits: float) -> None:
        """Switch flood limits on or off, and set `per_chat`, `per_group` or `overall`."""
        await self.post("flood", on=on, **limits)

    async def calls(self, method: str | None = None) -> list[Json]:
        """Return the bot's calls (of one method), oldest first, as the inspector shows them."""
        told = (await self.get("calls"))["calls"]
        return [call for call in told if method in (None, call["method"])]

    async def is_listened_to(self) -> None:
        """Wait until a bot polls or has set a webhook."""

        async def look() -> bool | None:
            return (await self.get("state"))["polling"]["waiting"] or None

        await self.until(look, lambda: "no bot came to listen")


@dataclass(slots=True)
class Person:
    """Somebody who chats with the bot, in private or within a group."""

    playground: Stage
    id: int
    name: str
    group: Group | None = None
    _heard: set[tuple[Any, ...]] = field(default_factory=set)

    def within(self, group: Group) -> Person:
        """Return the same person as a member of `group`; what they do is done there."""
        return Person(self.playground, self.id, self.name, group)

    async def _does(self, what: str, **body: Any) -> Json:
        where = {"chat": self.group.id} if self.group else {}
        return await self.playground.post(f"people/{self.id}/{what}", **where, **body)

    async def chat(self) -> list[Message]:
        """Return all that the chat holds now, oldest first."""
        of = f"groups/{self.group.id}" if self.group else f"people/{self.id}"
        return [Message.of(raw) for raw in (await self.playground.get(f"{of}/chat"))["messages"]]

    async def hears(self, words: str) -> Message:
        """Wait for a message of the bot that has `words` in it, and return it.

        Each message is heard once, and once more when it was edited; the order does not matter.
        """
        return await self._next(repr(words), lambda one: words in one.text)

    async def receives(self, kind: str) -> Message:
        """Wait for a photo, animation, audio, voice, document, sticker or location of the bot."""
        return await self._next(f"a {kind}", lambda one: one.kind == kind)

    async def _next(self, wanted: str, fits: Callable[[Message], bool]) -> Message:
        fresh: list[Message] = []

        async def look() -> Message | None:
            fresh[:] = [one for one in await self.chat() if one.by_bot and one.form not in self._heard]
            return next((one for one in fresh if fits(one)), None)

        def missing() -> str:
            instead = [one.text or f"<{one.kind}>" for one in fresh[-SHOWN:]]
            return f"{self.name} did not hear {wanted}; heard instead: {instead or 'nothing'}"

        message = await self.playground.until(look, missing)
        self._heard.add(message.form)
        return message

    async def says(self, text: str) -> None:
        await self._does("say", text=text)

    async def replies(self, to: Message, text: str) -> None:
        await self._does("reply", message_id=to.id, text=text)

    async def presses(self, label: str) -> Tap:
        """Wait for a button with this label, or else one that begins so, and press the newest."""
        there: list[str] = []

        async def look() -> Json | None:
            try:
                return await self._does("press", label=label)
            except Refused as refusal:
                if refusal.status != 404:
                    raise
                there[:] = refusal.answer["labels"]
                return None

        missing = f"{self.name} saw no button {label!r}"
        done = await self.playground.until(look, lambda: f"{missing}; there are: {there or 'none'}")
        return Tap(self.playground, done["message_id"], done["label"], done["query_id"])

    async def opens(self, link: str = "") -> None:
        """Follow a deep link, t.me/... or tg://..., or its payload alone; without one press START."""
        payload = parse_qs(urlsplit(link).query).get("start", [""])[0] if "/" in link else link
        await self.playground.post(f"people/{self.id}/open", **({"start": payload} if payload else {}))

    async def blocks(self) -> None:
        await self.playground.post(f"people/{self.id}/block")

    async def unblocks(self) -> None:
        await self.playground.post(f"people/{self.id}/unblock")

    async def speaks(self, language_code: str) -> None:
        """Change the language of the person's app."""
        await self.playground.post(f"people/{self.id}", language_code=language_code)

    async def sends(self, kind: str, content: bytes, **fields: Any) -> None:
        """Send a photo, voice, document or sticker; `fields` are file_name, mime, duration, caption."""
        await self._does("send", kind=kind, data=base64.b64encode(content).decode(), **fields)

    async def sends_location(self, latitude: float, longitude: float) -> None:
        await self._does("send", kind="location", latitude=latitude, longitude=longitude)


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that was pressed; without a `query_id` its label was said as text."""

    playground: Stage
    message_id: int
    label: str
    query_id: str | None

    async def is_answered(self) -> Toast:
        """Wait for the bot's answer to the tap, and return it; its text may be empty."""

        async def look() -> Toast | None:
            for call in await self.playground.calls("answerCallbackQuery"):
                asked = call["request"]
                if asked.get("callback_query_id") == self.query_id and call["status"] == 200:
                    return Toast(asked.get("text", ""), asked.get("show_alert") is True)
            return None

        return await self.playground.until(look, lambda: f"the tap on {self.label!r} was not answered")


@dataclass(frozen=True, slots=True)
class Group:
    """A supergroup of people, with or without the bot."""

    playground: Stage
    id: int
    title: str

    async def changes(self, **fields: Any) -> Json:
        """Change title, bot_in, bot_admin, privacy, members, administrators; `by` says who does it."""
        return await self.playground.post(f"groups/{self.id}", **fields)

    async def adds_bot(self, administrator: bool = False) -> None:
        await self.changes(bot_in=True, bot_admin=administrator)

    async def removes_bot(self) -> None:
        await self.changes(bot_in=False)


class Clock:
    """People's time: it can jump, and run up to 3,600 times as fast."""

    def __init__(self, playground: Stage) -> None:
        self._playground = playground

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self._playground.get("clock"))["now"])

    async def speed(self, times: float) -> None:
        await self._playground.post("clock", speed=times)

    async def forward(self, by: timedelta | float) -> None:
        """Jump by so much, or so many seconds."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        await self._playground.post("clock", forward_s=seconds)

    async def to(self, moment: datetime) -> None:
        """Jump to an aware moment."""
        await self._playground.post("clock", now=_iso(moment))

    async def to_next_due(self) -> datetime:
        """Jump to the moment the bot waits for, once it has told one ahead, and return that moment."""

        async def look() -> datetime | None:
            told = await self._playground.get("clock")
            due = told["next_due"] and datetime.fromisoformat(told["next_due"])
            return due if due and due > datetime.fromisoformat(told["now"]) else None

        due = await self._playground.until(look, lambda: "the bot told of nothing that is due")
        await self.to(due)
        return due


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that was ordered."""

    playground: Stage
    id: int

    async def used(self) -> int:
        """Return how often it struck."""
        faults = (await self.playground.get("faults"))["faults"]
        return next((int(one["used"]) for one in faults if one["id"] == self.id), 0)

    async def has_struck(self, times: int = 1) -> None:
        """Wait until it struck so often."""

        async def look() -> bool | None:
            return await self.used() >= times or None

        await self.playground.until(look, lambda: f"the fault did not strike {times} times")

    async def ends(self) -> None:
        await self.playground.delete(f"faults/{self.id}")


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
