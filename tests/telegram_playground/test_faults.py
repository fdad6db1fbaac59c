"""Faults on demand: what the bot sees, whether the call did its work, and which calls are struck."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp
import pytest

from .conftest import ANN, BEN, TOKEN, Client, until


async def fault(client: Client, kind: str, **given: Any) -> int:
    return int((await client.post("faults", {"kind": kind, **given}))["id"])


async def send(client: Client, text: str = "a", **given: Any) -> tuple[int, str, bytes]:
    url = f"{client.url}/bot{TOKEN}/sendMessage"
    async with client.http.post(url, json={"chat_id": ANN, "text": text, **given}) as answer:
        return answer.status, answer.content_type, await answer.read()


async def sent(client: Client) -> list[str]:
    return [one["text"] for one in await client.chat() if one["from"] == "bot"]


async def last_call(client: Client) -> dict[str, Any]:
    call: dict[str, Any] = (await client.get("calls"))["calls"][-1]
    return call


async def give_up(client: Client, text: str = "a") -> dict[str, Any]:
    """Send, close the connection once a fault has struck, and return the call as it was logged."""
    logged, struck = len((await client.get("calls"))["calls"]), await strikes(client)
    sending = asyncio.ensure_future(send(client, text))
    async with asyncio.timeout(60):
        while await strikes(client) == struck:  # noqa: ASYNC110 - HTTP tells no event
            await asyncio.sleep(0.01)
        sending.cancel()
        while len((await client.get("calls"))["calls"]) == logged:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return await last_call(client)


async def strikes(client: Client) -> int:
    return sum(one["used"] for one in (await client.get("faults"))["faults"])


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (
            "retry_after",
            {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 7",
                "parameters": {"retry_after": 7},
            },
        ),
        (
            "forbidden",
            {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"},
        ),
        ("server_error", {"ok": False, "error_code": 500, "description": "Internal Server Error"}),
    ],
)
async def test_a_refusal_comes_once_and_does_nothing(
    client: Client, kind: str, answer: dict[str, Any]
) -> None:
    await fault(client, kind, retry_after=7)

    assert await client.call("sendMessage", chat_id=ANN, text="a") == answer
    call = await last_call(client)
    await client.ok("sendMessage", chat_id=ANN, text="b")

    assert (call["fault"], call["effect"], call["answer"]) == (kind, False, answer)
    assert "fault" not in await last_call(client)
    assert await sent(client) == ["b"]


async def test_a_proxy_answers_with_a_page(client: Client) -> None:
    await fault(client, "html")
    status, kind, body = await send(client)
    assert (status, kind, b"502 Bad Gateway" in body) == (502, "text/html", True)
    call = await last_call(client)
    assert (call["status"], call["answer"], call["fault"], call["effect"]) == (502, None, "html", False)


async def test_an_empty_404(client: Client) -> None:
    await fault(client, "empty_404")
    status, _, body = await send(client)
    assert (status, body, await sent(client)) == (404, b"", [])


@pytest.mark.parametrize(("kind", "effect"), [("drop_before", False), ("drop_after", True)])
async def test_a_dropped_call_is_done_or_not(client: Client, kind: str, effect: bool) -> None:
    await fault(client, kind, method="SENDMESSAGE")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await send(client)
    call = await last_call(client)
    assert (call["status"], call["answer"], call["fault"], call["effect"]) == (0, None, kind, effect)
    assert await sent(client) == ["a"] * effect


async def test_a_call_hangs_until_the_bot_gives_up(client: Client) -> None:
    await fault(client, "hang")
    call = await give_up(client)
    assert (call["status"], call["fault"], call["effect"]) == (0, "hang", False)


async def test_ending_a_fault_lets_go_of_what_hangs(client: Client) -> None:
    number = await fault(client, "hang")
    hanging = asyncio.ensure_future(send(client))
    await asyncio.sleep(0.1)
    async with client.http.delete(f"{client.url}/control/faults/{number}") as answer:
        assert (answer.status, await answer.json()) == (200, {})
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await hanging
    assert (await client.get("faults"))["faults"] == []


async def test_a_slow_answer_has_done_its_work(client: Client) -> None:
    await fault(client, "slow", seconds=0.3)
    began = time.monotonic()
    assert (await send(client))[0] == 200
    assert time.monotonic() - began >= 0.3
    call = await last_call(client)
    assert (call["status"], call["fault"], call["effect"], call["ms"] >= 300) == (200, "slow", True, True)

    await fault(client, "slow", seconds=60)
    call = await give_up(client, "b")
    assert (call["status"], call["effect"], await sent(client)) == (0, True, ["a", "b"])


async def test_an_outage_takes_every_method_and_cuts_polls(client: Client) -> None:
    poll = asyncio.ensure_future(client.call("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    number = await fault(client, "outage")

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await poll
    for method in ("getMe", "getUpdates", "sendMessage"):
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await client.call(method)
    await client.says("while away")

    async with client.http.delete(f"{client.url}/control/faults/{number}"):
        pass
    assert [one["message"]["text"] for one in await client.updates()] == ["while away"]
    calls = (await client.get("calls"))["calls"]
    assert {call["fault"] for call in calls if "fault" in call} == {"outage"}


async def test_an_outage_keeps_to_its_time(client: Client) -> None:
    await client.post("clock", {"now": "2030-01-01T10:00:00Z"})
    await fault(client, "outage", **{"from": "2030-01-01T11:00:00Z", "seconds": 600})
    [shown] = (await client.get("faults"))["faults"]
    assert (shown["from"], shown["to"]) == ("2030-01-01T11:00:00.000Z", "2030-01-01T11:10:00.000Z")

    await client.ok("getMe")
    await client.post("clock", {"now": "2030-01-01T11:05:00Z"})
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.call("getMe")
    await client.post("clock", {"now": "2030-01-01T11:11:00Z"})
    assert await client.ok("getMe")


async def test_a_fault_keeps_to_its_method_chat_and_count(client: Client) -> None:
    await client.says("/start", BEN)
    await fault(client, "server_error", method="sendMessage", chat=BEN, count=2)

    await client.ok("getMe")
    await client.ok("sendMessage", chat_id=ANN, text="a")
    codes = [(await client.call("sendMessage", chat_id=BEN, text="a")).get("error_code") for _ in range(3)]

    assert codes == [500, 500, None]
    [shown] = (await client.get("faults"))["faults"]
    assert (shown["count"], shown["left"], shown["used"]) == (2, 0, 2)


async def test_the_same_seed_strikes_the_same_calls(client: Client) -> None:
    async def struck() -> list[bool]:
        await fault(client, "server_error", count=None, probability=0.5, seed=7)
        run = ["error_code" in await client.call("getMe") for _ in range(30)]
        async with client.http.delete(f"{client.url}/control/faults"):
            return run

    first = await struck()
    assert first == await struck()
    assert 5 < sum(first) < 25


async def test_pages_are_told(client: Client) -> None:
    events = client.events()
    await anext(events)
    number = await fault(client, "retry_after", method="getMe")
    await client.call("getMe")
    seen = [one async for one in until(events, "call")]
    await events.aclose()

    assert [name for name, _ in seen] == ["faults", "fault", "faults", "call"]
    struck = seen[1][1]
    assert struck.pop("at").endswith("Z")
    assert struck == {"id": number, "kind": "retry_after", "method": "getMe", "chat": None}
    assert (seen[0][1]["faults"][0]["left"], seen[2][1]["faults"][0]["left"]) == (1, 0)
    assert (seen[3][1]["fault"], seen[3][1]["effect"]) == ("retry_after", False)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"kind": "earthquake"}, 400),
        ({"kind": ["html"]}, 400),
        ({"kind": "html", "method": "makeTea"}, 400),
        ({"kind": "html", "method": 5}, 400),
        ({"kind": "html", "chat": "1001"}, 400),
        ({"kind": "html", "count": 0}, 400),
        ({"kind": "html", "count": 1.5}, 400),
        ({"kind": "html", "count": True}, 400),
        ({"kind": "html", "probability": 0}, 400),
        ({"kind": "html", "probability": 1.01}, 400),
        ({"kind": "html", "seed": "x"}, 400),
        ({"kind": "slow", "seconds": -1}, 400),
        ({"kind": "slow", "seconds": 10**400}, 400),
        ({"kind": "retry_after", "retry_after": 0}, 400),
        ({"kind": "outage", "seconds": 5, "to": "2030-01-01T00:00:00Z"}, 400),
        ({"kind": "outage", "from": "2030-01-01T00:00:00Z", "to": "2029-01-01T00:00:00Z"}, 400),
        ({"kind": "outage", "from": "noon"}, 400),
        ({"kind": "html", "colour": "red"}, 400),
    ],
)
async def test_a_wrong_fault_is_refused(client: Client, body: Any, status: int) -> None:
    assert (await client.post("faults", body, status))["error"].endswith(".")
    assert (await client.get("faults"))["faults"] == []


async def test_strangers_and_unknown_faults(client: Client) -> None:
    number = await fault(client, "html")
    url = f"{client.url}/control/faults"
    async with client.http.delete(url, headers={"Origin": "http://evil.example"}) as answer:
        assert answer.status == 403
    for wrong in ("99", "x", "-1"):
        async with client.http.delete(f"{url}/{wrong}") as answer:
            assert (answer.status, "error" in await answer.json()) == (404, True)
    async with client.http.post(url, data=b'{"kind": "html"}', headers={"Content-Type": "text/plain"}) as no:
        assert no.status == 415
    assert [one["id"] for one in (await client.get("faults"))["faults"]] == [number]


async def test_spent_faults_make_room(client: Client) -> None:
    first = await fault(client, "html", method="getMe")
    async with client.http.get(f"{client.url}/bot{TOKEN}/getMe") as answer:
        assert answer.status == 502
    for _ in range(200):
        await fault(client, "html", method="leaveChat")
    ids = [one["id"] for one in (await client.get("faults"))["faults"]]
    assert (len(ids), first in ids) == (200, False)
