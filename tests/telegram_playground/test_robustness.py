"""A request that is not valid gets a refusal, quickly, and never a 500."""

from __future__ import annotations

import asyncio
import io
import json
import random
from typing import Any

from telegram_playground.methods import METHODS
from telegram_playground.spec import fields_of

from .conftest import ANN, TOKEN, Client

ODD: list[Any] = [
    None,
    True,
    -1,
    0,
    1.5,
    ANN,
    10**30,
    "",
    " ",
    "a",
    "\x00",
    "\ud800",
    "٣",
    "é" * 5000,
    "<b>",
    "<a href='" + "x" * 300,
    "</i>&#x110000;",
    "HTML",
    "MarkdownV2",
    [],
    {},
    [[]],
    [None],
    [{}],
    {"type": "chat"},
    {"type": []},
    {"message_id": {}},
    {"inline_keyboard": [[{"text": "a", "callback_data": 5}]]},
    {"inline_keyboard": {"a": 1}},
    {"keyboard": [[5]]},
    {"keyboard": [["a"]], "input_field_placeholder": 7},
    {"force_reply": True},
    [{"type": "bold", "offset": 2**70, "length": 2**70}],
    [{"type": "text_mention", "offset": 0, "length": 1, "user": {"id": -1}}],
    [{"type": {}, "offset": "0", "length": None}],
    '{"inline_keyboard": [[{"text": "\\ud800", "callback_data": "a"}]]}',
    "[" * 3000,
    '{"a":' * 3000,
    "NaN",
    "9" * 5000,
]
TYPES = [
    "application/json",
    "application/json; charset=nonsense",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    'multipart/form-data; boundary*0=x; boundary*1="',
    "text/plain",
    "",
    "🙂/;;;=",
]
BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b"a=%ff&b=%",
    b"a" * 3000,
    b"&" * 3000,
    b"--x\r\n\r\n--x--",
    b'--x\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n1001\r\n--x--\r\n',
    b"--x\r\nContent-Disposition: form-data; name=\"text\"; filename*=utf-9''%ff\r\n\r\n\xff\r\n--x--",
    b"--x\r\nContent-Disposition: ;;;=\r\n\r\na\r\n--x--",
    b"--x--",
    b'{"text": "\xed\xa0\x80"}',
    b"[" * 100_000,
]


def calls(count: int) -> list[tuple[str, dict[str, Any]]]:
    """Return `count` odd calls, the same ones every time."""
    dice = random.Random(2)
    methods = sorted(METHODS)
    made = []
    for _ in range(count):
        method = dice.choice(methods)
        names = dice.sample(sorted(fields_of(method)) or ["x"], k=min(3, len(fields_of(method)) or 1))
        given = {name: dice.choice(ODD) for name in names}
        if dice.random() < 0.6:
            given = {"chat_id": ANN, "text": "a", "message_id": 2, **given}
        if method == "getUpdates":
            given["timeout"] = 0
        made.append((method, given))
    return made


async def status(client: Client, **request: Any) -> int:
    async with asyncio.timeout(30), client.http.request("POST", **request) as answer:
        body = await answer.json()
        assert body["ok"] is (answer.status == 200)
        return answer.status


async def test_odd_parameters_never_break_it(client: Client) -> None:
    await client.ok("sendMessage", chat_id=ANN, text="a")
    seen = set()
    for method, given in calls(900):
        url = f"{client.url}/bot{TOKEN}/{method}"
        seen.add(await status(client, url=url, json=given))
    assert seen <= {200, 400, 501}
    for method, given in calls(100):
        form = {name: json.dumps(value).replace("\\ud800", "") for name, value in given.items()}
        seen.add(await status(client, url=f"{client.url}/bot{TOKEN}/{method}", data=form))
    assert seen <= {200, 400, 501}


async def test_odd_bodies_never_break_it(client: Client) -> None:
    url = f"{client.url}/bot{TOKEN}/sendMessage"
    seen = set()
    for kind in TYPES:
        for body in BODIES:
            seen.add(await status(client, url=url, data=body, headers={"Content-Type": kind}))
    squeezed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    seen.add(await status(client, url=url, data=b"not gzip", headers=squeezed))
    assert seen <= {200, 400}


async def test_an_odd_control_body_never_breaks_it(client: Client) -> None:
    acts = ("say", "press", "reply", "open", "send")
    for path in ("people", *(f"people/{ANN}/{act}" for act in acts), "groups", "faults", "flood", "clock"):
        for body in BODIES:
            headers = {"Content-Type": "application/json"}
            async with client.http.post(f"{client.url}/control/{path}", data=body, headers=headers) as answer:
                assert (answer.status, "error" in await answer.json()) == (400, True)


async def test_huge_markup_is_answered_quickly(client: Client) -> None:
    for piece in ("<a>x</a>", "<b>x</b>y", "<b><i>", "&lt;", "a.", "/a "):
        async with asyncio.timeout(30):
            await client.call("sendMessage", chat_id=ANN, text=piece * 90_000, parse_mode="HTML")
            await client.call("sendMessage", chat_id=ANN, text=(piece * 20_000)[:60_000], parse_mode="HTML")


async def test_too_large_a_body_is_refused(client: Client) -> None:
    url = f"{client.url}/bot{TOKEN}/sendMessage"
    assert await status(client, url=url, data=io.BytesIO(b"a" * (51 * 1024 * 1024))) == 413


async def test_a_page_that_does_not_read_is_dropped_and_delays_nobody(client: Client) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", client.playground.port, limit=1024)
    writer.write(b"GET /control/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await reader.readline()
    events = client.playground.world.events
    assert len(events.listeners) == 1

    async with asyncio.timeout(60):
        for _ in range(5000):
            events.send("bot", {"name": "a" * 20_000})
            await asyncio.sleep(0)
            if not events.listeners:
                break

    assert not events.listeners
    assert await client.ok("getMe")
    writer.close()
