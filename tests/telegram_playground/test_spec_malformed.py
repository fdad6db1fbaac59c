"""Ten thousand malformed requests over all methods: each is answered at once, and never with a 500."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from random import Random
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

from telegram_playground.methods import METHODS
from telegram_playground.spec import fields_of

from .conftest import ANN, BEN, GROUP, TOKEN, Client
from .media_files import SAMPLES
from .test_robustness import BODIES, ODD, TYPES

REQUESTS = 10_000
# 403: a blocked chat or a left group; 409: a webhook that an earlier request has set.
EXPECTED = {200, 400, 401, 403, 404, 405, 409, 413, 501}
MORE_ODD: list[Any] = [
    10**400,
    -(2**63) - 1,
    "1e400",
    "\ud800\udc00",
    "a\x00b",
    "attach://x",
    "attach://",
    "http://127.0.0.1:1/x",
    "AgAC" + "x" * 60,
    "*_~||`[" * 50,
    ">" * 500 + "||",
    "![a](tg://time?unix=" + "9" * 400 + ")",
    "![a](tg://[/)",
    "[a](http://[::1)",
    {"type": "photo", "media": "attach://x", "caption_entities": [[]]},
    {"type": {}, "media": []},
    {"message_id": 1, "quote": {}, "quote_entities": 5},
    {"inline_keyboard": [[{"text": "a", "url": "http://[", "callback_data": None}]]},
    {"inline_keyboard": [[[[[]]]]]},
    [{"type": "date_time", "offset": 0, "length": 1, "unix_time": 10**30}],
    [1, "2", None, {}, []],
]
GOOD = {"chat_id": ANN, "text": "a", "message_id": 2, "latitude": 1, "longitude": 1, "action": "typing"}


class Wire:
    """One kept-alive connection: bytes in, status out."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def status(self, path: str, kind: str, body: bytes, verb: str = "POST") -> int:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        kind = kind.encode("latin-1", "replace").decode("latin-1")
        lines = (f"{verb} {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}")
        head = "\r\n".join((*lines, f"Content-Length: {len(body)}", "", ""))
        writer.write(head.encode("latin-1") + body)
        async with asyncio.timeout(30):
            answer = await reader.readuntil(b"\r\n\r\n")
            length = next(one for one in answer.split(b"\r\n") if one.lower().startswith(b"content-length:"))
            content = await reader.readexactly(int(length.split(b":")[1]))
        status = int(answer.split(b" ", 2)[1])
        assert json.loads(content)["ok"] is (status == 200), (path, body[:500], content)
        if b"connection: close" in answer.lower():
            self.close()
        return status

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def given(dice: Random, method: str) -> dict[str, Any]:
    names = sorted(fields_of(method)) or ["x"]
    odd = {name: dice.choice(ODD + MORE_ODD) for name in dice.sample(names, k=min(len(names), 3))}
    known = {name: value for name, value in GOOD.items() if name in names and dice.random() < 0.7}
    if "chat_id" in known:
        known["chat_id"] = dice.choice((ANN, ANN, BEN, GROUP))
    made = {**known, **odd}
    # A long poll would wait as well, but not because of a fault.
    return {**made, "timeout": 0} if method == "getUpdates" else made


def as_json(dice: Random, fields: dict[str, Any]) -> tuple[str, bytes]:
    return "application/json", json.dumps(fields).encode()


def as_form(dice: Random, fields: dict[str, Any]) -> tuple[str, bytes]:
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    return "application/x-www-form-urlencoded", urlencode(texts, errors="replace").encode()


def as_multipart(dice: Random, fields: dict[str, Any]) -> tuple[str, bytes]:
    """A form with a file under some name; half of the forms are cut off or have changed bytes."""
    content, file_name = dice.choice(list(SAMPLES.values()))
    parts = [f'form-data; name="{name}"\r\n\r\n'.encode() + as_bytes(value) for name, value in fields.items()]
    name = dice.choice((*SAMPLES, "x", "thumbnail", "text", ""))
    parts.append(f'form-data; name="{name}"; filename="{file_name}"\r\n\r\n'.encode() + content[:4000])
    body = b"".join(b"--b\r\nContent-Disposition: " + part + b"\r\n" for part in parts) + b"--b--\r\n"
    return "multipart/form-data; boundary=b", broken(dice, body)


def as_bytes(value: Any) -> bytes:
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "surrogatepass")


def broken(dice: Random, body: bytes) -> bytes:
    match dice.randrange(4):
        case 0:
            return body[: dice.randrange(len(body) + 1)]
        case 1:
            at = dice.randrange(len(body))
            return body[:at] + dice.randbytes(dice.randint(1, 4)) + body[at + 2 :]
        case _:
            return body


def as_rubbish(dice: Random, fields: dict[str, Any]) -> tuple[str, bytes]:
    body = dice.choice([*BODIES, dice.randbytes(60), as_json(dice, fields)[1]])
    return dice.choice(TYPES), broken(dice, body) if body else body


def path(dice: Random, method: str) -> str:
    token = TOKEN if dice.random() < 0.98 else dice.choice(("1:2", "", "x" * 300, "%00"))
    name = (
        method if dice.random() < 0.98 else dice.choice((method.upper(), "", "%ff", method + "/x", "x" * 300))
    )
    # Random parameters in the address may ask for a long poll.
    query = "?" + quote_from_bytes(dice.randbytes(8)) if dice.random() < 0.1 else ""
    return f"/bot{token}/{name}{query}"


async def test_ten_thousand_malformed_requests_are_answered(client: Client) -> None:
    dice, wire, seen = Random(3), Wire(client.playground.port), Counter[int]()
    await client.ok("sendMessage", chat_id=ANN, text="a")
    methods = sorted(METHODS)
    for number in range(REQUESTS):
        method = methods[number % len(methods)]
        write = dice.choice((as_json, as_json, as_form, as_multipart, as_multipart, as_rubbish))
        kind, body = write(dice, given(dice, method))
        verb = "POST" if dice.random() < 0.97 else dice.choice(("GET", "PUT", "DELETE"))
        seen[await wire.status(path(dice, method), kind, body, verb)] += 1
    wire.close()

    assert set(seen) <= EXPECTED, seen
    assert seen.total() == REQUESTS and seen[400] > REQUESTS / 3 and seen[200] > REQUESTS / 50, seen
    assert await client.ok("getMe")
    assert await client.get("people")
