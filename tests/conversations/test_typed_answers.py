"""Who types where others tap is answered all the same: by a button's label, by its place, by yes."""

from __future__ import annotations

import pytest

from tests.conversations.building import builds
from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk, plays
from tests.conversations.test_take_out import the_file
from tests.texts import button, texts


async def test_somebody_who_only_types_gets_from_start_to_the_first_step(chat: Talk) -> None:
    await chat.says("/start")
    await chat.says("yes please")
    await chat.says("the second one")
    assert texts.headline("gate") in chat.messages[-1].text

    await chat.says("None of these.")
    await chat.says("start now")

    assert "1/3" in chat.card().text


@pytest.mark.parametrize("line", ["start please", "ok then start", "can you start it now"])
async def test_a_label_with_words_that_say_nothing_is_its_button(chat: Talk, line: str) -> None:
    await chat.says("/routine quick")

    await chat.says(line)

    assert texts.headline("gate") in chat.messages[-1].text


@pytest.mark.parametrize("vague", ["yes", "no", "ok", "the first one", "the second one", "👍"])
async def test_a_word_that_may_mean_two_things_is_no_yes_to_the_safety_question(
    chat: Talk, stage: Stage, vague: str
) -> None:
    await chat.says("/routine quick")
    await chat.presses(button.start)

    await chat.says(vague)

    assert texts.headline("gate_again") in chat.messages[-1].text
    assert chat.messages[-1].labels == [button.yes_all_clear, button.not_sure]
    assert await stage.rows("sessions") == []
    # Only one question can be tapped.
    assert [each.labels for each in chat.messages[:-1] if button.yes_all_clear in each.labels] == []


@pytest.mark.parametrize(
    "doubt",
    [
        "not sure",
        "One is true",
        "true",
        "I'm not sure.",
        "maybe",
        "trifft zu",
        "unsicher",
        "有",
        "one is true or",
    ],
)
async def test_doubt_about_the_safety_question_is_heard(chat: Talk, stage: Stage, doubt: str) -> None:
    await chat.says("/routine quick")
    await chat.presses(button.start)

    await chat.says(doubt)

    assert texts.headline("unsure") in chat.messages[-1].text
    assert [each for each in chat.messages if button.yes_all_clear in each.labels] == []


async def test_what_cannot_be_undone_is_done_by_its_label_alone(chat: Talk, stage: Stage) -> None:
    await chat.says("/routine quick")
    await chat.says("/delete_me")
    for vague in ("yes", "the second one", "2"):
        await chat.says(vague)
        assert chat.messages[-1].text == texts("tap_one")
        delete = [each for each in chat.messages if button.delete_all in each.labels]
        assert delete == [chat.messages[-1]]
    assert len(await stage.rows("chats")) == 1

    await chat.says("delete all")

    assert chat.messages[-1].text == texts("deleted")


async def test_a_label_beats_another_meaning_only_while_its_message_is_the_newest(chat: Talk) -> None:
    await chat.says("/start")
    await chat.says("thanks")
    await chat.says("the first one")

    assert texts.headline("who") not in chat.messages[-1].text


async def test_what_a_tap_shows_in_passing_is_said(chat: Talk) -> None:
    await chat.says("/tip")

    await chat.says("more like it")

    assert chat.messages[-1].text == texts("tips_more")


async def test_words_steer_a_session_whatever_its_buttons_say(chat: Talk) -> None:
    await chat.says("/routine quick")
    await chat.says("start")
    await chat.says("none of these")
    await chat.says("start now")

    await chat.says("the second one")

    assert texts("e_lost_session") in [each.text for each in chat.messages]
    assert "1/4" in chat.card().text


@pytest.mark.parametrize("line", ["no", "nein", "不要"])
async def test_a_bare_no_pauses_a_session(chat: Talk, stage: Stage, line: str) -> None:
    """It may come from the person who lies there. One word goes on."""
    await plays(chat)

    await chat.says(line)
    assert [row["state"] for row in await stage.rows("sessions")] == ["paused"]

    await chat.says("no")
    assert [row["state"] for row in await stage.rows("sessions")] == ["paused"]
    await chat.says("go on")
    assert [row["state"] for row in await stage.rows("sessions")] == ["running"]


async def test_a_mistyped_command_is_done_and_is_no_word_of_a_danger(chat: Talk) -> None:
    await chat.says("/setings")
    assert chat.messages[-1].text.startswith(texts.headline("settings"))

    await chat.says("/routin")
    assert chat.messages[-1].text.startswith(texts.headline("pick"))


@pytest.mark.parametrize(
    "line", ["/passed out", "/skin hurts", "/back hurts", "/pause it hurts", "/skip please stop", "/stings"]
)
async def test_a_slash_before_pain_danger_or_stop_pauses_or_ends_a_session(
    chat: Talk, stage: Stage, line: str
) -> None:
    await plays(chat)

    await chat.says(line)

    assert "running" not in [row["state"] for row in await stage.rows("sessions")]
    if "stop" not in line:
        [session] = await stage.rows("sessions")
        assert session["step_number"] == 0  # it neither skips nor steps back


@pytest.mark.parametrize("line", ["/passed out", "/skin hurts", "/pushing@UnknotBot hurts"])
async def test_an_edited_or_forwarded_line_with_a_slash_and_a_caption_pause_too(
    chat: Talk, stage: Stage, line: str
) -> None:
    forwarded, caption = chat.line(line), chat.line("")
    forwarded["message"]["forward_origin"] = {"type": "hidden_user", "sender_user_name": "Ben", "date": 0}
    del caption["message"]["text"]
    caption["message"] |= {
        "caption": line,
        "photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}],
    }
    await plays(chat)

    for update in (chat.edit(line), forwarded, caption):
        await stage.takes(update)
        assert [row["state"] for row in await stage.rows("sessions")] == ["paused"]
        await chat.says("go on")
        if button.yes_all_clear in chat.card().labels:
            await chat.presses(button.yes_all_clear)


async def test_a_place_turns_no_reminder_off(chat: Talk, stage: Stage) -> None:
    """Typed by its label its button asks, and there a yes turns nothing off either."""
    await lives_in(chat)
    await chat.says("/remind 18:00")
    await stage.waits(until=on(23, 18))
    assert chat.messages[-1].labels[-1] == button.turn_off

    await chat.says("turn off")
    assert chat.messages[-1].headline == texts.headline("off_ask_one")

    for line in ("the first one", "yes"):
        await chat.says(line)
        assert chat.messages[-1].text == texts("tap_one")
        assert len(await stage.rows("reminders")) == 1

    await chat.says("turn off")
    assert await stage.rows("reminders") == []


async def test_a_place_throws_no_unsaved_steps_away(chat: Talk, stage: Stage) -> None:
    await chat.says("/my_routines")
    await chat.presses(button.new_routine)
    await chat.presses(button.add_kneading)
    drafts = await stage.rows("own_drafts")
    await chat.says("/my_routines")
    assert chat.messages[-1].labels[-1] == button.start_afresh

    await chat.says("the second one")

    assert chat.messages[-1].text == texts("tap_one")
    assert await stage.rows("own_drafts") == drafts


async def test_the_sign_of_a_number_belongs_to_its_label(chat: Talk, stage: Stage) -> None:
    await builds(chat, button.add_kneading, button.times)
    before = await stage.rows("own_drafts")

    await chat.says("+30 s")

    assert await stage.rows("own_drafts") != before


async def test_the_button_of_a_file_is_tapped_above_since_it_works_only_there(chat: Talk) -> None:
    await chat.says("/start")
    await chat.says("/export")
    file = the_file(chat)
    for line in ("yes", button("import")):
        await chat.sends_file("unknot.zip", file)
        await chat.says(line)

        asked, answer = chat.messages[-2:]
        assert button("import") in asked.labels
        assert answer.text == texts("tap_above")
        assert answer.labels == []
