"""The control API: people, what they say and press, and the clock; wrong calls change nothing."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import datetime
from typing import Any

import pytest

from .conftest import ANN, BEN, TOKEN, Client


def keyboard(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


async def test_ann_and_ben_are_there_and_others_can_come(client: Client) -> None:
    added = await client.post("people", {"first_name": "<b>Cy</b>", "language_code": "de"})

    people = (await client.get("people"))["people"]

    assert [(one["id"], one["first_name"], one["started"]) for one in people] == [
        (ANN, "Ann", True),
        (BEN, "Ben", False),
        (added["id"], "<b>Cy</b>", False),
    ]
    assert (people[0]["last"]["from"], people[0]["last"]["text"], people[1]["last"]) == (ANN, "/start", None)


async def test_a_chat_reads_as_the_contract_says(client: Client) -> None:
    await client.ok(
        "sendMessage", chat_id=ANN, text="hi", reply_markup=keyboard("A", "B"), disable_notification=True
    )

    said, sent = await client.chat()

    assert (said["from"], said["text"], said["media"], said["buttons"], said["edited_at"]) == (
        ANN,
        "/start",
        None,
        [],
        None,
    )
    assert (sent["from"], sent["buttons"], sent["silent"]) == ("bot", [["A"], ["B"]], True)
    assert said["at"].endswith("Z") and len(said["at"]) == len("2026-11-22T20:15:00.000Z")


async def test_press_takes_the_newest_equal_label_before_a_beginning(client: Client) -> None:
    old = await client.ok("sendMessage", chat_id=ANN, text="1", reply_markup=keyboard("Start"))
    new = await client.ok("sendMessage", chat_id=ANN, text="2", reply_markup=keyboard("Start now", "Stop"))

    assert (await client.presses("Start"))["message_id"] == old["message_id"]
    assert (await client.presses("St"))["label"] == "Start now"
    assert (await client.presses("Start n"))["message_id"] == new["message_id"]
    place = {"message_id": new["message_id"], "row": 1, "column": 0}
    assert (await client.post(f"people/{ANN}/press", place))["label"] == "Stop"


async def test_press_without_such_a_button_names_the_live_ones(client: Client) -> None:
    link = {
        "inline_keyboard": [[{"text": "Web", "url": "https://a.de"}, {"text": "Go", "callback_data": "g"}]]
    }
    sent = await client.ok("sendMessage", chat_id=ANN, text="1", reply_markup=link)

    missing = await client.post(f"people/{ANN}/press", {"label": "Web"}, 404)

    assert (missing["labels"], isinstance(missing["error"], str)) == (["Go"], True)
    place = {"message_id": sent["message_id"], "row": 0, "column": 0}
    assert "error" in await client.post(f"people/{ANN}/press", place, 400)
    assert "error" in await client.post(f"people/{ANN}/press", {**place, "row": 7}, 404)


async def test_a_reply_keyboard_speaks(client: Client) -> None:
    rows = {"keyboard": [["Yes", "No"]], "one_time_keyboard": True}
    await client.ok("sendMessage", chat_id=ANN, text="?", reply_markup=rows)

    pressed = await client.presses("Yes")

    assert pressed["query_id"] is None
    assert [one["text"] for one in await client.chat()] == ["/start", "?", "Yes"]
    assert (await client.post(f"people/{ANN}/press", {"label": "No"}, 404))["labels"] == []


async def test_a_forced_reply_is_shown(client: Client) -> None:
    await client.ok(
        "sendMessage",
        chat_id=ANN,
        text="?",
        reply_markup={"force_reply": True, "input_field_placeholder": "20:15"},
    )
    assert (await client.chat())[-1]["force_reply"] == {"placeholder": "20:15"}


async def test_a_long_text_is_cut_as_the_apps_do(client: Client) -> None:
    said = await client.post(f"people/{ANN}/say", {"text": "👍" * 5000})
    assert [len(one["text"]) for one in (await client.chat())[1:]] == [2048, 2048, 904]
    assert len(said["message_ids"]) == 3


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("people", {}, 400),
        ("people", {"first_name": ""}, 400),
        ("people", {"first_name": 5, "language_code": "en"}, 400),
        ("people", {"first_name": "Cy", "language_code": "?"}, 400),
        ("people", {"first_name": "Cy", "colour": "red"}, 400),
        ("people", [], 400),
        ("people/1001/say", {"text": " "}, 400),
        ("people/1001/say", {"text": "\u202e"}, 400),
        ("people/1001/say", {"text": 5}, 400),
        ("people/77/say", {"text": "a"}, 404),
        ("people/x/say", {"text": "a"}, 404),
        ("people/1001/press", {}, 400),
        ("people/1001/press", {"label": ""}, 400),
        ("people/1001/press", {"message_id": "1", "row": 0, "column": True}, 400),
        ("clock", {}, 400),
        ("clock", {"speed": 0}, 400),
        ("clock", {"speed": 3601}, 400),
        ("clock", {"speed": True}, 400),
        ("clock", {"speed": "10"}, 400),
        ("clock", {"forward_s": 10**400}, 400),
        ("clock", {"forward_s": 1e300}, 400),
        ("clock", {"now": "yesterday"}, 400),
        ("clock", {"now": "2026-02-30T00:00:00Z"}, 400),
        ("clock", {"now": "2026-11-22T20:15:00"}, 400),
        ("clock", {"now": "2026-11-22T20:15:00+02:00"}, 400),
        ("clock", {"now": "1999-01-01T00:00:00Z"}, 400),
        ("clock", {"speed": 10, "forward_s": "a"}, 400),
        ("clock", {"speed": 10, "sped": 10}, 400),
        ("clock", {"next_due": 5}, 400),
        ("nothing", {}, 404),
    ],
)
async def test_a_wrong_control_call_gets_a_sentence_and_changes_nothing(
    client: Client, path: str, body: Any, status: int
) -> None:
    before = await client.get("state")

    answer = await client.post(path, body, status)

    assert isinstance(answer["error"], str) and answer["error"].endswith(".")
    after = await client.get("state")
    before["clock"].pop("now"), after["clock"].pop("now")
    assert after == before


async def test_control_takes_json_only(client: Client) -> None:
    url = f"{client.url}/control/clock"
    answers = [
        await client.http.post(url, data=b'{"speed": 10}', headers={"Content-Type": "text/plain"}),
        await client.http.post(url, data={"speed": "10"}),
        await client.http.post(url, data=b'{"speed": ', headers={"Content-Type": "application/json"}),
        await client.http.post(url, data=b'{"speed": NaN}', headers={"Content-Type": "application/json"}),
        await client.http.post(url, data=b" " * 300_000, headers={"Content-Type": "application/json"}),
    ]
    assert [answer.status for answer in answers] == [415, 415, 400, 400, 413]
    assert (await client.get("clock"))["speed"] == 1


async def test_the_clock_is_set_and_runs(client: Client) -> None:
    first = await client.get("clock")
    began = time.monotonic()
    set_ = await client.post(
        "clock",
        {"now": "2027-03-01T12:00:00Z", "speed": 100, "forward_s": 3600, "next_due": "2027-03-01T14:00:00Z"},
    )
    await asyncio.sleep(0.1)
    later = await client.get("clock")
    real_s = time.monotonic() - began

    assert (set_["now"][:20], set_["speed"], set_["next_due"]) == (
        "2027-03-01T13:00:00.",
        100,
        "2027-03-01T14:00:00.000Z",
    )
    passed = datetime.fromisoformat(later["now"]) - datetime.fromisoformat(set_["now"])
    assert 9 < passed.total_seconds() <= 100 * real_s
    assert set_["version"] != first["version"]
    told = await client.post("clock", {"next_due": None})
    assert told["version"] == set_["version"]
    assert told["serial"] > set_["serial"]


async def test_a_follower_of_the_clock_waits_for_the_next_change(client: Client) -> None:
    version = (await client.get("clock"))["version"]
    follower = asyncio.ensure_future(client.get(f"clock?after={version}"))
    await client.post("clock", {"next_due": "2030-01-01T00:00:00Z"})
    await asyncio.sleep(0.1)
    assert not follower.done()

    await client.post("clock", {"speed": 10})

    async with asyncio.timeout(60):
        assert (await follower)["speed"] == 10
    assert (await client.get("clock?after=0"))["speed"] == 10
    assert "error" in await client.get("clock?after=x")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "127.0.0.1:1"}, 200),
        ({"Host": "LOCALHOST"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "localhost:80", "Origin": "http://localhost:80"}, 200),
        ({"Host": "localhost:80", "Origin": "http://localhost:81"}, 403),
        ({"Host": "localhost:80", "Origin": "https://localhost:80"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
async def test_strangers_are_kept_out(client: Client, headers: dict[str, str], status: int) -> None:
    for path in ("/control/people", f"/bot{TOKEN}/getMe"):
        async with client.http.get(client.url + path, headers=headers) as answer:
            assert answer.status == status
            assert ("error" in await answer.json()) == (status == 403 and path.startswith("/control"))


async def raw_status(client: Client, target: str, host: str = "localhost") -> tuple[int, bytes]:
    """Send a request line as it stands, which no HTTP client would; return status and body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", client.playground.port)
    writer.write(f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    async with asyncio.timeout(60):
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    return int(head.split(b" ", 2)[1]), body


@pytest.mark.parametrize("path", ["/control/people", f"/bot{TOKEN}/getMe", "/", "/files/none"])
async def test_a_whole_address_of_another_host_is_refused(client: Client, path: str) -> None:
    """The request line counts more than the Host header. The Bot API takes no whole address at all."""
    for other in ("http://evil.example", "http://evil.example:80", "https://localhost", "ftp://localhost"):
        assert (await raw_status(client, other + path))[0] in (400, 403)
    for sly in ("http://localhost@evil.example", "http://localhost.evil.example", "http://localhost:80:80"):
        assert (await raw_status(client, sly + path))[0] in (400, 403)
    assert (await raw_status(client, f"http://localhost{path}", "evil.example"))[0] == 403

    status, body = await raw_status(client, f"http://localhost:{client.playground.port}{path}")
    if path.startswith("/bot"):
        assert (status, json.loads(body)["description"]) == (
            404,
            "Not Found: absolute URI is specified in the Request-Line",
        )
    else:
        assert status == (404 if path == "/files/none" else 200)


async def test_only_the_pages_own_files_are_served(client: Client) -> None:
    for path in (
        "/page/../server.py",
        "/page/..%2fserver.py",
        "/page/%2fetc/passwd",
        "/page/nothing.js",
        "/page/.",
    ):
        async with client.http.get(client.url + path) as answer:
            assert answer.status == 404
