"""A reminder that is named by its part of the day: "the morning one"; and what "one" else may mean."""

from __future__ import annotations

import pytest

from tests.conversations.ringing import lives_in
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts


@pytest.fixture
async def two(chat: Talk) -> Talk:
    """A chat with a reminder in the morning and one in the evening."""
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.says("/remind 19:00")
    chat.hears()
    return chat


async def hours(stage: Stage) -> list[str]:
    """Return the hours at which reminders ring."""
    return sorted(row["at"][:5] for row in await stage.rows("reminders"))


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("delete the evening one", ["08:30"]),
        ("scrap the morning reminder", ["19:00"]),
        ("change the morning one to 9", ["09:00", "19:00"]),
        ("move the evening reminder to 8", ["08:30", "20:00"]),
        ("push the morning one back 15 min", ["08:45", "19:00"]),
        ("the evening one half an hour later", ["08:30", "19:30"]),
        ("delete the early one", ["19:00"]),
        ("drop the late one", ["08:30"]),
        ("move the earlier one to 9", ["09:00", "19:00"]),
    ],
)
async def test_the_morning_one_is_changed_as_said(
    two: Talk, stage: Stage, line: str, left: list[str]
) -> None:
    await two.says(line)

    assert await hours(stage) == left


@pytest.mark.parametrize(
    "line", ["make the morning one 8", "the morning one at 8 please", "bring it forward an hour"]
)
async def test_a_wish_that_is_not_clear_is_asked_about(two: Talk, stage: Stage, line: str) -> None:
    """ "Make the morning one 8" set two reminders, at 1:00 and at 8:00."""
    await two.says(line)

    assert await hours(stage) == ["08:30", "19:00"]
    assert any("8:30" in label for label in two.messages[-1].labels)


@pytest.mark.parametrize(
    "line",
    [
        "the morning one off til sunday",
        "im off the evening one til friday",
        "the early one off pls, i'm on nights til sunday",
        "late one off till friday",
        "late one off today",
        "away till sunday, but keep the evening one",
        "pause everything till sunday but keep the morning one",
    ],
)
async def test_one_that_shall_be_quiet_until_a_day_is_not_all_of_them(
    two: Talk, stage: Stage, line: str
) -> None:
    """The bot can only be quiet altogether, so it shows the list."""
    await two.says(line)

    [chat] = await stage.rows("chats")
    assert chat["back_on"] is None
    assert await hours(stage) == ["08:30", "19:00"]
    assert texts.are_in(two.messages[-1].text, "reminders")


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("add one at 23", "23:00"),
        ("set an evening one at 21", "21:00"),
        ("another one at 12", "12:00"),
        ("set a late one at 22", "22:00"),
    ],
)
async def test_one_more_is_set_at_its_hour(two: Talk, stage: Stage, line: str, new: str) -> None:
    await two.says(line)

    assert await hours(stage) == sorted(["08:30", "19:00", new])


async def test_in_a_session_more_seconds_are_no_hour(two: Talk, stage: Stage) -> None:
    await plays(two, "quick")

    await two.says("add 15")

    assert await hours(stage) == ["08:30", "19:00"]


@pytest.mark.parametrize("line", ["cancel the afternoon one", "cancel the night one"])
async def test_a_part_of_the_day_with_no_reminder_or_several_shows_the_list(
    two: Talk, stage: Stage, line: str
) -> None:
    await two.says("/remind 21:00")

    await two.says(line)

    assert await hours(stage) == ["08:30", "19:00", "21:00"]
    assert texts.are_in(two.messages[-1].text, "reminders")


@pytest.mark.parametrize(
    ("line", "new"),
    [("add one in the morning at 9", ["09:00"]), ("one in the morning", ["01:00"]), ("at one pm", ["13:00"])],
)
async def test_one_is_an_hour_only_where_no_other_hour_is_named(
    two: Talk, stage: Stage, line: str, new: list[str]
) -> None:
    """ "Add one in the morning at 9" set 1:00 as well."""
    await two.says(line)

    assert [at for at in await hours(stage) if at not in ("08:30", "19:00")] == new


@pytest.mark.parametrize(
    ("line", "day"), [("i did it yesterday", "Sun 22 Nov"), ("i did it on friday", "Fri 20 Nov")]
)
async def test_what_was_done_on_another_day_does_not_end_today(
    two: Talk, stage: Stage, line: str, day: str
) -> None:
    await two.says(line)

    assert await stage.rows("done_days") == []
    assert texts.are_in(two.messages[-1].text, "add_length", date=day)


@pytest.mark.parametrize(
    "line",
    [
        "holiday till 3/4",
        "no reminders for an hour",
        "on vacation till dec 12, then 7 am daily",
        "once on 22 november at 8",
    ],
)
async def test_what_cannot_be_done_as_said_changes_nothing(two: Talk, stage: Stage, line: str) -> None:
    """It is Monday, 23 November."""
    before = await stage.rows("chats")

    await two.says(line)

    assert await hours(stage) == ["08:30", "19:00"]
    assert [row["back_on"] for row in await stage.rows("chats")] == [row["back_on"] for row in before]


@pytest.mark.parametrize(
    "line",
    [
        "off season now, mornings only til august",
        "pause till friday, only the evening",
        "away until tomorrow or friday",
    ],
)
async def test_a_pause_with_a_word_that_limits_it_is_asked_about(two: Talk, stage: Stage, line: str) -> None:
    await two.says(line)

    assert two.messages[-1].text.startswith(texts.headline("away_ask"))
    assert [row["back_on"] for row in await stage.rows("chats")] == [None]


async def test_a_change_of_a_reminder_is_no_answer_to_until_when(two: Talk) -> None:
    await two.says("no reminder on thursday please")

    await two.says("make the morning one 8")

    assert any("8:30" in label for label in two.messages[-1].labels)


@pytest.mark.parametrize(
    "line",
    [
        "Monday at six, no sorry, Tuesday at six in the evening",
        "sunday, i mean monday, at 10am",
        "remind me at 8 pm, oops no, 9 pm",
        "tuesday 9 am no hang on wednesday",
    ],
)
async def test_a_line_that_corrects_itself_is_asked_about(two: Talk, stage: Stage, line: str) -> None:
    """Both days were set."""
    await two.says(line)

    assert await hours(stage) == ["08:30", "19:00"]
    assert texts.are_in(two.messages[-1].text, "ask_left")


@pytest.mark.parametrize(
    "line",
    [
        "the 9 oclock one can go",
        "put me one at 3 pm before my shift starts, weekdays only",
        "i work 4 days now, wednesdays are free, so no alarm then",
        "no i meant 9 in the evening",
        "tomorrow do the 8:30 at 10",
        "two days on two days off, only ring on my days off",
        "away until 3/4/2027",
        "please not ring before 8:30",
        "7:10 14:10 22:10 every day, all old ones out",
        "postpone today's by 1 hr",
        "driving Berlin to London today, be an hour behind from tonight",
        "not now, kid threw up. later",
        "please not ring when i pray, around 13:15 for 20 minutes",
        "each 3 hours from 9 till 18",
        "I don't want 7, I want 7:20 am",
        "delete everything but mondays at 19:00",
        "delete all except 8:30",
        "just today do it at 11 in place of tonight's",
        "eight",
        "7 am my time, I'm in Dubai",
        "no evening one on mondays anymore",
        "+5:30",
    ],
)
async def test_what_is_only_half_understood_changes_nothing(two: Talk, stage: Stage, line: str) -> None:
    before = await stage.rows("reminders")

    await two.says(line)

    assert await stage.rows("reminders") == before
    assert [row["zone"] for row in await stage.rows("chats")] == ["Europe/Lisbon"]
    assert not texts.are_in(two.messages[-1].text, "nottoday")
    assert not texts.are_in(two.messages[-1].text, "delete")


@pytest.mark.parametrize(
    "line",
    [
        "get rid of the morning one but keep the evening",
        "cancel all but the early one",
        "cancel all but the morning one",
        "should i cancel the early one",
        "cancel the early one today",
        "set the early one to 7 and the late one to 22",
        "late one 8:30",
        "early one tomorrow at 7",
        "having a late one, remind me at 11",
        "add five minutes at 9",
        "delete the evening one, i like the morning one",
        "delete the morning one, not the evening one",
        "move the evening one to 6 and delete the morning one",
        "delete the morning one and the evening one",
        "stop all evening reminders",
        "cancel all afternoon reminders",
        "no reminders except mondays",
        "delete all reminders except on mondays",
        "skip the evening one",
        "daily at 8, stop friday",
        "911",
    ],
)
async def test_two_parts_of_the_day_or_a_part_with_other_words_change_nothing(
    two: Talk, stage: Stage, line: str
) -> None:
    """The last part named counted, and "all evening reminders" turned off all of them."""
    before = await stage.rows("reminders")

    await two.says(line)

    assert await stage.rows("reminders") == before


@pytest.mark.parametrize(
    "line",
    ["move the evening one an hour later", "cancel the evening reminders", "no more evening reminders"],
)
async def test_the_only_reminder_is_not_taken_for_that_of_another_part(
    chat: Talk, stage: Stage, line: str
) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")

    await chat.says(line)

    assert await hours(stage) == ["08:30"]


async def test_an_evening_one_that_is_added_is_one_of_the_evening(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind")

    await chat.says("an evening one at 9")

    assert await hours(stage) == ["21:00"]


@pytest.mark.parametrize(
    "line", ["9:00 nicht mehr", "nie wieder um 9:00", "erinnere mich um 9:00 nicht mehr"]
)
async def test_a_denial_sets_no_hour(two: Talk, stage: Stage, line: str) -> None:
    await two.presses_data("speak:de")

    await two.says(line)

    assert await hours(stage) == ["08:30", "19:00"]


@pytest.mark.parametrize("line", ["snooze everything til monday", "snooze all till monday"])
async def test_a_snooze_with_an_end_is_a_time_away(two: Talk, stage: Stage, line: str) -> None:
    """It is Monday, 23 November."""
    await two.says(line)

    assert [str(row["back_on"]) for row in await stage.rows("chats")] == ["2026-11-30"]


@pytest.mark.parametrize("line", ["can i get the reminders into my outlook calendar", "undo that please"])
async def test_a_wish_about_reminders_sets_no_hour(two: Talk, stage: Stage, line: str) -> None:
    await two.says(line)

    assert len(await hours(stage)) <= 2
    assert not texts.are_in(two.messages[-1].text, "remind")


@pytest.mark.parametrize(
    "line",
    [
        "in half an hour pls the rotis are still on the tawa",
        "just today, in 40 mins. got a cistern to finish first",
    ],
)
async def test_a_length_from_now_on_is_no_session_so_long(two: Talk, line: str) -> None:
    """A ring is offered."""
    await two.says(line)

    assert button.start not in two.messages[-1].labels
    assert any("In " in label for label in two.messages[-1].labels)
