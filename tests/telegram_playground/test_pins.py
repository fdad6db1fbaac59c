"""Pins: which message they put into the chat, which update the bot gets, and when nothing happens."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import ANN, GROUP, Client, until
from .media_files import SAMPLES, sent
from .specified import fits


async def pin(client: Client, message: dict[str, Any], **given: Any) -> None:
    chat = message["chat"]["id"]
    assert await client.ok("pinChatMessage", chat_id=chat, message_id=message["message_id"], **given)


async def test_a_pin_is_told_in_the_chat_and_to_the_bot(client: Client) -> None:
    start = (await client.chat())[0]["id"]
    message = await client.ok(
        "sendMessage", chat_id=ANN, text="Evening unwind", reply_parameters={"message_id": start}
    )

    await pin(client, message)

    [update] = await client.updates()
    told = update["message"]
    assert fits(update, "Update"), update
    assert (told["from"]["is_bot"], told["chat"]["id"], "text" in told) == (True, ANN, False)
    message.pop("reply_to_message")
    assert told["pinned_message"] == message
    line = (await client.chat())[-1]
    assert (line["id"], line["from"], line["text"]) == (
        told["message_id"],
        "bot",
        "Unknot pinned “Evening unwind”",
    )
    assert line["service"] == {"pinned_message": message}


async def test_the_same_pin_again_tells_nothing(client: Client) -> None:
    message = await client.ok("sendMessage", chat_id=ANN, text="a")
    await pin(client, message)
    before = len(await client.chat())

    await pin(client, message)
    assert len(await client.chat()) == before
    assert len(await client.updates()) == 1

    await client.ok("unpinChatMessage", chat_id=ANN)
    await pin(client, message)
    assert len(await client.chat()) == before + 1
    assert len(await client.updates()) == 2


async def test_an_unpin_tells_nothing(client: Client) -> None:
    message = await client.ok("sendMessage", chat_id=ANN, text="a")
    await pin(client, message)
    [update] = await client.updates()

    await client.ok("unpinChatMessage", chat_id=ANN)
    await client.ok("unpinAllChatMessages", chat_id=ANN)

    assert await client.updates(offset=update["update_id"] + 1) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("One\ntwo", "“One”"), ("x" * 33, f"“{'x' * 32}…”"), ("x" * 32, f"“{'x' * 32}”")],
)
async def test_the_line_for_people_is_short(client: Client, text: str, words: str) -> None:
    await pin(client, await client.ok("sendMessage", chat_id=ANN, text=text))

    assert (await client.chat())[-1]["text"] == f"Unknot pinned {words}"


async def test_media_are_named_by_their_kind(client: Client) -> None:
    await pin(client, await sent(client, "sendPhoto", {"caption": "a"}, photo=SAMPLES["photo"]))
    await pin(client, await sent(client, "sendAnimation", animation=SAMPLES["animation"]))

    lines = [one["text"] for one in await client.chat() if one["service"]]
    assert lines == ["Unknot pinned a photo", "Unknot pinned a GIF"]


async def test_only_a_pin_in_a_group_notifies(client: Client) -> None:
    await client.post(f"groups/{GROUP}", {"bot_in": True, "bot_admin": True})
    for chat in (ANN, GROUP):
        await pin(client, await client.ok("sendMessage", chat_id=chat, text="a"))
    message = await client.ok("sendMessage", chat_id=GROUP, text="b")
    await pin(client, message, disable_notification=True)

    lines = await client.chat() + (await client.get(f"groups/{GROUP}/chat"))["messages"]
    pins = [one["silent"] for one in lines if "pinned_message" in (one["service"] or {})]
    assert pins == [True, False, True]
    assert [one["message"]["pinned_message"]["text"] for one in (await client.updates())[-2:]] == ["a", "b"]


async def test_the_line_itself_is_not_pinned_edited_or_quoted(client: Client) -> None:
    await pin(client, await client.ok("sendMessage", chat_id=ANN, text="a"))
    line = (await client.chat())[-1]
    place = {"chat_id": ANN, "message_id": line["id"]}

    assert await client.refused("pinChatMessage", **place) == "Bad Request: message can't be pinned"
    assert await client.refused("editMessageText", **place, text="b") == (
        "Bad Request: message can't be edited"
    )
    quote = {"message_id": line["id"], "quote": "Unknot"}
    assert await client.refused("sendMessage", chat_id=ANN, text="b", reply_parameters=quote) == (
        "Bad Request: QUOTE_TEXT_INVALID"
    )


async def test_pages_get_the_line(client: Client) -> None:
    message = await client.ok("sendMessage", chat_id=ANN, text="a")
    events = client.events()
    await anext(events)

    await pin(client, message)

    seen = {name: data async for name, data in until(events, "message")}
    await events.aclose()
    assert seen["pinned"]["message_id"] == message["message_id"]
    assert seen["message"]["message"]["service"]["pinned_message"]["text"] == "a"
