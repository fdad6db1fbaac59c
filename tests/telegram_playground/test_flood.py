"""Flood limits: counted in people's time, answered in real seconds, for messages and edits only."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import ANN, GO, GROUP, Client


async def sends(client: Client, count: int, chat: int = ANN) -> list[int]:
    """Return the retry_after of each message, 0 for one that was sent."""
    return [
        (await client.call("sendMessage", chat_id=chat, text="a")).get("parameters", {}).get("retry_after", 0)
        for _ in range(count)
    ]


async def still(client: Client) -> None:
    """Let people's time almost stand still, so that no limit refills by itself."""
    await client.post("clock", {"speed": 0.0001})


async def test_limits_are_off_at_first(client: Client) -> None:
    assert await sends(client, 40) == [0] * 40
    assert (await client.get("faults"))["flood"] == {
        "on": False,
        "per_chat": 1,
        "per_group": 20,
        "overall": 30,
    }


async def test_a_chat_gets_a_burst_and_then_one_a_second(client: Client) -> None:
    await still(client)
    await client.post("flood", {"on": True})
    assert [wait > 0 for wait in await sends(client, 7)] == [False] * 5 + [True] * 2

    await client.post("clock", {"forward_s": 2})
    assert [wait > 0 for wait in await sends(client, 3)] == [False] * 2 + [True]


async def test_the_answer_is_telegrams_and_the_call_says_so(client: Client) -> None:
    await client.post("flood", {"on": True, "per_chat": 0.1})
    await sends(client, 5)

    answer = await client.call("sendMessage", chat_id=ANN, text="a")

    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 10",
        "parameters": {"retry_after": 10},
    }
    call = (await client.get("calls"))["calls"][-1]
    assert (call["fault"], call["effect"]) == ("flood", False)


async def test_waits_are_real_seconds(client: Client) -> None:
    await client.post("clock", {"speed": 10})
    await client.post("flood", {"on": True, "per_chat": 0.01})
    await sends(client, 5)
    assert (await sends(client, 1))[0] in (9, 10)


async def test_a_group_gets_twenty_a_minute(client: Client) -> None:
    await client.post(f"groups/{GROUP}", {"bot_in": True})
    await still(client)
    await client.post("flood", {"on": True, "per_chat": 1000})
    passed = 0
    for _ in range(8):
        passed += (await sends(client, 5, GROUP)).count(0)
        await client.post("clock", {"forward_s": 0.01})
    assert passed == 20
    await client.post("clock", {"forward_s": 60})
    assert (await sends(client, 3, GROUP)).count(0) == 3


async def test_all_chats_together_get_thirty_a_second(client: Client) -> None:
    people = [ANN]
    for _ in range(7):
        people.append((await client.post("people", {"first_name": "Cy"}))["id"])
        await client.says("/start", people[-1])
    await still(client)
    await client.post("flood", {"on": True})
    assert sum([(await sends(client, 5, person)).count(0) for person in people]) == 30


async def test_edits_count_and_answers_do_not(client: Client) -> None:
    sent = await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=GO)
    place = {"chat_id": ANN, "message_id": sent["message_id"]}
    query = (await client.presses("Go"))["query_id"]
    await still(client)
    await client.post("flood", {"on": True})
    codes: list[Any] = [
        (await client.call("editMessageText", **place, text=str(number))).get("error_code")
        for number in range(6)
    ]
    assert codes == [None] * 5 + [429]
    assert await client.ok("answerCallbackQuery", callback_query_id=query)
    assert await client.ok("sendChatAction", chat_id=ANN, action="typing")
    assert await client.ok("deleteMessage", **place)


async def test_a_refused_message_costs_nothing(client: Client) -> None:
    await still(client)
    await client.post("flood", {"on": True})
    for _ in range(10):
        assert "empty" in await client.refused("sendMessage", chat_id=ANN, text="")
    assert await sends(client, 5) == [0] * 5


@pytest.mark.parametrize(
    "body", [{}, {"on": 1}, {"on": True, "per_chat": 0}, {"overall": "x"}, {"per_group": True}, {"off": True}]
)
async def test_wrong_limits_are_refused(client: Client, body: Any) -> None:
    before = await client.get("faults")
    assert "error" in await client.post("flood", body, 400)
    assert await client.get("faults") == before
