"""The Bot API in general: tokens, unknown methods, the bot's name and texts, and answers as specified."""

from __future__ import annotations

from typing import Any

import pytest

from telegram_playground.methods import METHODS
from telegram_playground.spec import fields_of, spec

from .conftest import ANN, BEN, GROUP, TOKEN, Client
from .specified import EXAMPLES, fits


async def answer(client: Client, path: str, verb: str = "GET") -> tuple[int, dict[str, Any]]:
    async with client.http.request(verb, client.url + path) as response:
        return response.status, await response.json()


@pytest.mark.parametrize(
    "token", ["123", "123:short", "abc:" + "a" * 35, "123:" + "a" * 36, "123:" + "!" * 35]
)
async def test_a_token_must_have_the_official_form(client: Client, token: str) -> None:
    assert await answer(client, f"/bot{token}/getMe") == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized: invalid token specified"},
    )


async def test_unknown_methods_and_verbs(client: Client) -> None:
    not_found = {"ok": False, "error_code": 404, "description": "Not Found"}
    no_method = {**not_found, "description": "Not Found: method not found"}
    for unknown in ("makeTea", "", "getMe/", "test/getMe"):
        assert await answer(client, f"/bot{TOKEN}/{unknown}") == (404, no_method)
    assert (await answer(client, "/bot123:short/makeTea"))[0] == 401
    assert await answer(client, f"/bot{TOKEN}") == (404, not_found)
    assert (await answer(client, f"/bot{TOKEN}/getMe", "DELETE"))[0] == 405


async def test_known_methods_that_are_not_built_say_so(client: Client) -> None:
    for method in set(spec()["methods"]) - set(METHODS):
        refused = await client.call(method)
        assert (refused["error_code"], method in refused["description"]) == (501, True)


@pytest.mark.parametrize("method", sorted(EXAMPLES))
async def test_every_answer_has_the_specified_shape(client: Client, method: str) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await client.ok("sendMessage", chat_id=ANN, text="b", reply_markup=markup)
    await client.post(f"groups/{GROUP}", {"bot_in": True})
    query = (await client.presses("Go"))["query_id"]
    given = {"callback_query_id": query} if method == "answerCallbackQuery" else EXAMPLES[method]

    result = await client.ok(method, **given)

    assert any(fits(result, kind) for kind in spec()["methods"][method]["returns"]), result


@pytest.mark.parametrize("method", sorted(EXAMPLES))
async def test_a_missing_required_parameter_is_refused(client: Client, method: str) -> None:
    await client.ok("sendMessage", chat_id=ANN, text="b")
    for name, field in fields_of(method).items():
        # Without a url setWebhook deletes the webhook, whatever the specification says.
        if field["required"] and (method, name) != ("setWebhook", "url"):
            given = {key: value for key, value in EXAMPLES[method].items() if key != name}
            assert (await client.refused(method, **given)).startswith("Bad Request: ")


async def test_commands_are_kept_by_scope_and_language(client: Client) -> None:
    def menu(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "d"}]

    await client.ok("setMyCommands", commands=menu("all"))
    await client.ok("setMyCommands", commands=menu("english"), language_code="en")
    await client.ok("setMyCommands", commands=menu("bens"), scope={"type": "chat", "chat_id": BEN})

    assert await client.ok("getMyCommands") == menu("all")
    assert await client.ok("getMyCommands", language_code="en") == menu("english")
    assert (await client.get(f"people/{ANN}/chat"))["commands"] == menu("english")
    assert (await client.get(f"people/{BEN}/chat"))["commands"] == menu("bens")
    await client.ok("deleteMyCommands", language_code="en")
    assert (await client.get(f"people/{ANN}/chat"))["commands"] == menu("all")


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([{"command": "A B", "description": "d"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "d"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ("x", "can't parse commands JSON object"),
    ],
)
async def test_wrong_commands_are_refused(client: Client, commands: Any, reason: str) -> None:
    assert await client.refused("setMyCommands", commands=commands) == f"Bad Request: {reason}"


async def test_the_bots_face_has_limits_and_languages(client: Client) -> None:
    await client.ok("setMyDescription", description="for all")
    await client.ok("setMyDescription", description="für alle", language_code="de")

    assert await client.ok("getMyDescription", language_code="de") == {"description": "für alle"}
    assert await client.ok("getMyDescription", language_code="fr") == {"description": "for all"}
    assert "too long" in await client.refused("setMyShortDescription", short_description="a" * 121)


async def test_an_empty_chat_shows_the_bot_in_the_language_of_each_person(client: Client) -> None:
    """The long description, else the short one."""
    await client.ok("setMyDescription", description="for all")
    await client.ok("setMyShortDescription", short_description="für alle", language_code="de")

    assert (await client.get("bot"))["about"] == {"": "for all", "de": "für alle"}
