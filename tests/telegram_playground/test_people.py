"""What people do besides writing: reply, open links, send files, block the bot, change their language."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import aiohttp
import pytest

from .conftest import ANN, BEN, GO, GROUP, TOKEN, Client
from .media_files import ogg, png
from .specified import fits

BLOCKED = "Forbidden: bot was blocked by the user"


async def test_a_block_is_told_and_felt(client: Client) -> None:
    sent = await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=GO)

    shown = await client.post(f"people/{ANN}/block", {})

    assert shown["blocked"] is True
    [update] = await client.updates()
    news = update["my_chat_member"]
    assert fits(update, "Update")
    assert (news["old_chat_member"]["status"], news["new_chat_member"]["status"]) == ("member", "kicked")
    assert (news["chat"]["id"], news["from"]["id"]) == (ANN, ANN)
    place = {"chat_id": ANN, "message_id": sent["message_id"]}
    for method, given in (
        ("sendMessage", {"text": "b"}),
        ("sendChatAction", {"action": "typing"}),
        ("editMessageText", {**place, "text": "b"}),
    ):
        answer = await client.call(method, **{"chat_id": ANN, **given})
        assert (answer["error_code"], answer["description"]) == (403, BLOCKED)
    assert (await client.ok("getChat", chat_id=ANN))["id"] == ANN
    assert "blocked" in (await client.post(f"people/{ANN}/press", {"label": "Go"}, 403))["error"]


async def test_blocking_twice_is_told_once(client: Client) -> None:
    for _ in range(2):
        await client.post(f"people/{ANN}/block", {})
    for _ in range(2):
        await client.post(f"people/{ANN}/unblock", {})
    statuses = [one["my_chat_member"]["new_chat_member"]["status"] for one in await client.updates()]
    assert statuses == ["kicked", "member"]
    assert await client.ok("sendMessage", chat_id=ANN, text="a")


@pytest.mark.parametrize("text", ["/start", "hello"])
async def test_whoever_writes_unblocks_first(client: Client, text: str) -> None:
    await client.post(f"people/{ANN}/block", {})
    await client.says(text)

    updates = await client.updates()

    kinds = [(set(one) - {"update_id"}).pop() for one in updates]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]
    assert updates[1]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert (await client.get("people"))["people"][0]["blocked"] is False


async def test_a_block_leaves_groups_alone(client: Client) -> None:
    await client.post(f"groups/{GROUP}", {"bot_in": True})
    await client.post(f"people/{ANN}/block", {})
    await client.post(f"people/{ANN}/say", {"text": "/help", "chat": GROUP})

    assert (await client.updates())[-1]["message"]["chat"]["id"] == GROUP
    assert await client.ok("sendMessage", chat_id=GROUP, text="a")
    assert (await client.get("people"))["people"][0]["blocked"] is True


async def test_only_a_chat_that_began_can_be_blocked(client: Client) -> None:
    assert "no chat" in (await client.post(f"people/{BEN}/block", {}, 400))["error"]
    assert await client.updates() == []


async def test_a_deep_link_starts_the_bot(client: Client) -> None:
    opened = await client.post(f"people/{BEN}/open", {"start": "from_a-Friend7"})
    await client.post(f"people/{BEN}/open", {})

    first, second = await client.updates()

    assert first["message"]["text"] == "/start from_a-Friend7"
    assert first["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert (first["message"]["message_id"], second["message"]["text"]) == (opened["message_id"], "/start")


@pytest.mark.parametrize("start", ["", "a b", "ä", "a" * 65, "a\n", 5, ["a"]])
async def test_a_wrong_payload_is_refused(client: Client, start: Any) -> None:
    assert "error" in await client.post(f"people/{BEN}/open", {"start": start}, 400)
    assert await client.updates() == []


async def test_a_reply_names_its_message(client: Client) -> None:
    sent = await client.ok("sendMessage", chat_id=ANN, text="When?", reply_markup={"force_reply": True})
    reply = {"message_id": sent["message_id"], "text": "20:15"}
    await client.post(f"people/{ANN}/reply", reply)

    [update] = await client.updates()
    assert update["message"]["reply_to_message"]["text"] == "When?"
    assert (await client.chat())[-1]["reply_to"] == sent["message_id"]
    await client.post(f"people/{ANN}/reply", {**reply, "message_id": 99}, 404)
    await client.post(f"people/{ANN}/reply", {**reply, "message_id": "1"}, 400)
    await client.post(f"people/{ANN}/reply", {**reply, "text": "a" * 4097}, 400)
    await client.post(f"people/{BEN}/reply", reply, 404)


async def test_the_menu_follows_the_language(client: Client) -> None:
    menu = [{"command": "hilfe", "description": "Hilfe"}]
    await client.ok("setMyCommands", commands=menu, language_code="de")
    assert (await client.get(f"people/{ANN}/chat"))["commands"] == []

    changed = await client.post(f"people/{ANN}", {"language_code": "de-AT", "first_name": "Anna"})

    assert (changed["first_name"], changed["language_code"]) == ("Anna", "de-AT")
    assert (await client.get(f"people/{ANN}/chat"))["commands"] == menu
    await client.says("hello")
    assert (await client.updates())[-1]["message"]["from"]["language_code"] == "de-AT"
    await client.post(f"people/{ANN}", {"language_code": "?", "first_name": "Bo"}, 400)
    assert (await client.get("people"))["people"][0]["first_name"] == "Anna"


async def test_a_button_that_asks_for_a_place_is_not_said(client: Client) -> None:
    rows = {"keyboard": [[{"text": "Here", "request_location": True}, "No"]]}
    await client.ok("sendMessage", chat_id=ANN, text="Where?", reply_markup=rows)

    refused = await client.post(f"people/{ANN}/press", {"label": "Here"}, 400)
    missing = await client.post(f"people/{ANN}/press", {"label": "x"}, 404)

    assert "sends no text" in refused["error"]
    assert missing["labels"] == ["No"]
    assert await client.updates() == []


def coded(content: bytes) -> str:
    return base64.b64encode(content).decode()


async def test_a_place_arrives(client: Client) -> None:
    rows = {"keyboard": [[{"text": "Here", "request_location": True}]], "one_time_keyboard": True}
    await client.ok("sendMessage", chat_id=ANN, text="Where?", reply_markup=rows)

    place = {"kind": "location", "latitude": 52.52, "longitude": 13.405}
    sent = await client.post(f"people/{ANN}/send", place)

    [update] = await client.updates()
    assert fits(update, "Update")
    assert update["message"]["location"] == {"latitude": 52.52, "longitude": 13.405}
    assert (update["message"]["message_id"], "text" in update["message"]) == (sent["message_id"], False)
    assert (await client.get(f"people/{ANN}/chat"))["reply_keyboard"] is None


@pytest.mark.parametrize(
    ("kind", "content", "more", "facts"),
    [
        ("voice", ogg(2), {"duration": 7, "caption": "Hm"}, {"duration": 7, "mime_type": "audio/ogg"}),
        (
            "document",
            b"%PDF-1.4",
            {"file_name": "a.pdf"},
            {"file_name": "a.pdf", "mime_type": "application/pdf"},
        ),
        ("document", b"abc", {"mime": "text/x-knot", "caption": "Hm"}, {"mime_type": "text/x-knot"}),
        ("photo", png(40, 30), {"caption": "Hm"}, {"width": 40, "height": 30}),
        (
            "sticker",
            b"RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(4) + b"\xff\x01\0\xff\x01\0",
            {},
            {"width": 512},
        ),
    ],
)
async def test_a_file_arrives_and_can_be_fetched(
    client: Client, kind: str, content: bytes, more: dict[str, Any], facts: dict[str, Any]
) -> None:
    await client.post(f"people/{ANN}/send", {"kind": kind, "data": coded(content), **more})

    [update] = await client.updates()
    assert fits(update, "Update"), update
    message = update["message"]
    shown = message[kind][-1] if kind == "photo" else message[kind]
    assert facts.items() <= shown.items()
    assert message.get("caption") == more.get("caption")
    file = await client.ok("getFile", file_id=shown["file_id"])
    async with client.http.get(f"{client.url}/file/bot{TOKEN}/{file['file_path']}") as answer:
        assert (answer.status, await answer.read()) == (200, content)
    await client.post("faults", {"kind": "outage"})
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.http.get(f"{client.url}/file/bot{TOKEN}/{file['file_path']}")


async def test_files_in_groups_follow_privacy_mode(client: Client) -> None:
    await client.post(f"groups/{GROUP}", {"bot_in": True})
    await client.updates(offset=2**40)
    note = {"kind": "document", "data": coded(b"a"), "chat": GROUP}
    await client.post(f"people/{BEN}/send", note)
    assert await client.updates() == []
    await client.post(f"people/{BEN}/send", {**note, "caption": "/keep"})
    assert (await client.updates())[0]["message"]["caption"] == "/keep"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "poll"},
        {"kind": "location", "latitude": 91, "longitude": 0},
        {"kind": "location", "latitude": 1},
        {"kind": "location", "latitude": True, "longitude": 0},
        {"kind": "location", "latitude": 1, "longitude": 2, "caption": "a"},
        {"kind": "voice"},
        {"kind": "voice", "data": ""},
        {"kind": "voice", "data": "§§"},
        {"kind": "voice", "data": coded(b"no recording")},
        {"kind": "voice", "data": coded(ogg(2)), "duration": -1},
        {"kind": "voice", "data": coded(ogg(2)), "duration": "7"},
        {"kind": "photo", "data": coded(b"no picture")},
        {"kind": "photo", "data": coded(png(9000, 9000, rows=9)[:60])},
        {"kind": "sticker", "data": coded(png(40, 30))},
        {"kind": "document", "data": coded(b"a"), "file_name": "../a"},
        {"kind": "document", "data": coded(b"a"), "file_name": ""},
        {"kind": "document", "data": coded(b"a"), "mime": "nonsense"},
        {"kind": "document", "data": coded(b"a"), "mime": 5},
        {"kind": "document", "data": coded(b"a"), "caption": "a" * 1025},
        {"kind": "document", "data": coded(b"a"), "latitude": 1},
        {"kind": "document", "data": coded(b"a"), "secret": 1},
    ],
)
async def test_what_cannot_be_sent_changes_nothing(client: Client, body: Any) -> None:
    await client.post(f"people/{ANN}/block", {})
    assert "error" in await client.post(f"people/{ANN}/send", body, 400)
    assert (await client.get("people"))["people"][0]["blocked"] is True
    assert len(await client.chat()) == 1


async def test_too_large_a_file_is_refused(client: Client) -> None:
    url, headers = f"{client.url}/control/people/{ANN}/send", {"Content-Type": "application/json"}
    data = coded(bytes(20 * 1024 * 1024 + 1))
    for size, status in ((1, 400), (2, 413)):
        body = io.BytesIO(json.dumps({"kind": "document", "data": data * size}).encode())
        async with client.http.post(url, data=body, headers=headers) as answer:
            assert (answer.status, "bytes" in (await answer.json())["error"]) == (status, True)


@pytest.mark.parametrize("path", ["block", "unblock", "open", "send", "reply", "say"])
async def test_strangers_cannot_act(client: Client, path: str) -> None:
    url = f"{client.url}/control/people/{ANN}/{path}"
    for headers, status in (
        ({"Origin": "http://evil.example", "Content-Type": "application/json"}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ):
        async with client.http.post(url, data=b"{}", headers=headers) as answer:
            assert (answer.status, "error" in await answer.json()) == (status, True)
    await client.post(f"people/77/{path}", {}, 404)
    await client.post(f"people/{ANN}/{path}", {"colour": "red"}, 400)
    assert await client.updates() == []
