"""Messages: sent, edited, deleted, with keyboards, and refused where Telegram refuses."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from .conftest import ANN, BEN, GO, TOKEN, Client
from .specified import fits


async def test_a_message_comes_back_as_telegram_shows_it(client: Client) -> None:
    sent = await client.ok(
        "sendMessage", chat_id=ANN, text="<b>Hello</b> you", parse_mode="HTML", reply_markup=GO
    )

    assert sent.pop("date") > 0
    assert sent == {
        "message_id": 2,
        "from": {"id": 123456, "is_bot": True, "first_name": "Unknot", "username": "unknot_bot"},
        "chat": {"id": ANN, "first_name": "Ann", "type": "private"},
        "text": "Hello you",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
        "reply_markup": GO,
    }


async def test_json_urlencoded_multipart_and_the_address_mean_the_same(client: Client) -> None:
    url = f"{client.url}/bot{TOKEN}/sendMessage"
    fields = {"chat_id": str(ANN), "text": "é & 👍", "reply_markup": json.dumps(GO)}
    form = aiohttp.FormData(fields)
    form.add_field("ignored", b"\xff\xd8", filename="a.jpg")
    answers = [
        await client.http.post(url, json={**fields, "chat_id": ANN, "reply_markup": GO}),
        await client.http.post(url, data=fields),
        await client.http.post(url, data=form),
        await client.http.get(url, params=fields),
        await client.http.post(url.replace("sendMessage", "SENDMESSAGE"), data=fields),
    ]

    assert [answer.status for answer in answers] == [200] * 5
    assert {(one["text"], json.dumps(one["buttons"])) for one in (await client.chat())[1:]} == {
        ("é & 👍", '[["Go"]]')
    }


async def test_calls_are_logged_with_what_was_not_known_but_never_the_token(client: Client) -> None:
    await client.ok("sendMessage", chat_id=str(ANN), text="a", nonsense="b", disable_notification=True)

    calls = (await client.get("calls"))["calls"]

    assert [call["method"] for call in calls] == ["getUpdates", "sendMessage"]
    assert calls[1]["request"] == {"chat_id": ANN, "text": "a", "nonsense": "b", "disable_notification": True}
    assert (calls[1]["status"], calls[1]["answer"]["result"]["text"]) == (200, "a")
    assert TOKEN.split(":")[1] not in json.dumps(calls)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": ANN}, "message text is empty"),
        ({"chat_id": ANN, "text": "a" * 4097}, "message is too long"),
        ({"chat_id": BEN, "text": "a"}, "chat not found"),
        ({"chat_id": 5, "text": "a"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "a"}, "chat not found"),
        ({"chat_id": ANN, "text": "a", "parse_mode": "odd"}, "unsupported parse_mode"),
        ({"chat_id": ANN, "text": "a", "reply_markup": []}, "object expected as reply markup"),
        ({"chat_id": ANN, "text": "a", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        (
            {"chat_id": ANN, "text": "a", "reply_parameters": {"message_id": 99}},
            "message to be replied not found",
        ),
        ({"chat_id": ANN, "text": "\ud800"}, "strings must be encoded in UTF-8"),
    ],
)
async def test_a_wrong_message_is_refused(client: Client, given: dict[str, Any], reason: str) -> None:
    assert await client.refused("sendMessage", **given) == f"Bad Request: {reason}"
    assert len(await client.chat()) == 1


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "a", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "a"}, "inline keyboard button text must be non-empty"),
        ({"text": "a", "callback_data": "a", "style": "blue"}, "invalid button style specified"),
        (
            {"text": "a"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "a"}, "can't parse inline keyboard button: Field \"text\" doesn't exist"),
        ({"text": "a", "url": "no link"}, "inline keyboard button URL 'no link' is invalid: Wrong HTTP URL"),
    ],
)
async def test_a_wrong_button_is_refused(client: Client, button: dict[str, Any], reason: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert await client.refused("sendMessage", chat_id=ANN, text="a", reply_markup=markup) == (
        f"Bad Request: {reason}"
    )


async def test_64_bytes_of_data_styles_and_links_are_taken(client: Client) -> None:
    row = [
        {"text": "a", "callback_data": "é" * 32, "style": "danger"},
        {"text": "b", "url": "https://example.org/"},
    ]
    await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup={"inline_keyboard": [row]})

    assert (await client.chat())[-1]["keyboard"] == [
        [
            {"text": "a", "style": "danger", "url": None, "data": "é" * 32},
            {"text": "b", "style": None, "url": "https://example.org/"},
        ]
    ]


async def test_an_edit_changes_the_text_and_takes_the_keyboard_away(client: Client) -> None:
    sent = await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=GO)

    edited = await client.ok("editMessageText", chat_id=ANN, message_id=sent["message_id"], text="b")

    assert (edited["text"], "reply_markup" in edited, edited["edit_date"] >= sent["date"]) == (
        "b",
        False,
        True,
    )
    shown = (await client.chat())[-1]
    assert (shown["text"], shown["buttons"], shown["edited_at"] is None) == ("b", [], False)


async def test_an_edit_that_changes_nothing_is_refused(client: Client) -> None:
    sent = await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=GO)
    same = {"chat_id": ANN, "message_id": sent["message_id"], "reply_markup": GO}
    reason = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )

    assert await client.refused("editMessageText", text=" a ", **same) == reason
    assert await client.refused("editMessageReplyMarkup", **same) == reason
    await client.ok("editMessageText", text="<b>a</b>", parse_mode="HTML", **same)


async def test_only_the_bots_own_messages_without_a_reply_keyboard_can_be_edited(client: Client) -> None:
    keyboard = {"keyboard": [["Yes", {"text": "No"}]], "one_time_keyboard": True}
    sent = await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=keyboard)

    async def edit(**given: Any) -> str:
        return (await client.refused("editMessageText", text="b", **given)).removeprefix("Bad Request: ")

    assert await edit(chat_id=ANN, message_id=1) == "message can't be edited"
    assert await edit(chat_id=ANN, message_id=sent["message_id"]) == "message can't be edited"
    assert await edit(chat_id=ANN, message_id=99) == "message to edit not found"
    assert await edit() == "message identifier is not specified"
    assert await edit(message_id=2) == "chat_id is empty"
    assert await edit(chat_id=ANN, message_id=2, reply_markup=keyboard) == "inline keyboard expected"


async def test_deleted_messages_are_gone(client: Client) -> None:
    sent = await client.ok("sendMessage", chat_id=ANN, text="a")
    gone = {"chat_id": ANN, "message_id": sent["message_id"]}

    assert await client.ok("deleteMessage", **gone) is True
    assert await client.refused("deleteMessage", **gone) == "Bad Request: message to delete not found"
    assert [one["id"] for one in await client.chat()] == [1]


async def test_a_message_can_be_deleted_for_48_hours(client: Client) -> None:
    sent = await client.ok("sendMessage", chat_id=ANN, text="a")
    await client.post("clock", {"forward_s": 48 * 3600 + 1})

    refused = await client.refused("deleteMessage", chat_id=ANN, message_id=sent["message_id"])

    assert refused == "Bad Request: message can't be deleted for everyone"


async def test_a_tap_is_answered_once(client: Client) -> None:
    await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=GO)
    pressed = await client.presses("G")
    [update] = await client.updates()
    query = update["callback_query"]

    assert (query["id"], query["data"], query["message"]["text"]) == (pressed["query_id"], "go", "a")
    assert pressed["label"] == "Go"
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await client.refused("answerCallbackQuery", callback_query_id=query["id"], text="a" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    assert await client.ok("answerCallbackQuery", callback_query_id=query["id"], text="Hm") is True
    assert await client.refused("answerCallbackQuery", callback_query_id=query["id"]) == too_old
    assert await client.refused("answerCallbackQuery") == too_old


async def test_messages_carry_peoples_time(client: Client) -> None:
    await client.post("clock", {"now": "2030-01-01T00:00:00Z"})

    sent = await client.ok("sendMessage", chat_id=ANN, text="a")

    assert sent["date"] == 1893456000
    assert (await client.chat())[-1]["at"].startswith("2030-01-01T00:00:00.")


async def test_newer_calls_can_be_asked_for(client: Client) -> None:
    for text in "abc":
        await client.ok("sendMessage", chat_id=ANN, text=text)
    ids = [call["id"] for call in (await client.get("calls"))["calls"]]

    for seen in range(len(ids)):
        newer = (await client.get(f"calls?after={ids[seen]}"))["calls"]
        assert [call["id"] for call in newer] == ids[seen + 1 :]
    assert (await client.get("calls?after=0"))["calls"] == (await client.get("calls"))["calls"]
    assert (await client.get("calls?after=999999"))["calls"] == []


@pytest.mark.parametrize("after", ["x", "", "-1", "1.5", "9" * 20, "%D9%A3"])
async def test_calls_after_what_is_no_id_are_refused(client: Client, after: str) -> None:
    assert (await client.get(f"calls?after={after}"))["error"] == (
        "after must be the id of a call, a whole number."
    )


async def test_link_preview_options_are_told(client: Client) -> None:
    options = {"url": "https://example.org/a", "prefer_small_media": True, "show_above_text": True}
    given = {"chat_id": ANN, "text": "https://example.org/a"}
    usual = {"is_disabled": False, "url": "", "unknown": 1}

    off = await client.ok("sendMessage", **given, link_preview_options={"is_disabled": True})
    other = await client.ok("sendMessage", **given, link_preview_options=options)
    plain = await client.ok("sendMessage", **given, link_preview_options=usual)

    assert off["link_preview_options"] == {"is_disabled": True}
    assert other["link_preview_options"] == options
    assert "link_preview_options" not in plain
    assert all(fits(one, "Message") for one in (off, other, plain))


async def test_an_edit_sets_the_preview_anew(client: Client) -> None:
    off = {"link_preview_options": {"is_disabled": True}}
    sent = await client.ok("sendMessage", chat_id=ANN, text="a", **off)
    place = {"chat_id": ANN, "message_id": sent["message_id"]}

    assert "is not modified" in await client.refused("editMessageText", text="a", **place, **off)
    keyed = await client.ok("editMessageReplyMarkup", reply_markup=GO, **place)
    edited = await client.ok("editMessageText", text="a", reply_markup=GO, **place)

    assert keyed["link_preview_options"] == {"is_disabled": True}
    assert "link_preview_options" not in edited


async def test_events_tell_what_happens(client: Client) -> None:
    events = client.events()
    name, hello = await anext(events)
    assert (name, sorted(hello)) == (
        "hello",
        [
            "alts",
            "bot",
            "by_group",
            "by_person",
            "calls",
            "clock",
            "commands",
            "faults",
            "flood",
            "groups",
            "people",
            "polling",
        ],
    )

    sent = await client.ok("sendMessage", chat_id=ANN, text="a", reply_markup=GO)
    pressed = await client.presses("Go")
    await client.ok("answerCallbackQuery", callback_query_id=pressed["query_id"])
    await client.ok("editMessageText", chat_id=ANN, message_id=sent["message_id"], text="b")
    await client.ok("deleteMessage", chat_id=ANN, message_id=sent["message_id"])
    await client.ok("sendChatAction", chat_id=ANN, action="typing")
    await client.ok("setMyCommands", commands=[{"command": "start", "description": "Begin"}])
    await client.ok("setMyName", name="Knot")
    await client.post("clock", {"speed": 10})
    await client.says("hi", BEN)
    await client.updates()
    poll = asyncio.ensure_future(client.updates(offset=2**40, timeout=5))

    seen: dict[str, Any] = {}
    async with asyncio.timeout(30):
        while "polling" not in seen:
            name, data = await anext(events)
            seen.setdefault(name, data)
    await client.says("bye")
    await poll
    await events.aclose()
    place = {"person": ANN, "chat": ANN, "message_id": sent["message_id"]}
    assert seen["toast"] == {**place, "by": ANN, "query_id": pressed["query_id"], "text": "", "alert": False}
    assert (seen["message"]["person"], seen["message"]["message"]["text"]) == (ANN, "a")
    assert (seen["edit"]["person"], seen["edit"]["message"]["text"]) == (ANN, "b")
    assert seen["delete"] == place
    assert seen["typing"] == {"person": ANN, "chat": ANN}
    assert seen["commands"]["commands"] == [{"command": "start", "description": "Begin"}]
    assert seen["bot"]["name"] == "Knot"
    assert seen["clock"]["speed"] == 10
    assert [one["started"] for one in seen["people"]["people"]] == [True, True]
    assert seen["fetched"]["person"] == BEN
    assert seen["call"]["method"] == "sendMessage"
    assert seen["polling"]["waiting"] is True
