"""Updates that Telegram brings, and everything else that can reach the port."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.ports import CannotOpen, CannotWrite
from bot.telegram.taking import Taken
from bot.web import webhook
from bot.web.listener import Listener
from bot.web.webhook import MOST_BYTES
from bot.web.webhook import SECRET as SECRET_HEADER
from tests.conversations.stage import Stage, Talk
from tests.texts import texts

from .conftest import SECRET, Door

SIGNED = {SECRET_HEADER: SECRET}
AS_JSON = {**SIGNED, "Content-Type": "application/json"}
TEN = b" " * 10_000_000
PACKED = {**AS_JSON, "Content-Encoding": "gzip"}
DEEP = b'{"update_id": 1, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


async def large() -> AsyncIterator[bytes]:
    """Ten megabytes, of which nobody says before how many they are."""
    for _ in range(10):
        yield b" " * 1_000_000


async def test_nothing_but_telegrams_own_updates_has_an_effect(
    door: Door, stage: Stage, chat: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    """Each thing that is wrong has its status, reads no more than it must, and is not logged."""
    update = chat.line("/help")
    body = json.dumps(update).encode()
    seen = {
        "no secret": (await door.brings(update, headers={}))[0],
        "no secret, 10 MB": (await door.asks("POST", data=io.BytesIO(TEN)))[0],
        "another secret": (await door.brings(update, headers={SECRET_HEADER: SECRET[:-1]}))[0],
        "a secret that is no ASCII": (await door.brings(update, headers={SECRET_HEADER: "ü" * 25}))[0],
        "another path": (await door.asks("POST", "/", json=update, headers=SIGNED))[0],
        "GET": (await door.asks("GET", headers=SIGNED))[0],
        "a method that is none": (await door.asks("BREW", headers=SIGNED))[0],
        "a form": (await door.asks("POST", data={"update_id": "1"}, headers=SIGNED))[0],
        "compressed": (await door.asks("POST", data=body, headers=PACKED))[0],
        "10 MB": (await door.asks("POST", data=io.BytesIO(TEN), headers=AS_JSON))[0],
        "10 MB in pieces": (await door.asks("POST", data=large(), headers=AS_JSON))[0],
        "a byte too much": (await door.asks("POST", data=b" " * (MOST_BYTES + 1), headers=AS_JSON))[0],
    }
    assert seen == {
        "no secret": 403,
        "no secret, 10 MB": 403,
        "another secret": 403,
        "a secret that is no ASCII": 403,
        "another path": 404,
        "GET": 405,
        "a method that is none": 400,
        "a form": 415,
        "compressed": 415,
        "10 MB": 413,
        "10 MB in pieces": 413,
        "a byte too much": 413,
    }
    for content in (b"", b"{", b"\xff\xfe{", b"[]", b"7", b"null", DEEP, b'{"update_id": "1"}'):
        assert (await door.asks("POST", data=content, headers=AS_JSON))[0] == 400, content[:30]
    for number in (b"true", b"-1", b"1.5", b"9223372036854775807", b"1" * 5000):
        content = b'{"update_id": ' + number + b"}"
        assert (await door.asks("POST", data=content, headers=AS_JSON))[0] == 400, content[:40]
    assert (await door.reads(b"\x16\x03\x01 this is no HTTP\r\n\r\n")).partition(b" ")[2].startswith(b"400 ")
    head = b"POST /a%20hook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    broken = head + f"{SECRET_HEADER}: {SECRET}\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n".encode()
    assert (await door.reads(broken)).partition(b" ")[2].startswith(b"400 ")

    assert await stage.rows("receipts") == await stage.rows("outbox") == []
    assert caplog.records == []
    reasons = {"secret": 4, "path": 1, "method": 1, "kind": 2, "size": 3, "content": 13}
    assert door.figures.reasons == reasons
    assert (await door.brings(update))[0] == 200
    await stage.settles()
    assert chat.headlines() == [texts.headline("help")]


async def test_what_comes_again_or_out_of_order_has_one_effect(door: Door, stage: Stage, chat: Talk) -> None:
    """An answer may be lost on its way to Telegram; the update comes again, also beside its first copy."""
    first, second = chat.line("/help"), chat.line("/tip")

    seen = await asyncio.gather(*(door.brings(each) for each in (second, first, second, first, second)))
    seen += [await door.brings(first), await door.brings(second)]

    assert [status for status, _ in seen] == [200] * 7
    await stage.settles()
    assert len(chat.hears()) == 2
    assert len(await stage.rows("receipts")) == 2


async def test_what_comes_during_a_commit_shares_the_next_one(
    door: Door, stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(stage, monkeypatch)
    bringing = [asyncio.create_task(door.brings(chat.line("/help")))]
    await until(gate.is_reached.is_set)
    bringing += [asyncio.create_task(door.brings(chat.line("/help"))) for _ in range(7)]
    await until(lambda: door.feeder._held == 8)
    gate.opens.set()

    assert [status for status, _ in await asyncio.gather(*bringing)] == [200] * 8
    assert gate.batches == [1, 7]


async def test_more_than_can_wait_is_sent_away_and_taken_later(
    door: Door, stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "BACKLOG", 3)
    gate = Gate(stage, monkeypatch)
    held = [asyncio.create_task(door.brings(chat.line("/help"))) for _ in range(3)]
    await until(lambda: door.feeder._held == 3)
    late = chat.line("/tip")

    status, head = await door.brings(late)
    assert (status, head["Retry-After"]) == (503, "2")
    assert "More updates" in door.feeder.trouble()

    gate.opens.set()
    assert [status for status, _ in await asyncio.gather(*held)] == [200] * 3
    assert (await door.brings(late))[0] == 200
    assert len(await stage.rows("receipts")) == 4


async def test_what_cannot_be_committed_must_come_again(
    door: Door, stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """200 is the promise that Telegram may forget the update."""
    run = stage.house.database.run

    async def fails(*given: Any, **more: Any) -> Any:
        raise CannotWrite

    monkeypatch.setattr(stage.house.database, "run", fails)
    update = chat.line("/help")
    assert (await door.brings(update))[0] == 503
    monkeypatch.setattr(stage.house.database, "run", run)

    assert (await door.brings(update))[0] == 200
    await stage.settles()
    assert chat.headlines() == [texts.headline("help")]


async def test_a_body_that_does_not_come_is_not_waited_for(
    door: Door, stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meanwhile others are served, and its place is free again."""
    monkeypatch.setattr(webhook, "BODY_MAY_TAKE", 0.2)
    head = "POST /a%20hook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n"
    sent = f'{head}{SECRET_HEADER}: {SECRET}\r\n\r\n{{"update_id": '.encode()

    slow = asyncio.create_task(door.reads(sent))
    assert (await door.brings(chat.line("/help")))[0] == 200

    assert (await slow).startswith(b"HTTP/1.1 408")
    await until(lambda: door.feeder._held == 0)
    assert len(await stage.rows("receipts")) == 1


async def test_a_stop_commits_what_was_taken_and_takes_no_more(
    door: Door, stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(stage, monkeypatch)
    taken = [asyncio.create_task(door.brings(chat.line("/help")))]
    await until(gate.is_reached.is_set)
    taken.append(asyncio.create_task(door.brings(chat.line("/tip"))))
    await until(lambda: door.feeder._held == 2)

    door.feeder.stop()
    assert (await door.brings(chat.line("/safety")))[0] == 503
    assert door.feeder.trouble() == "The bot is stopping."
    gate.opens.set()

    assert [status for status, _ in await asyncio.gather(*taken)] == [200, 200]
    assert len(await stage.rows("receipts")) == 2
    await door.closes()
    with pytest.raises(OSError, match=r"refused|Connect call failed"):
        await door.reads(b"")


async def test_a_port_that_is_taken_is_named_in_one_sentence(door: Door) -> None:
    async def nothing(request: web.Request) -> web.Response:
        raise AssertionError

    other = Listener(("127.0.0.1", door.port), nothing, "WEBHOOK_LISTEN")
    with pytest.raises(CannotOpen, match=rf"^WEBHOOK_LISTEN .* 127\.0\.0\.1, port {door.port}: .*\.$"):
        await other.open()


class Gate:
    """Holds up what is taken until it opens."""

    def __init__(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_reached, self.opens = asyncio.Event(), asyncio.Event()
        self.batches: list[int] = []
        take = stage.house.taking.take

        async def held(updates: Any, *more: Any) -> Taken:
            self.batches.append(len(updates))
            self.is_reached.set()
            await self.opens.wait()
            return await take(updates, *more)

        monkeypatch.setattr(stage.house.taking, "take", held)


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(6000):
        if is_so():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never was so")
