"""Every answer of every method, and every parameter of every call, is checked against bot_api.json."""

from __future__ import annotations

import json
from typing import Any

import pytest

from telegram_playground.methods import FILE_KINDS, METHODS
from telegram_playground.spec import fields_of, spec

from .conftest import ANN, Client
from .media_files import SAMPLES, refused, sent
from .specified import EXAMPLES, fits

EVERYTHING = {
    "caption": "<b>a</b> https://example.org",
    "parse_mode": "HTML",
    "show_caption_above_media": True,
    "has_spoiler": True,
    "disable_notification": True,
    "protect_content": True,
    "message_effect_id": "5104841245755180586",
    "reply_parameters": {"message_id": 1},
    "reply_markup": {"inline_keyboard": [[{"text": "Go", "callback_data": "go", "style": "primary"}]]},
    "duration": 3,
    "title": "t",
    "performer": "p",
    "emoji": "👍",
}
SENT = {f"send{kind.title()}" for kind in FILE_KINDS}
OTHERS: dict[str, dict[str, Any]] = {
    "sendLocation": {"chat_id": ANN, "latitude": 1, "longitude": 2.5, "live_period": 60, "heading": 5},
    "editMessageCaption": {"chat_id": ANN, "message_id": 2, "caption": "b"},
    "editMessageMedia": {"chat_id": ANN, "message_id": 2},
    "deleteMessages": {"chat_id": ANN, "message_ids": [2]},
    "pinChatMessage": {"chat_id": ANN, "message_id": 2},
    "unpinChatMessage": {"chat_id": ANN},
    "unpinAllChatMessages": {"chat_id": ANN},
    "getFile": {},
}


def shaped(method: str, result: Any) -> bool:
    return any(fits(result, kind) for kind in spec()["methods"][method]["returns"])


def test_every_method_is_checked_somewhere() -> None:
    assert {*EXAMPLES, *SENT, *OTHERS} == set(METHODS)


@pytest.mark.parametrize("kind", FILE_KINDS)
async def test_a_message_with_a_file_has_the_specified_shape(client: Client, kind: str) -> None:
    method = f"send{kind.title()}"
    given = {name: value for name, value in EVERYTHING.items() if name in fields_of(method)}
    message = await sent(client, method, given, **{kind: SAMPLES[kind], "thumbnail": SAMPLES["photo"]})

    assert shaped(method, message), message
    await client.presses("Go")
    update = (await client.updates())[-1]
    assert fits(update, "Update"), update
    chat = await client.ok("getChat", chat_id=ANN)
    assert fits(chat, "ChatFullInfo"), chat


@pytest.mark.parametrize("method", sorted(OTHERS))
async def test_answers_have_the_specified_shape(client: Client, method: str) -> None:
    photo = await sent(client, "sendPhoto", photo=SAMPLES["photo"])
    file_id = photo["photo"][-1]["file_id"]
    await client.ok("pinChatMessage", chat_id=ANN, message_id=photo["message_id"])
    more: dict[str, Any] = {
        "getFile": {"file_id": file_id},
        "editMessageMedia": {"media": {"type": "photo", "media": file_id, "caption": "c"}},
    }.get(method, {})

    result = await client.ok(method, **OTHERS[method], **more)

    assert shaped(method, result), result
    assert fits(await client.ok("getChat", chat_id=ANN), "ChatFullInfo")


@pytest.mark.parametrize("method", sorted({*SENT, *OTHERS}))
async def test_a_missing_required_parameter_is_refused(client: Client, method: str) -> None:
    await sent(client, "sendPhoto", photo=SAMPLES["photo"])
    given = {"chat_id": ANN, **OTHERS.get(method, {})}
    for name, field in fields_of(method).items():
        if field["required"]:
            left = {key: value for key, value in given.items() if key != name}
            assert (await client.refused(method, **left)).startswith("Bad Request: ")


WRONG: dict[str, list[Any]] = {
    "Integer": ["x", [], {}, True, "1.5"],
    "Float": ["x", [], {}, True, "nan", "1e9999"],
    "Boolean": ["x", [], {}, 7],
}


@pytest.mark.parametrize("method", sorted(METHODS))
async def test_a_simple_parameter_of_a_wrong_type_is_refused(client: Client, method: str) -> None:
    for name, field in fields_of(method).items():
        for wrong in WRONG.get(field["types"][0], []) if len(field["types"]) == 1 else []:
            kind = "Boolean" if field["types"] == ["Boolean"] else "Number"
            reason = await client.refused(method, **{"chat_id": ANN, name: wrong})
            assert reason == f'Bad Request: can\'t parse "{name}" as {kind}', (name, wrong)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"link_preview_options": "{"}, "can't parse link preview options JSON object"),
        ({"link_preview_options": [1]}, "object expected as link preview options"),
        (
            {"link_preview_options": {"is_disabled": "x"}},
            'can\'t parse link preview options: Field "is_disabled" must be of type Boolean',
        ),
        (
            {"reply_parameters": {"message_id": []}},
            'can\'t parse ReplyParameters: Field "message_id" must be of type Number',
        ),
        (
            {"reply_markup": {"keyboard": [[{"text": 5}]]}},
            'can\'t parse keyboard button: Field "text" must be of type String',
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "web_app": {"url": 5}}]]}},
            'can\'t parse web app info: Field "url" must be of type String',
        ),
        (
            {"entities": [{"type": "bold", "offset": 0.5, "length": 1}]},
            'can\'t parse MessageEntity: Field "offset" must be of type Number',
        ),
        (
            {"entities": [{"type": "text_mention", "offset": 0, "length": 1, "user": {"id": "x"}}]},
            'can\'t parse user: Field "id" must be of type Number',
        ),
    ],
)
async def test_a_field_of_a_wrong_type_is_refused(client: Client, given: dict[str, Any], reason: str) -> None:
    assert await client.refused("sendMessage", chat_id=ANN, text="a", **given) == f"Bad Request: {reason}"
    assert len(await client.chat()) == 1


async def test_what_telegram_reads_leniently_is_taken(client: Client) -> None:
    given = {
        "chat_id": f" {ANN} ",
        "text": "a",
        "disable_notification": "True",
        "protect_content": 1,
        "entities": [{"type": "bold", "offset": "0", "length": 1, "unknown": []}],
        "reply_parameters": {"message_id": "1", "quote": None},
        "unknown": {},
    }
    message = await client.ok("sendMessage", **given)
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert message["reply_to_message"]["message_id"] == 1


async def test_a_form_may_carry_what_json_carries(client: Client) -> None:
    given = {"reply_markup": json.dumps(EVERYTHING["reply_markup"]), "duration": "3", "has_spoiler": "false"}
    message = await sent(client, "sendAnimation", given, animation=SAMPLES["animation"])
    assert (message["animation"]["duration"], "has_media_spoiler" in message) == (3, False)
    assert await refused(client, "sendAnimation", {"duration": "long"}, animation=SAMPLES["animation"]) == (
        'Bad Request: can\'t parse "duration" as Number'
    )
