"""Topics of a group: what the bot is told of them, where its messages go, and closed ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from telegram_playground import Playground

from .conftest import ANN, BEN, GO, GROUP, Client, running
from .specified import fits

CLOSED, MISSING = "Bad Request: TOPIC_CLOSED", "Bad Request: message thread not found"
GENERAL = 1


async def read(client: Client) -> list[dict[str, Any]]:
    """Return the messages that the bot has not read yet, and confirm them."""
    updates = await client.updates()
    if updates:
        await client.updates(offset=updates[-1]["update_id"] + 1)
    assert all(fits(update, "Update") for update in updates), updates
    return [update["message"] for update in updates if "message" in update]


@pytest.fixture
async def topic(client: Client) -> int:
    """A topic of a group with the bot, of which the bot has read."""
    await client.post(f"groups/{GROUP}", {"bot_in": True})
    number = int((await client.post(f"groups/{GROUP}/topics", {"name": "Backs"}))["id"])
    await read(client)
    return number


async def says(client: Client, text: str, topic: int | None = None, person: int = BEN) -> dict[str, Any]:
    """Let somebody write in a topic, and return the message as the bot gets it."""
    where = {"chat": GROUP} if topic is None else {"chat": GROUP, "topic": topic}
    await client.post(f"people/{person}/say", {"text": text, **where})
    [message] = await read(client)
    return message


async def declined(client: Client, path: str, body: dict[str, Any]) -> tuple[int, str]:
    """Return the status and the sentence with which the control API declines a call."""
    async with client.http.post(f"{client.url}/control/{path}", json=body) as answer:
        return answer.status, str((await answer.json())["error"])


async def shown(client: Client) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = (await client.get(f"groups/{GROUP}/chat"))["messages"]
    return messages


async def test_the_bot_is_told_that_a_topic_begins(client: Client) -> None:
    await client.post(f"groups/{GROUP}", {"bot_in": True})
    await read(client)
    topic = (await client.post(f"groups/{GROUP}/topics", {"name": " Backs ", "by": BEN}))["id"]

    [message] = await read(client)

    assert message["forum_topic_created"]["name"] == "Backs"
    assert message["message_id"] == message["message_thread_id"] == topic
    assert (message["from"]["id"], message["chat"]["is_forum"]) == (BEN, True)
    assert "reply_to_message" not in message
    [group] = (await client.get("groups"))["groups"]
    assert group["topics"] == [{"id": topic, "name": "Backs", "closed": False}]


async def test_a_message_of_a_topic_looks_like_an_answer_to_its_beginning(client: Client, topic: int) -> None:
    message = await says(client, "/help", topic)

    assert (message["message_thread_id"], message["is_topic_message"]) == (topic, True)
    assert message["reply_to_message"]["message_id"] == topic
    assert "forum_topic_created" in message["reply_to_message"]


@pytest.mark.parametrize("general", [None, GENERAL])
async def test_the_general_topic_has_no_number(client: Client, topic: int, general: int | None) -> None:
    message = await says(client, "/help", general)

    assert not {"message_thread_id", "is_topic_message", "reply_to_message"} & message.keys()
    assert await client.refused("sendMessage", chat_id=GROUP, message_thread_id=1, text="a") == MISSING


async def test_the_bots_message_goes_to_the_topic_that_it_names(client: Client, topic: int) -> None:
    there = await client.ok("sendMessage", chat_id=GROUP, message_thread_id=topic, text="here")
    general = await client.ok("sendMessage", chat_id=GROUP, text="there")

    assert (there["message_thread_id"], there["is_topic_message"]) == (topic, True)
    assert "message_thread_id" not in general
    assert [one["topic"] for one in (await shown(client))[-2:]] == [topic, None]
    assert await client.refused("sendMessage", chat_id=GROUP, message_thread_id=99, text="a") == MISSING
    assert await client.refused("sendMessage", chat_id=ANN, message_thread_id=topic, text="a") != ""


async def test_a_tap_and_a_reply_are_in_the_topic_of_their_message(client: Client, topic: int) -> None:
    said = {"chat_id": GROUP, "message_thread_id": topic, "text": "Go?", "reply_markup": GO}
    sent = await client.ok("sendMessage", **said)
    await client.ok("sendMessage", chat_id=GROUP, text="Go?", reply_markup=GO)

    await client.post(f"people/{BEN}/press", {"label": "Go", "chat": GROUP, "topic": topic})
    [update] = await client.updates()
    assert update["callback_query"]["message"]["message_id"] == sent["message_id"]
    assert update["callback_query"]["message"]["message_thread_id"] == topic
    await client.updates(offset=update["update_id"] + 1)

    reply = {"message_id": sent["message_id"], "text": "yes", "chat": GROUP}
    await client.post(f"people/{BEN}/reply", reply)
    [message] = await read(client)
    assert message["message_thread_id"] == topic
    assert message["reply_to_message"]["message_id"] == sent["message_id"]


@pytest.mark.parametrize("general", [False, True])
async def test_in_a_closed_topic_only_administrators_write(client: Client, topic: int, general: bool) -> None:
    number = GENERAL if general else topic
    where = {} if general else {"message_thread_id": topic}
    await client.post(f"groups/{GROUP}/topics/{number}", {"closed": True})
    [note] = await read(client)
    assert note["forum_topic_closed"] == {}

    assert await client.refused("sendMessage", chat_id=GROUP, text="a", **where) == CLOSED
    refused = {"text": "a", "chat": GROUP, "topic": number}
    assert (await declined(client, f"people/{BEN}/say", refused))[0] == 403
    assert (await says(client, "/help", number, ANN))["text"] == "/help"
    other = {"message_thread_id": topic} if general else {}
    assert await client.ok("sendMessage", chat_id=GROUP, text="a", **other)

    await client.post(f"groups/{GROUP}", {"bot_admin": True})
    assert await client.ok("sendMessage", chat_id=GROUP, text="a", **where)
    await client.post(f"groups/{GROUP}", {"bot_admin": False})
    await read(client)

    await client.post(f"groups/{GROUP}/topics/{number}", {"closed": False})
    [note] = await read(client)
    assert note["forum_topic_reopened"] == {}
    assert await client.ok("sendMessage", chat_id=GROUP, text="a", **where)


async def test_a_deleted_topic_is_gone_with_its_messages(client: Client, topic: int) -> None:
    await says(client, "/help", topic)

    async with client.http.delete(f"{client.url}/control/groups/{GROUP}/topics/{topic}") as answer:
        assert answer.status == 200

    assert [one for one in await shown(client) if one["topic"] == topic] == []
    assert await client.refused("sendMessage", chat_id=GROUP, message_thread_id=topic, text="a") == MISSING
    assert await read(client) == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"groups/{GROUP}/topics", {"name": " "}),
        (f"groups/{GROUP}/topics", {"name": "a" * 129}),
        (f"groups/{GROUP}/topics", {}),
        (f"groups/{GROUP}/topics/99", {"closed": True}),
        (f"groups/{GROUP}/topics/x", {"closed": True}),
        (f"groups/{GROUP}/topics/1", {"closed": "yes"}),
        (f"groups/{GROUP}/topics/1", {}),
        (f"people/{BEN}/say", {"text": "a", "chat": GROUP, "topic": 99}),
        (f"people/{BEN}/say", {"text": "a", "chat": GROUP, "topic": "1"}),
        (f"people/{BEN}/say", {"text": "a", "topic": 99}),
        (f"people/{BEN}/press", {"label": "a", "chat": GROUP, "topic": 99}),
    ],
)
async def test_a_wrong_topic_is_refused(client: Client, path: str, body: dict[str, Any]) -> None:
    await client.post(f"groups/{GROUP}", {"bot_in": True})

    status, sentence = await declined(client, path, body)

    assert status in (400, 404)
    assert sentence.endswith(".")


async def test_topics_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "chats.json"
    async with running(Playground(file)) as client:
        topic = (await client.post(f"groups/{GROUP}/topics", {"name": "Backs"}))["id"]
        await client.post(f"groups/{GROUP}/topics/{topic}", {"closed": True})
    async with running(Playground(file)) as client:
        [group] = (await client.get("groups"))["groups"]
        assert group["topics"] == [{"id": topic, "name": "Backs", "closed": True}]
        assert [one["topic"] for one in await shown(client)] == [topic, topic]
