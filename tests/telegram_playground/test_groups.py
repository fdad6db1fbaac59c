"""Groups: their members, what the bot may read in privacy mode, and which changes it is told of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from telegram_playground import Playground

from .conftest import ANN, BEN, GO, GROUP, TOKEN, Client, running, until
from .specified import fits

BOT = int(TOKEN.split(":")[0])


@pytest.fixture
async def group(client: Client) -> Client:
    """A client whose bot has just been added to the group, and has read that."""
    await client.post(f"groups/{GROUP}", {"bot_in": True})
    await read(client)
    return client


async def read(client: Client) -> list[dict[str, Any]]:
    """Return all updates, and confirm them."""
    updates = await client.updates()
    if updates:
        assert await client.updates(offset=updates[-1]["update_id"] + 1) == []
    assert all(fits(update, "Update") for update in updates), updates
    return updates


async def says(client: Client, text: str, person: int = BEN) -> int:
    return int((await client.post(f"people/{person}/say", {"text": text, "chat": GROUP}))["message_id"])


async def shown(client: Client) -> dict[str, Any]:
    answer: dict[str, Any] = await client.get(f"groups/{GROUP}/chat")
    return answer


async def test_the_first_group_is_there_without_the_bot(client: Client) -> None:
    assert (await client.get("groups"))["groups"] == [
        {
            "id": GROUP,
            "title": "Sunday stretch",
            "members": [ANN, BEN],
            "administrators": [ANN],
            "bot_in": False,
            "bot_admin": False,
            "privacy": True,
            "topics": [],
            "general_closed": False,
            "last": None,
        }
    ]
    assert await client.refused("sendMessage", chat_id=GROUP, text="a") == "Bad Request: chat not found"
    await says(client, "/start")
    assert await client.updates() == []


async def test_the_bot_hears_that_it_was_added_and_removed(client: Client) -> None:
    await client.post(f"groups/{GROUP}", {"bot_in": True, "by": BEN})
    moved, came = await read(client)

    news = moved["my_chat_member"]
    assert news["chat"] == {"id": GROUP, "title": "Sunday stretch", "type": "supergroup"}
    assert (news["from"]["id"], news["old_chat_member"]["status"], news["new_chat_member"]["status"]) == (
        BEN,
        "left",
        "member",
    )
    assert [one["id"] for one in came["message"]["new_chat_members"]] == [BOT]
    assert "text" not in came["message"]

    await client.post(f"groups/{GROUP}", {"bot_in": False})
    [gone] = await read(client)
    assert gone["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    kicked = "Forbidden: bot was kicked from the supergroup chat"
    assert await client.refused("sendMessage", chat_id=GROUP, text="a") == kicked
    assert [one["text"] for one in (await shown(client))["messages"]] == [
        "Ben added Unknot",
        "Ann removed Unknot",
    ]


async def test_a_bot_that_left_is_no_member(group: Client) -> None:
    assert await group.ok("leaveChat", chat_id=GROUP) is True
    [gone] = await read(group)
    assert (gone["my_chat_member"]["from"]["id"], gone["my_chat_member"]["new_chat_member"]["status"]) == (
        BOT,
        "left",
    )
    no_member = "Forbidden: bot is not a member of the supergroup chat"
    assert await group.refused("sendMessage", chat_id=GROUP, text="a") == no_member


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("/help", True),
        ("/help@unknot_bot now", True),
        ("/help@UNKNOT_BOT", True),
        ("/help@other_bot", False),
        ("hello", False),
        ("hello /help", False),
        ("hello @unknot_bot", False),
    ],
)
async def test_privacy_mode_lets_commands_through(group: Client, text: str, is_read: bool) -> None:
    await says(group, text)
    assert [update["message"]["text"] for update in await read(group)] == [text] * is_read

    await group.post(f"groups/{GROUP}", {"privacy": False})
    await says(group, text)
    assert len(await read(group)) == 1


async def test_privacy_is_one_setting_of_the_bot(group: Client) -> None:
    async def told() -> list[bool]:
        me, bot = await group.ok("getMe"), await group.get("bot")
        groups = (await group.get("groups"))["groups"]
        return [not me["can_read_all_group_messages"], bot["privacy"], *(one["privacy"] for one in groups)]

    await group.post("groups", {"title": "Desk", "members": [BEN]})
    assert await told() == [True] * 4

    assert (await group.post("bot", {"privacy": False}))["privacy"] is False
    assert await told() == [False] * 4
    await says(group, "hello")
    assert [one["message"]["text"] for one in await read(group)] == ["hello"]

    assert (await group.post(f"groups/{GROUP - 1}", {"privacy": True}))["privacy"] is True
    assert await told() == [True] * 4
    await says(group, "hello again")
    assert await read(group) == []


async def test_pages_hear_of_privacy(client: Client) -> None:
    events = client.events()
    await anext(events)
    for _ in range(2):
        await client.post("bot", {"privacy": False})
    await client.ok("sendChatAction", chat_id=ANN, action="typing")

    seen = [(name, data) async for name, data in until(events, "typing")]
    await events.aclose()
    assert [name for name, _ in seen] == ["bot", "groups", "typing"]
    assert seen[0][1]["privacy"] is False


async def test_privacy_mode_lets_replies_to_the_bot_through(group: Client) -> None:
    own = (await group.ok("sendMessage", chat_id=GROUP, text="?"))["message_id"]
    others = await says(group, "hello")

    answered = {"text": "yes", "chat": GROUP}
    await group.post(f"people/{BEN}/reply", {**answered, "message_id": others})
    await group.post(f"people/{BEN}/reply", {**answered, "message_id": own})

    [update] = await read(group)
    assert update["message"]["reply_to_message"]["message_id"] == own
    assert update["message"]["from"]["id"] == BEN
    assert (await shown(group))["messages"][-1]["reply_to"] == own


async def test_a_bot_that_administers_reads_all_and_deletes_all(group: Client) -> None:
    other = await says(group, "hello")
    assert await group.refused("deleteMessage", chat_id=GROUP, message_id=other) == (
        "Bad Request: message can't be deleted"
    )

    await group.post(f"groups/{GROUP}", {"bot_admin": True})
    await says(group, "hello again")

    [moved, heard] = await read(group)
    assert moved["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert heard["message"]["text"] == "hello again"
    assert await group.ok("deleteMessage", chat_id=GROUP, message_id=other)


async def test_any_member_may_tap(group: Client) -> None:
    sent = await group.ok("sendMessage", chat_id=GROUP, text="?", reply_markup=GO)
    assert (sent["chat"]["type"], sent["chat"]["id"]) == ("supergroup", GROUP)
    events = group.events()
    await anext(events)

    pressed = await group.post(f"people/{BEN}/press", {"label": "Go", "chat": GROUP})
    [update] = await read(group)
    await group.ok("answerCallbackQuery", callback_query_id=pressed["query_id"], text="Going")

    query = update["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"], query["data"]) == (BEN, GROUP, "go")
    [*_, (_, toast)] = [one async for one in until(events, "toast")]
    assert (toast["person"], toast["chat"], toast["by"], toast["text"]) == (GROUP, GROUP, BEN, "Going")


async def test_only_members_act_in_a_group(group: Client) -> None:
    await group.ok("sendMessage", chat_id=GROUP, text="?", reply_markup=GO)
    cy = (await group.post("people", {"first_name": "Cy"}))["id"]
    for path, body in (("say", {"text": "a"}), ("press", {"label": "Go"})):
        refused = await group.post(f"people/{cy}/{path}", {**body, "chat": GROUP}, 403)
        assert refused["error"] == "Cy is not in Sunday stretch."
        await group.post(f"people/{cy}/{path}", {**body, "chat": GROUP - 1}, 404)

    await group.post(f"groups/{GROUP}", {"bot_in": False})
    await group.post(f"people/{BEN}/press", {"label": "Go", "chat": GROUP}, 403)


async def test_people_come_and_go(group: Client) -> None:
    cy = (await group.post("people", {"first_name": "Cy"}))["id"]
    await group.post(f"groups/{GROUP}", {"members": [ANN, cy]})
    gone, came = await read(group)

    assert gone["message"]["left_chat_member"]["id"] == BEN
    assert came["message"]["new_chat_members"][0]["id"] == cy
    status = {
        one: (await group.ok("getChatMember", chat_id=GROUP, user_id=one))["status"]
        for one in (ANN, BEN, cy, BOT)
    }
    assert status == {ANN: "creator", BEN: "left", cy: "member", BOT: "member"}
    assert await group.ok("getChatMemberCount", chat_id=GROUP) == 3
    assert await group.refused("getChatMember", chat_id=GROUP, user_id=5) == "Bad Request: user not found"


async def test_chat_member_comes_to_administrators_that_asked(group: Client) -> None:
    await group.post(f"groups/{GROUP}", {"bot_admin": True})
    await group.updates(allowed_updates=["chat_member"])
    await group.post(f"groups/{GROUP}", {"administrators": [ANN, BEN]})

    change = (await read(group))[-1]["chat_member"]

    assert change["new_chat_member"]["user"]["id"] == BEN
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == (
        "member",
        "administrator",
    )
    administrators = await group.ok("getChatAdministrators", chat_id=GROUP)
    assert [(one["user"]["id"], one["status"]) for one in administrators] == [
        (ANN, "creator"),
        (BEN, "administrator"),
    ]


async def test_what_is_asked_of_a_group(group: Client) -> None:
    chat = await group.ok("getChat", chat_id=GROUP)
    assert (chat["title"], chat["type"], fits(chat, "ChatFullInfo")) == ("Sunday stretch", "supergroup", True)
    location = {"keyboard": [[{"text": "Here", "request_location": True}]]}
    assert await group.refused("sendMessage", chat_id=GROUP, text="a", reply_markup=location) == (
        "Bad Request: location can be requested in private chats only"
    )
    assert await group.ok("sendChatAction", chat_id=GROUP, action="typing")
    sent = await group.ok("sendMessage", chat_id=GROUP, text="a")
    assert (await group.ok("editMessageText", chat_id=GROUP, message_id=sent["message_id"], text="b"))["text"]


async def test_a_reply_keyboard_speaks_in_the_group(group: Client) -> None:
    markup = {"keyboard": [["/yes", "/no"]], "one_time_keyboard": True}
    await group.ok("sendMessage", chat_id=GROUP, text="?", reply_markup=markup)
    assert (await shown(group))["reply_keyboard"]["keyboard"][0][0]["text"] == "/yes"
    await group.post(f"people/{BEN}/press", {"label": "/yes", "chat": GROUP})
    assert (await shown(group))["reply_keyboard"] is None
    assert (await read(group))[0]["message"]["text"] == "/yes"


async def test_menus_go_by_scope(group: Client) -> None:
    async def menu(name: str, kind: str, **scope: Any) -> None:
        commands = [{"command": name, "description": "d"}]
        await group.ok("setMyCommands", commands=commands, scope={"type": kind, **scope})

    async def names() -> dict[str, str]:
        by_member = (await shown(group))["by_member"]
        return {person: commands[0]["command"] for person, commands in by_member.items()}

    await menu("all", "default")
    await menu("private", "all_private_chats")
    await menu("groups", "all_group_chats")
    assert await names() == {str(ANN): "groups", str(BEN): "groups"}
    await menu("leaders", "all_chat_administrators")
    assert await names() == {str(ANN): "leaders", str(BEN): "groups"}
    await menu("here", "chat", chat_id=GROUP)
    assert await names() == {str(ANN): "here", str(BEN): "here"}
    await menu("leading", "chat_administrators", chat_id=GROUP)
    await menu("ben", "chat_member", chat_id=GROUP, user_id=BEN)
    assert await names() == {str(ANN): "leading", str(BEN): "ben"}
    assert (await group.get(f"people/{ANN}/chat"))["commands"][0]["command"] == "private"


async def test_groups_are_told_to_the_page_and_kept(client: Client) -> None:
    events = client.events()
    await anext(events)
    made = await client.post("groups", {"title": " Desk ", "members": [BEN], "administrators": [ANN]})
    told = [data async for _, data in until(events, "groups")]
    assert (told[-1]["groups"][-1]["id"], told[-1]["groups"][-1]["title"]) == (made["id"], "Desk")
    assert told[-1]["groups"][-1]["members"] == [BEN, ANN]
    assert made["id"] == GROUP - 1


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("groups", {}, 400),
        ("groups", {"title": "", "members": [ANN]}, 400),
        ("groups", {"title": "a", "members": []}, 400),
        ("groups", {"title": "a", "members": [77]}, 404),
        ("groups", {"title": "a", "members": [True]}, 400),
        ("groups", {"title": "a", "members": ANN}, 400),
        ("groups", {"title": "a", "members": [ANN], "color": 1}, 400),
        ("groups/5", {"bot_in": True}, 404),
        ("groups/x", {"bot_in": True}, 404),
        (f"groups/{GROUP}", {"bot_in": 1}, 400),
        (f"groups/{GROUP}", {"privacy": "no"}, 400),
        (f"groups/{GROUP}", {"privacy": False, "by": 77}, 404),
        ("bot", {"privacy": 1}, 400),
        ("bot", {"name": "Knot"}, 400),
        (f"groups/{GROUP}", {"bot_admin": True}, 400),
        (f"groups/{GROUP}", {"bot_in": True, "by": 77}, 404),
        (f"groups/{GROUP}", {"bot_in": True, "title": 5}, 400),
        (f"groups/{GROUP}", {"members": []}, 400),
        (f"people/{ANN}/say", {"text": "a", "chat": "x"}, 404),
        (f"people/{ANN}/say", {"text": "a", "chat": BEN}, 404),
        (f"people/{ANN}/press", {"label": "a", "chat": True}, 404),
    ],
)
async def test_a_wrong_call_changes_nothing(client: Client, path: str, body: Any, status: int) -> None:
    before = await client.get("state")
    assert (await client.post(path, body, status))["error"].endswith(".")
    after = await client.get("state")
    before["clock"].pop("now"), after["clock"].pop("now")
    assert after == before
    assert await client.updates() == []


async def test_groups_and_blocks_outlive_a_restart(state_path: Path) -> None:
    async with running(Playground(state_path)) as client:
        await client.says("/start")
        await client.post(f"people/{ANN}/block", {})
        await client.post(f"groups/{GROUP}", {"bot_in": True, "privacy": False, "administrators": [BEN]})
        await says(client, "hello")
        before = await client.get("groups"), await client.get("people"), await shown(client)

    async with running(Playground(state_path)) as client:
        assert (await client.get("groups"), await client.get("people"), await shown(client)) == before


def make_older(path: Path) -> None:
    """Take out of a state file what older playgrounds did not know."""
    kept = json.loads(path.read_text("utf-8"))
    del kept["chats"]["groups"], kept["webhook"]
    for person in kept["chats"]["people"]:
        del person["blocked"]
    path.write_text(json.dumps(kept), "utf-8")


async def test_an_older_state_gets_the_group(state_path: Path) -> None:
    async with running(Playground(state_path)):
        pass
    make_older(state_path)

    async with running(Playground(state_path)) as client:
        assert [one["title"] for one in (await client.get("groups"))["groups"]] == ["Sunday stretch"]


def keep_privacy_by_group(path: Path) -> None:
    """Write privacy mode into a state file as older playgrounds did."""
    kept = json.loads(path.read_text("utf-8"))
    kept["chats"]["groups"][0]["privacy"] = False
    del kept["profile"]["privacy"]
    path.write_text(json.dumps(kept), "utf-8")


async def test_privacy_of_an_older_group_becomes_the_bots(state_path: Path) -> None:
    async with running(Playground(state_path)):
        pass
    keep_privacy_by_group(state_path)

    async with running(Playground(state_path)) as client:
        assert (await client.ok("getMe"))["can_read_all_group_messages"] is True


async def test_chat_member_needs_asking(group: Client) -> None:
    await group.post(f"groups/{GROUP}", {"bot_admin": True})
    await read(group)
    await group.post(f"groups/{GROUP}", {"administrators": [ANN, BEN]})
    assert await read(group) == []
    await group.post(f"groups/{GROUP}", {"bot_admin": False})
    await read(group)
    await group.updates(allowed_updates=["chat_member", "CHAT_MEMBER", "nonsense"])
    await group.post(f"groups/{GROUP}", {"administrators": [ANN]})
    assert await read(group) == []
    assert (await group.ok("getWebhookInfo"))["allowed_updates"] == ["chat_member"]
    await group.updates(allowed_updates=["nonsense"])
    assert "allowed_updates" not in await group.ok("getWebhookInfo")
