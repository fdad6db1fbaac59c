"""What the stand-in knows: the updates that wait, the people who write, and when each message arrived."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from bench.measuring.processes import cpu_of

CHAT = '{{"id": {chat}, "type": "private", "first_name": "Anna"}}'
UPDATE = (
    '{{"update_id": {number}, "message": {{"message_id": {number}, "date": 1764400000, '
    '"from": {{"id": {chat}, "is_bot": false, "first_name": "Anna", "language_code": "en"}}, '
    '"chat": ' + CHAT + ', "text": {text}{more}}}}}'
)
IS_COMMAND = ', "entities": [{{"type": "bot_command", "offset": 0, "length": {length}}}]'


def write_update(number: int, chat: int, text: str) -> bytes:
    """Return an update as Telegram writes it: a person says `text` in a private chat."""
    length = len(text.split()[0])
    more = IS_COMMAND.format(length=length) if text.startswith("/") else ""
    return UPDATE.format(number=number, chat=chat, text=json.dumps(text), more=more).encode()


@dataclass(slots=True)
class Talk:
    """People who write, wait for the answer, pause, and write again."""

    text: str
    gap: float  # seconds between an answer and the next line
    until: float  # the moment after which nobody writes any more
    asked_at: dict[int, float] = field(default_factory=dict)  # by chat: those who wait for an answer
    waits: list[float] = field(default_factory=list)  # seconds from a line to its answer


class Traffic:
    """Updates in, messages out. All moments are seconds of the wall clock, as `time.time` has them."""

    def __init__(self) -> None:
        self.first_poll: float | None = None
        self.watched: int | None = None  # the process that is expected to fetch
        self.first_cpu = 0.0  # the CPU seconds that it had used when it fetched for the first time
        self.polls = 0
        self.requests = 0
        self.messages: list[tuple[float, int, str, str]] = []  # moment, chat, method, how its text begins
        self.per_chat: defaultdict[int, int] = defaultdict(int)
        self.talk: Talk | None = None
        self.on_update: Callable[[], None] = lambda: None  # wakes the fetches that wait
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._next = 1

    def load(self, count: int, chats: int, first: int, text: str) -> None:
        """Let `count` lines wait, of `chats` people in turns."""
        for number in range(count):
            self._say(first + number % chats, text)
        self.on_update()

    def start_talk(self, chats: int, first: int, text: str, gap: float, seconds: float) -> None:
        """Let people talk for some seconds, and begin one after the other."""
        now = time.time()
        self.talk = Talk(text, gap, now + seconds)
        loop = asyncio.get_running_loop()
        for number in range(chats):
            loop.call_later(gap * number / chats, self._speak, self.talk, first + number)

    def fetch(self, offset: int, limit: int) -> list[bytes]:
        """Forget the updates before `offset`, and return those that wait."""
        now = time.time()
        self.polls += 1
        if self.first_poll is None:
            self.first_poll = now
            self.first_cpu = cpu_of(self.watched) if self.watched else 0.0
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        return [written for _, written in islice(self._waiting, limit)]

    def note(self, chat: int, method: str, head: str) -> int:
        """Note a message or an edit; return the number of the message."""
        now = time.time()
        self.messages.append((now, chat, method, head))
        self.per_chat[chat] += 1
        talk = self.talk
        if talk is not None and method.startswith("send") and (asked := talk.asked_at.pop(chat, None)):
            talk.waits.append(now - asked)
            if now + talk.gap < talk.until:
                asyncio.get_running_loop().call_later(talk.gap, self._speak, talk, chat)
        return len(self.messages)

    def forget(self, watched: int | None = None) -> None:
        """Forget what has arrived, and who talks. `watched`: the process that is expected to fetch."""
        self.messages.clear()
        self.per_chat.clear()
        self.talk = None
        self.polls = 0
        self.first_poll, self.watched = None, watched
        self.requests = 0

    @property
    def waiting(self) -> int:
        """How many updates were not confirmed yet."""
        return len(self._waiting)

    def _say(self, chat: int, text: str) -> None:
        self._waiting.append((self._next, write_update(self._next, chat, text)))
        self._next += 1

    def _speak(self, talk: Talk, chat: int) -> None:
        if talk is self.talk:
            talk.asked_at[chat] = time.time()
            self._say(chat, talk.text)
            self.on_update()
