"""Replies of the bot and their quotes, and the topics that no chat here has."""

from __future__ import annotations

from typing import Any

import pytest

from telegram_playground.methods import METHODS
from telegram_playground.spec import fields_of

from .conftest import ANN, GROUP, Client
from .media_files import SAMPLES, refused, sent
from .specified import fits

INVALID = "Bad Request: QUOTE_TEXT_INVALID"
NO_THREAD = "Bad Request: message thread not found"


async def answer(client: Client, number: int, **parameters: Any) -> dict[str, Any]:
    return await client.call(
        "sendMessage", chat_id=ANN, text="b", reply_parameters={"message_id": number, **parameters}
    )


async def original(client: Client, text: str, **given: Any) -> int:
    return int((await client.ok("sendMessage", chat_id=ANN, text=text, **given))["message_id"])


async def test_a_quote_is_told_with_its_place(client: Client) -> None:
    number = await original(client, "🙂 slow and slow")

    message = (await answer(client, number, quote=" slow "))["result"]

    assert fits(message, "Message"), message
    assert message["quote"] == {"text": "slow", "position": 3, "is_manual": True}
    assert message["reply_to_message"]["message_id"] == number


@pytest.mark.parametrize(("wished", "position"), [(0, 0), (4, 0), (6, 9), (500, 9), (-3, 0)])
async def test_of_equal_places_the_nearest_is_quoted(client: Client, wished: int, position: int) -> None:
    number = await original(client, "slow and slow")

    message = (await answer(client, number, quote="slow", quote_position=wished))["result"]

    assert message["quote"]["position"] == position


@pytest.mark.parametrize("quote", ["fast", "Slow", "slow  and", "slow and slower", "x" * 1025])
async def test_words_that_are_not_there_cannot_be_quoted(client: Client, quote: str) -> None:
    number = await original(client, "slow and slow")
    before = await client.chat()

    assert (await answer(client, number, quote=quote))["description"] == INVALID
    assert await client.chat() == before


@pytest.mark.parametrize(
    ("quote", "fits_"),
    [
        ("slow <b>and</b>", True),
        ("slow and", False),
        ("<b>nd</b> sl", True),
        ("<i>and</i>", False),
        ("<b>slow</b>", False),
        ("slow", True),
        ("site", True),
        ('<a href="https://example.com">site</a>', True),
    ],
)
async def test_a_quote_looks_like_what_it_quotes(client: Client, quote: str, fits_: bool) -> None:
    text = 'slow <b>and</b> slow <a href="https://example.org">site</a>'
    number = await original(client, text, parse_mode="HTML")

    told = await answer(client, number, quote=quote, quote_parse_mode="HTML")

    assert told.get("description") == (None if fits_ else INVALID)
    if fits_:
        kinds = {one["type"] for one in told["result"]["quote"].get("entities", [])}
        assert kinds <= {"bold"}


async def test_entities_of_a_quote_may_be_given(client: Client) -> None:
    number = await original(client, "a <b>bold</b> word", parse_mode="HTML")
    bold = [{"type": "bold", "offset": 0, "length": 4}]

    message = (await answer(client, number, quote="bold", quote_entities=bold))["result"]

    assert message["quote"]["entities"] == bold


async def test_a_caption_is_quoted(client: Client) -> None:
    photo = await sent(client, "sendPhoto", {"caption": "warm hands"}, photo=SAMPLES["photo"])

    assert (await answer(client, photo["message_id"], quote="hands"))["result"]["quote"]["position"] == 5
    reply = {"reply_parameters": {"message_id": photo["message_id"], "quote": "feet"}}
    assert await refused(client, "sendPhoto", reply, photo=SAMPLES["photo"]) == INVALID


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"quote": "<b>a", "quote_parse_mode": "HTML"}, "can't parse entities"),
        ({"quote": "a", "quote_parse_mode": "RTF"}, "unsupported parse_mode"),
        ({"quote": {}}, "can't parse ReplyParameters"),
        ({"quote": "a", "quote_entities": 5}, "can't parse ReplyParameters"),
    ],
)
async def test_a_quote_that_cannot_be_read_is_refused(
    client: Client, parameters: dict[str, Any], reason: str
) -> None:
    number = await original(client, "a")

    assert (await answer(client, number, **parameters))["description"].startswith(f"Bad Request: {reason}")


async def test_a_quote_goes_with_the_message_that_is_gone(client: Client) -> None:
    told = await answer(client, 99, quote="a", allow_sending_without_reply=True)

    assert "quote" not in told["result"]


async def test_a_long_chain_of_answers_is_told_one_deep(client: Client) -> None:
    number = await original(client, "0")
    for _ in range(300):
        number = (await answer(client, number))["result"]["message_id"]

    last = (await answer(client, number, quote="b"))["result"]
    assert "reply_to_message" not in last["reply_to_message"]


THREADED = sorted(name for name in METHODS if "message_thread_id" in fields_of(name))


@pytest.mark.parametrize("method", THREADED)
async def test_no_chat_has_topics(client: Client, method: str) -> None:
    await client.post(f"groups/{GROUP}", {"bot_in": True})
    given = {"text": "a", "action": "typing", "latitude": 1, "longitude": 1, "message_thread_id": 5}
    files = {name: SAMPLES[name] for name in SAMPLES if name == method.removeprefix("send").lower()}
    for chat in (ANN, GROUP):
        assert await refused(client, method, {"chat_id": chat, **given}, **files) == NO_THREAD
        assert (
            await refused(client, method, {"chat_id": 77, **given}, **files) == "Bad Request: chat not found"
        )


async def test_topic_zero_is_no_topic(client: Client) -> None:
    assert await client.ok("sendMessage", chat_id=ANN, text="a", message_thread_id=0)
