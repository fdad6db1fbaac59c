"""In a group: commands only, any member steers, administrators set."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.ids import ChatId
from bot.ports import Work
from bot.telegram.allowance import AT_ONCE
from bot.telegram.commands import PRIVATE, commands
from tests.conversations.building import makes, shares
from tests.conversations.stage import OfflineRequest, Stage, Talk, plays
from tests.texts import button, not_understood, texts

ADMINISTRATOR, MEMBER = 1001, 1002


@pytest.fixture
def group(stage: Stage) -> Talk:
    """An administrator in a group."""
    stage.telegram.administrators.add(ADMINISTRATOR)
    return stage.group("Anna", ADMINISTRATOR)


@pytest.fixture
def member(stage: Stage, group: Talk) -> Talk:
    """Somebody else in the same group."""
    return stage.group("Ben", MEMBER)


async def test_a_command_with_the_bots_name_works(group: Talk) -> None:
    """/routine@bot, in any case of letters."""
    await group.says("/routine@unknotbot taster")

    assert group.headlines() == [texts.plan("taster", 1)]


async def test_a_command_for_another_bot_is_left_alone(group: Talk) -> None:
    """The bot does not answer such a command."""
    await group.says("/routine@OtherBot taster")

    assert group.hears() == []


@pytest.mark.parametrize("line", ["hello everybody", "who will knead me?", "stop", "/unknown_command"])
async def test_plain_talk_is_ignored(group: Talk, line: str) -> None:
    """The bot does not answer a group's conversation."""
    await group.says(line)

    assert group.hears() == []


async def test_any_member_may_steer(group: Talk, member: Talk) -> None:
    """One begins, another pauses."""
    await group.says("/routine taster")
    await group.presses(button.start)
    await member.presses(button.yes_all_clear)
    await member.presses(button.start_now)
    await member.presses(button.pause)

    assert group.card().headline.startswith(texts.opening("paused"))


@pytest.mark.parametrize(
    "line", ["/remind 13:00", "/remind off", "/timezone Lisbon", "/settings", "/delete_me"]
)
async def test_settings_are_for_administrators(group: Talk, member: Talk, line: str) -> None:
    """A member gets a refusal; for an administrator the command works."""
    await member.says(line)
    assert group.hears() == [texts("e_admin")]

    await group.says(line)
    assert group.hears() != [texts("e_admin")]


async def test_a_members_tap_changes_no_settings(group: Talk, member: Talk) -> None:
    """Turning a group's reminders off is for administrators."""
    await group.says("/timezone Lisbon")
    await group.says("/remind 13:00")
    await group.waits(hours=1)
    group.hears()

    await member.presses(button.turn_off)

    assert group.hears() == [texts("e_admin")]


async def test_answers_come_in_the_order_of_what_was_written(
    group: Talk, member: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also if the bot must first ask Telegram for the member's rights, and the answer is slow."""
    ask = OfflineRequest.do_request

    async def asks_slowly(*request: Any, **more: Any) -> tuple[int, bytes]:
        for _ in range(100):
            await asyncio.sleep(0)
        return await ask(*request, **more)

    monkeypatch.setattr(OfflineRequest, "do_request", asks_slowly)
    await stage.takes(group.line("/settings"), member.line("/routine taster"), group.line("/timezone"))

    assert group.headlines() == [
        button.settings,
        texts.plan("taster", 1),
        texts.headline("zone"),
    ]


@pytest.mark.parametrize(("sender", "may"), [("the group", True), ("a channel", False)])
async def test_an_anonymous_administrator_may_set(member: Talk, sender: str, may: bool) -> None:
    """Telegram sends what they write in the name of the group; a channel's name is no such proof."""
    chat = member.chat if sender == "the group" else {"id": -1_009_999, "type": "channel", "title": "News"}
    command = {"type": "bot_command", "offset": 0, "length": len("/settings")}

    await member.sends(text="/settings", entities=[command], sender_chat=chat)

    assert (member.messages[-1].headline == button.settings) is may


async def test_an_anonymous_administrator_who_floods_leaves_those_of_other_groups_alone(stage: Stage) -> None:
    """All anonymous administrators have the same user id, so the limit counts them by group."""
    groups = [stage.group(chat=-1_001_234), stage.group(chat=-1_005_678)]
    for group in groups:
        group.person = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    flood, line = [], "/help@UnknotBot"
    for _ in range(2 * AT_ONCE):
        flood.append(groups[0].line(line))
        flood[-1]["message"]["sender_chat"] = groups[0].chat
    call = groups[1].line(line)
    call["message"]["sender_chat"] = groups[1].chat

    assert await stage.takes(*flood, call) < len(flood)

    assert len(groups[1].hears()) == 1


async def test_two_who_begin_at_once_get_one_session(group: Talk, member: Talk, stage: Stage) -> None:
    """A group has one session. The second tap gets the current step as its answer."""
    await group.says("/routine taster")
    await group.presses(button.start)
    await group.presses(button.yes_all_clear)
    await group.presses(button.stop)

    await group.says("/routine taster")
    await stage.takes(group.tap(button.start), member.tap(button.start))

    assert [row["state"] for row in await stage.rows("sessions")] == ["stopped", "running"]
    assert texts("busy", i=1, n=3) in group.toasts()


async def test_added_to_a_group_it_says_hello_once(group: Talk) -> None:
    """And names the command that begins."""
    await group.membership("left", "member")

    [hello] = group.hears()
    assert "/routine@UnknotBot" in hello


async def test_added_to_a_channel_it_says_nothing(stage: Stage) -> None:
    """Every subscriber would see the messages, but nobody could use the buttons."""
    channel = Talk(stage, ADMINISTRATOR, "Anna", {"id": -1_009_999, "type": "channel", "title": "News"})

    await channel.membership("left", "administrator")
    await channel.membership("administrator", "left")

    assert channel.hears() == []
    assert await stage.rows("chats") == []


@pytest.mark.parametrize(
    ("line", "said"), [("chest pain", texts.headline("redflag")), ("stop", texts("stopped_toast"))]
)
async def test_an_answer_to_one_of_its_messages_is_for_the_bot(group: Talk, line: str, said: str) -> None:
    """A reply reaches the bot even in privacy mode: a warning or a stop in it counts."""
    await group.says("/routine taster")
    await group.presses(button.start)
    await group.presses(button.yes_all_clear)
    await group.presses(button.start_now)
    group.hears()

    await group.replies(line)

    assert any(headline.startswith(said) for headline in group.headlines())


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("/help", "stop reminders"),
        ("/help", "remind me at 9:00"),
        ("/help", "weekdays at 9 & 3pm"),
        ("/help", "not today"),
        ("/help", "settings"),
        ("/help", "delete me"),
        ("/help", "change my time zone"),
        ("/timezone", "Tokyo"),
        ("/timezone", "8:30"),
        ("/remind", "9"),
    ],
)
async def test_a_members_words_change_no_settings_either(
    stage: Stage, group: Talk, member: Talk, asked: str, line: str
) -> None:
    """Only an administrator's answer counts, and it still counts after a member's answer."""
    await group.says("/timezone Lisbon")
    await group.says("/remind 13:00")
    await group.says(asked)
    before = [await stage.rows(table) for table in ("chats", "reminders")]
    group.hears()

    await member.replies(line)

    assert group.hears() == [texts("e_admin")]
    assert [await stage.rows(table) for table in ("chats", "reminders")] == before
    await group.replies(line)
    [answer] = group.hears()
    assert answer != texts("e_admin")
    assert not not_understood(answer)


@pytest.mark.parametrize("line", ["/my_routines", "/my_routines@UnknotBot", "/start my_routines"])
async def test_own_routines_are_in_the_private_chat(stage: Stage, group: Talk, line: str) -> None:
    """A sentence and a link that leads to them."""
    await group.says(line)

    [said] = group.hears()
    assert said == (texts("e_own_private", bot="UnknotBot", start="my_routines"))
    assert group.card().labels == [button.routines]
    private = stage.private()
    await private.says("/start my_routines")
    assert private.card().headline == texts.headline("mine_none")


async def test_a_friends_link_in_a_group_leads_to_the_private_chat(stage: Stage, group: Talk) -> None:
    """With the same link, so that the routine is there; a dead one leads to the list."""
    friend = stage.private("Bert", 2002)
    await makes(friend)
    link = await shares(friend)

    await group.says(link)
    payload = link.removeprefix("/start ")
    assert group.hears()[0].endswith(f"https://t.me/UnknotBot?start={payload}")

    await group.says("/start r_gone")
    assert group.hears()[0].endswith("https://t.me/UnknotBot?start=my_routines")


async def test_help_names_what_works_in_a_group_and_nothing_else(group: Talk) -> None:
    """Every command has the bot's name, does something here, and is not for the private chat."""
    await group.says("/help")
    [said] = group.hears()
    assert group.card().labels == [button.routines, button.techniques, button.a_tip, button.safety]

    named = re.findall(r"/([a-z_]+)(@\w+)?", said)
    assert {at for _, at in named} == {"@UnknotBot"}
    names = [name for name, _ in named]
    assert set(names) <= set(commands(group.stage.catalogue)) - PRIVATE
    for name in names:
        await group.says(f"/{name}@UnknotBot")
        [answer] = group.hears()
        assert "private chat" not in answer


async def test_start_in_a_group_greets_the_group(group: Talk) -> None:
    """The greeting is the same as after the bot was added, and greets no single person."""
    await group.says("/start@UnknotBot")

    assert group.hears()[0].startswith(texts("group", bot="UnknotBot"))
    assert group.card().labels == [button.routines, button.techniques]


async def test_reminders_of_a_group_without_a_zone_ring_in_that_of_the_supergroup(
    stage: Stage, group: Talk
) -> None:
    """Only one of the two chat ids had a zone."""
    await group.says("/remind 13:00")
    supergroup = stage.group("Anna", ADMINISTRATOR, chat=-1_000_077)
    await supergroup.says("/timezone Lisbon")

    await group.sends(migrate_to_chat_id=supergroup.id)
    supergroup.hears()
    await supergroup.says("/reminders")

    assert "Next: " in supergroup.hears()[0]
    await stage.waits(hours=20)
    assert len(supergroup.hears()) == 1


@pytest.mark.parametrize("told", ["old", "new", "both"])
async def test_a_group_that_became_a_supergroup_keeps_its_session_and_hours(
    stage: Stage, group: Talk, told: str
) -> None:
    """Telegram says so in the old chat and in the new one; either is enough, and nothing is said."""
    await group.says("/timezone Lisbon")
    await group.says("/remind 13:00")
    await group.says("/routine taster")
    await group.presses(button.start)
    await group.presses(button.yes_all_clear)
    await group.presses(button.start_now)
    supergroup = stage.group("Anna", ADMINISTRATOR, chat=-1_000_077)
    group.hears()

    if told in ("old", "both"):
        await group.sends(migrate_to_chat_id=supergroup.id)
    if told in ("new", "both"):
        await supergroup.sends(migrate_from_chat_id=group.id)
    assert supergroup.hears() == []
    await supergroup.says("/stop")

    assert supergroup.headlines() == [texts.opening("stopped")]
    assert [row["id"] for row in await stage.rows("chats")] == [supergroup.id]
    await supergroup.says("/remind off")
    assert supergroup.headlines() == [texts.headline("reminders_off")]
    await stage.waits(days=2)
    assert supergroup.hears() == []
    assert group.hears() == []


@pytest.mark.parametrize("is_greeted", [False, True])
@pytest.mark.parametrize("told", ["old", "new"])
async def test_a_group_that_the_bot_went_out_of_by_becoming_a_supergroup_rings_on(
    stage: Stage, group: Talk, told: str, is_greeted: bool
) -> None:
    """The update that the bot left the old chat may come before the update that names the new chat."""
    await group.says("/timezone Lisbon")
    await group.says("/remind 13:00")
    supergroup = stage.group("Anna", ADMINISTRATOR, chat=-1_000_077)

    if is_greeted:
        await supergroup.membership("left", "member")
    await group.membership("member", "left")
    if told == "old":
        await group.sends(migrate_to_chat_id=supergroup.id)
    else:
        await supergroup.sends(migrate_from_chat_id=group.id)
    supergroup.hears()
    await stage.waits(hours=1, minutes=1)

    assert len(supergroup.hears()) == 1


@pytest.mark.parametrize(("before", "after"), [("restricted", "member"), ("member", "administrator")])
async def test_a_group_that_may_be_written_to_again_rings_again(
    stage: Stage, group: Talk, before: str, after: str
) -> None:
    """The right to write was taken, and has come back."""
    await group.says("/timezone Lisbon")
    await group.says("/remind 13:00")
    group.hears()
    await stage.house.database.run(lambda work: _is_gone(work, group.id))

    await group.membership(before, after)
    await group.waits(hours=1, minutes=1)

    assert len(group.hears()) == 1


def _is_gone(work: Work, group: int) -> None:
    chat = work.chats.get(ChatId(group))
    assert chat is not None
    work.chats.put(replace(chat, is_gone=True))


@pytest.mark.parametrize("line", ["/skin@UnknotBot hurts", "/neck@UnknotBot hurts", "/back hurts"])
async def test_in_a_group_pain_behind_a_slash_pauses_where_it_is_for_the_bot(
    group: Talk, stage: Stage, line: str
) -> None:
    await plays(group)

    await group.says(line)

    assert [row["state"] for row in await stage.rows("sessions")] == ["paused"]


async def test_a_member_sets_nothing_behind_a_slash(group: Talk, member: Talk, stage: Stage) -> None:
    """With "stop" in it the line is read as words, and they may mean more."""
    await group.says("/start")
    before = [row["zone"] for row in await stage.rows("chats")]

    await member.says("/back stop, set my time zone to Tokyo")

    assert [row["zone"] for row in await stage.rows("chats")] == before
    assert member.messages[-1].text == texts("e_admin")
