"""The history, the settings, and what is kept of them."""

from __future__ import annotations

import pytest

from bot.domain.message import Length, phrase
from bot.settings import SettingsProblem, read_settings
from tests.conversations.liking import finishes, wants_less
from tests.conversations.stage import Stage, Talk, begins
from tests.conversations.stage.house import TOKEN
from tests.texts import button, texts


@pytest.mark.parametrize("line", ["/history", "my history", "what have i done"])
async def test_an_empty_history_invites(chat: Talk, line: str) -> None:
    await chat.says(line)

    assert chat.hears() == [texts("history_none")]
    assert chat.card().labels == [button.try_one_minute, button.routines]


async def test_the_history_lists_sessions_and_what_they_come_to(chat: Talk, stage: Stage) -> None:
    """Dates are the chat's own: noon in London is the next day in Kiritimati."""
    await chat.says("/timezone Kiritimati")
    await finishes(chat, "quick", 6)
    await chat.presses(button.rate_it)
    await chat.presses(button.looser)
    await chat.waits(days=1)
    await finishes(chat, "taster", alone=True)
    await begins(chat)
    await chat.presses(button.stop)
    chat.hears()

    await chat.says("/history")

    [said] = chat.hears()
    looser = texts("felt.looser")
    sessions = [
        texts("history_line", at="Wed 25 Nov", routine="Taster", length="1 min"),
        texts("history_line_felt", at="Tue 24 Nov", routine="Quick", length="5 min", felt=looser),
    ]
    techniques = [
        texts("history_technique", technique=technique, length=length)
        for technique, length in (("Kneading", "3 min"), ("Pushing", "1 min"), ("Pinching", "40 s"))
    ]
    totals = texts("history", list="\n".join(sessions), n=2, length="6 min")
    assert said.split("\n") == [*totals.split("\n"), *techniques]


async def test_the_history_is_the_last_ten_and_counts_all(chat: Talk) -> None:
    for _ in range(12):
        await finishes(chat)

    await chat.says("/history")

    [text] = chat.hears()
    assert text.count(" · Taster · ") == 10
    assert texts.are_in(text, "history", n=12, length="12 min")


async def test_progress_is_one_tap_from_the_greeting_and_the_history_one_more(chat: Talk) -> None:
    await finishes(chat)
    await chat.says("/start")
    await chat.presses(button.progress)
    await chat.presses(button.history)

    assert chat.messages[-1].headline == texts.headline("history")


@pytest.mark.parametrize("line", ["/settings", "my settings", "preferences"])
async def test_settings_show_what_can_be_changed(chat: Talk, line: str) -> None:
    await chat.says(line)

    assert chat.hears() == [
        "\n".join(
            [
                texts("settings", rating="on"),
                texts("settings_language", language="English"),
                texts("settings_no_zone"),
            ]
        )
    ]
    await chat.says("/timezone Lisbon")
    await chat.says("/settings")
    assert texts("settings_zone", city="Lisbon") in chat.messages[-1].text


async def test_delete_me_leaves_nothing_of_it(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("/delete_me")
    await chat.presses(button.delete_all)

    assert await stage.rows("likings") == []
    assert await stage.rows("sessions") == []
    await chat.says("/history")
    assert chat.messages[-1].headline == texts.headline("history_none")


async def test_privacy_names_what_is_new(chat: Talk) -> None:
    await chat.says("/privacy")

    [text] = chat.hears()
    assert text == texts(
        "privacy",
        history=phrase("privacy_all_kept"),
        messages=Length(48 * 3600),
        backups=phrase("privacy_backups_unknown"),
    )


async def test_a_groups_likings_are_not_its_members(stage: Stage) -> None:
    group, anna = stage.group(), stage.private()
    await wants_less(group, "Tapping")
    await finishes(anna, "full", 12)
    await anna.says("hello")

    assert not texts.are_in(anna.card().text, "left_out")


async def test_privacy_says_how_long_and_past_sessions_go_then(chat: Talk, stage: Stage) -> None:
    """As whoever runs the bot has set it. The totals count what is left."""
    settings = read_settings(bot_token=TOKEN, keep_history_days="30", backups_kept_days="7")
    stage.house.database.retention = settings.retention
    await finishes(chat)
    await stage.waits(days=29)
    await finishes(chat)
    await chat.says("/privacy")
    text = chat.hears()[-1]
    assert texts("privacy_history_kept", length=Length(30 * 86_400)) in text
    assert texts("privacy_backups_kept", length=Length(7 * 86_400)) in text
    assert len(await stage.rows("sessions")) == 2

    await stage.waits(days=2)

    assert len(await stage.rows("sessions")) == 1
    await chat.says("/history")
    assert texts.are_in(chat.hears()[-1], "history", n=1, length="1 min")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("keep_messages_hours", "23"), ("keep_history_days", "-1"), ("backups_kept_days", "a week")],
)
def test_a_wrong_retention_is_named(setting: str, value: str) -> None:
    with pytest.raises(SettingsProblem, match=setting.upper()):
        read_settings(bot_token=TOKEN, **{setting: value})
