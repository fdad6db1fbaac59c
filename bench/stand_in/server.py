"""A stand-in for Telegram that does as little as possible: `python -m bench.stand_in.server`.

A bare `asyncio.Protocol`. It reads of a request only what it must know, and answers with ready bytes, so that
it is much faster than any bot. It checks nothing: the playground is there for that.
"""

from __future__ import annotations

import asyncio
import gc
import json
import re
import sys
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

from bench.stand_in.traffic import Traffic

# The value of a field, whether the body is a form, JSON, or has several parts.
_VALUE = rb'(?:=|"\s*:\s*"?|"(?:\r\n[^\r\n]+)*\r\n\r\n)'
_CHAT = re.compile(rb"chat_id" + _VALUE + rb"(-?\d+)")
_OFFSET = re.compile(rb"offset" + _VALUE + rb"(-?\d+)")
_LIMIT = re.compile(rb"limit" + _VALUE + rb"(\d+)")
_TIMEOUT = re.compile(rb"timeout" + _VALUE + rb"(\d+)")
_TEXT = re.compile(rb"(?:text|caption)=([^&]{0,120})")
_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
_IS_CHUNKED = re.compile(rb"transfer-encoding:\s*chunked", re.IGNORECASE)

_ME = b'{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"Bench","username":"bench_bot"}}'
_TRUE = b'{"ok":true,"result":true}'
_NO_WEBHOOK = b'{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}'
_SENT = (
    b'{"ok":true,"result":{"message_id":%d,"from":{"id":123456,"is_bot":true,"first_name":"Bench",'
    b'"username":"bench_bot"},"chat":{"id":%d,"type":"private","first_name":"Anna"},"date":1764400000,'
    b'"text":"Hello"}}'
)
_FILE = b'{"file_id":"1","file_unique_id":"1","width":640,"height":640,"duration":8,"file_size":1}'
_SENT_FILE = _SENT.replace(
    b'"text":"Hello"', b'"animation":%b,"audio":%b,"photo":[%b]' % (_FILE, _FILE, _FILE)
)
_OF_WORDS = ("sendMessage", "editMessageText", "editMessageReplyMarkup")
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


class Stage:
    """What all connections share: the traffic, the delay, and the gate before which calls wait."""

    def __init__(self) -> None:
        self.traffic = Traffic()
        self.traffic.on_update = self.wake
        self.delay = 0.0
        self.is_open = True
        self.held: list[Callable[[], None]] = []
        self.fetching: deque[Callable[[], None]] = deque()
        self.stopped = asyncio.Event()

    def wake(self) -> None:
        """Let every fetch that waits look again."""
        waiting = list(self.fetching)
        self.fetching.clear()
        for look in waiting:
            look()

    def open(self) -> None:
        """Answer the calls that wait at the gate, and those that come."""
        self.is_open = True
        held, self.held = self.held, []
        for answer in held:
            answer()


class Connection(asyncio.Protocol):
    """One connection: it answers a request after the other."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._transport: asyncio.Transport | None = None
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._read = self._read + data if self._read else data
        while (found := _split(self._read)) is not None:
            line, body, self._read = found
            self._answer(line, body)

    def _answer(self, line: bytes, body: bytes) -> None:
        path, _, query = line.split(b" ", 2)[1].partition(b"?")
        method = path.rpartition(b"/")[2]
        if path.startswith(b"/control/"):
            self._write(json.dumps(control(self._stage, method.decode(), json.loads(body or b"{}"))).encode())
            return
        self._stage.traffic.requests += 1
        given = body or query
        if method == b"getUpdates":
            self._fetch(given)
        elif method.startswith((b"send", b"edit")):
            self._send(method.decode(), given)
        else:
            answer = {b"getMe": _ME, b"getWebhookInfo": _NO_WEBHOOK}.get(method, _TRUE)
            self._write_later(answer)

    def _send(self, method: str, given: bytes) -> None:
        chat = _number(_CHAT, given, 0)
        text = _TEXT.search(given)
        head = unquote_plus(text[1].decode("ascii", "replace"))[:60] if text else ""
        number = self._stage.traffic.note(chat, method, head)
        answer = (_SENT if method in _OF_WORDS else _SENT_FILE) % (number, chat)
        if self._stage.is_open:
            self._write_later(answer)
        else:
            self._stage.held.append(lambda: self._write_later(answer))

    def _fetch(self, given: bytes) -> None:
        offset, limit = _number(_OFFSET, given, 0), _number(_LIMIT, given, 100)
        loop, stage = asyncio.get_running_loop(), self._stage
        patience = _number(_TIMEOUT, given, 0)
        ends = loop.time() + patience

        def look() -> None:
            if self._transport is None:
                return
            updates = stage.traffic.fetch(offset, limit)
            if updates or loop.time() >= ends:
                timer.cancel()
                self._write_later(b'{"ok":true,"result":[' + b",".join(updates) + b"]}")
            else:
                stage.fetching.append(look)

        def give_up() -> None:
            if look in stage.fetching:
                stage.fetching.remove(look)
                look()

        timer = loop.call_later(patience, give_up)
        look()

    def _write_later(self, answer: bytes) -> None:
        if self._stage.delay:
            asyncio.get_running_loop().call_later(self._stage.delay, self._write, answer)
        else:
            self._write(answer)

    def _write(self, answer: bytes) -> None:
        if self._transport is not None:
            self._transport.write(_HEAD % len(answer) + answer)


def control(stage: Stage, command: str, given: dict[str, Any]) -> Any:
    """Do what the bench asks for, and return what it wants to know."""
    traffic = stage.traffic
    match command:
        case "load":
            traffic.load(**given)
        case "talk":
            traffic.start_talk(**given)
        case "gate":
            if given["open"]:
                stage.open()
            else:
                stage.is_open = False
        case "delay":
            stage.delay = given["seconds"]
        case "forget":
            traffic.forget(**given)
        case "messages":
            return traffic.messages
        case "waits":
            return traffic.talk.waits if traffic.talk else []
        case "stop":
            stage.stopped.set()
    return {
        "messages": len(traffic.messages),
        "chats": len(traffic.per_chat),
        "held": len(stage.held),
        "waiting": traffic.waiting,
        "polls": traffic.polls,
        "requests": traffic.requests,
        "first_poll": traffic.first_poll,
        "first_cpu": traffic.first_cpu,
        "fetching": len(stage.fetching),
        "asking": len(traffic.talk.asked_at) if traffic.talk else 0,
        "waits": len(traffic.talk.waits) if traffic.talk else 0,
    }


def _split(read: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Return the first line, the body, and what follows the request; None: it is not whole yet."""
    ends = read.find(b"\r\n\r\n")
    if ends < 0:
        return None
    head, rest = read[:ends], read[ends + 4 :]
    line = head[: head.find(b"\r\n")] if b"\r\n" in head else head
    if _IS_CHUNKED.search(head):
        body = b""
        while True:
            size, found, rest = rest.partition(b"\r\n")
            length = int(size, 16) if found else 0
            if not found or len(rest) < length + 2:
                return None
            body, rest = body + rest[:length], rest[length + 2 :]
            if not length:
                return line, body, rest
    length = _number(_LENGTH, head, 0)
    return None if len(rest) < length else (line, rest[:length], rest[length:])


def _number(pattern: re.Pattern[bytes], text: bytes, default: int) -> int:
    found = pattern.search(text)
    return int(found[1]) if found else default


async def serve() -> None:
    """Serve until told to stop; the first line printed is the address."""
    stage = Stage()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(stage), "127.0.0.1", 0, backlog=1024)
    port = server.sockets[0].getsockname()[1]
    sys.stdout.write(f"http://127.0.0.1:{port}\n")
    sys.stdout.flush()
    gc.freeze()
    await stage.stopped.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
