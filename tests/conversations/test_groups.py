"""In a group: commands only, any member steers, administrators set."""

from __future__ import annotations

import pytest

from tests.conversations.stage import Stage, Talk

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

    assert group.headlines() == ["Taster · 1 min · with a partner"]


async def test_a_command_for_another_bot_is_left_alone(group: Talk) -> None:
    """Not ours: no answer."""
    await group.says("/routine@OtherBot taster")

    assert group.hears() == []


@pytest.mark.parametrize("line", ["hello everybody", "who will knead me?", "stop", "/unknown_command"])
async def test_plain_talk_is_ignored(group: Talk, line: str) -> None:
    """A group's talk is none of the bot's business."""
    await group.says(line)

    assert group.hears() == []


async def test_any_member_may_steer(group: Talk, member: Talk) -> None:
    """One begins, another pauses."""
    await group.says("/routine taster")
    await group.presses("Start")
    await member.presses("Yes, all clear")
    await member.presses("Start now")
    await member.presses("Pause")

    assert group.card().headline.startswith("Paused")


@pytest.mark.parametrize(
    "line", ["/remind 13:00", "/remind off", "/timezone Lisbon", "/settings", "/delete_me"]
)
async def test_settings_are_for_administrators(group: Talk, member: Talk, line: str) -> None:
    """A member is told so, an administrator is served."""
    await member.says(line)
    assert group.hears() == ["In a group, only administrators can change this."]

    await group.says(line)
    assert group.hears() != ["In a group, only administrators can change this."]


async def test_a_members_tap_changes_no_settings(group: Talk, member: Talk) -> None:
    """Turning a group's reminders off is for administrators."""
    await group.says("/timezone Lisbon")
    await group.says("/remind 13:00")
    await group.waits(hours=1)
    group.hears()

    await member.presses("Stop reminders")

    assert group.hears() == ["In a group, only administrators can change this."]


@pytest.mark.parametrize(("sender", "may"), [("the group", True), ("a channel", False)])
async def test_an_anonymous_administrator_may_set(member: Talk, sender: str, may: bool) -> None:
    """Telegram sends what they write in the name of the group; a channel's name is no such proof."""
    chat = member.chat if sender == "the group" else {"id": -1_009_999, "type": "channel", "title": "News"}
    command = {"type": "bot_command", "offset": 0, "length": len("/settings")}

    await member.sends(text="/settings", entities=[command], sender_chat=chat)

    assert (member.messages[-1].headline == "Settings") is may


async def test_two_who_begin_at_once_get_one_session(group: Talk, member: Talk, stage: Stage) -> None:
    """One session a group: the second tap is told which step is on."""
    await group.says("/routine taster")
    await group.presses("Start")
    await group.presses("Yes, all clear")
    await group.presses("Stop")

    await group.says("/routine taster")
    await stage.takes(group.tap("Start"), member.tap("Start"))

    assert [row["state"] for row in await stage.rows("sessions")] == ["stopped", "running"]
    assert any("One session at a time" in toast for toast in group.toasts())


async def test_added_to_a_group_it_says_hello_once(group: Talk) -> None:
    """And names the command that begins."""
    await group.membership("left", "member")

    [hello] = group.hears()
    assert "/routine@UnknotBot" in hello


@pytest.mark.parametrize(
    ("line", "said"), [("chest pain", "Please stop. Get help now."), ("stop", "Stopped.")]
)
async def test_an_answer_to_one_of_its_messages_is_for_the_bot(group: Talk, line: str, said: str) -> None:
    """A reply reaches the bot even in privacy mode: a warning or a stop in it counts."""
    await group.says("/routine taster")
    await group.presses("Start")
    await group.presses("Yes, all clear")
    await group.presses("Start now")
    group.hears()

    await group.replies(line)

    assert any(headline.startswith(said) for headline in group.headlines())
