"""Setting reminders: hours and days in any words, the zone, the list, and taking back."""

from __future__ import annotations

import logging
import re

import pytest

from bot.storage.tables import metadata
from tests.conversations.ringing import RING_BUTTONS, lives_in, on
from tests.conversations.stage import Stage, Talk
from tests.texts import button, texts


@pytest.mark.parametrize(
    ("line", "answer", "next_ring"),
    [
        ("/remind 20:15", "every day at 20:15", "Mon 23 Nov 20:15"),
        ("/remind 8:30", "every day at 8:30", "Tue 24 Nov 8:30"),
        ("/remind 8.30 pm", "every day at 20:30", "Mon 23 Nov 20:30"),
        ("/remind weekdays 9:00 and 15:00", "weekdays at 9:00 and 15:00", "Mon 23 Nov 15:00"),
        ("/remind mon and thu 7", "Mon and Thu at 7:00", "Thu 26 Nov 7:00"),
        ("remind me 8.30", "every day at 8:30", "Tue 24 Nov 8:30"),
        ("weekdays at 9 & 3pm", "weekdays at 9:00 and 15:00", "Mon 23 Nov 15:00"),
        ("wake me at 7", "every day at 7:00", "Tue 24 Nov 7:00"),
    ],
)
async def test_an_hour_is_set_in_many_ways(chat: Talk, line: str, answer: str, next_ring: str) -> None:
    """Every answer repeats what is set and names the next ring."""
    await lives_in(chat)

    await chat.says(line)

    [said] = chat.hears()
    assert said.splitlines()[:2] == [f"Set: {answer}, Lisbon time.", f"Next reminder: {next_ring}"]


async def test_remind_alone_offers_hours(chat: Talk) -> None:
    """One tap sets an hour."""
    await lives_in(chat)

    await chat.says("/remind")
    assert chat.card().labels == ["8:30", "13:00", "20:00"]
    await chat.presses("13:00")

    assert "Next reminder: Mon 23 Nov 13:00" in chat.hears()[-1]


async def test_without_a_zone_the_hour_is_kept_and_the_zone_is_asked(chat: Talk) -> None:
    """The hour is kept, and rings as soon as the question for the zone is answered."""
    await chat.says("/remind 20:15")
    [kept] = chat.hears()
    assert kept.startswith(texts.headline("remind_kept", days="every day", time="20:15"))
    assert texts.headline("zone") in kept
    assert chat.messages[-1].question == "14:20"

    await chat.says("Lisbon")
    [said] = chat.hears()
    assert (
        said.splitlines()
        == texts("zone_ok_ring", city="Lisbon", time="12:00", next="Mon 23 Nov 20:15").splitlines()
    )

    await chat.waits(hours=9)
    assert [shown.at for shown in chat.messages[-1:]] == [on(23, 20, 15)]


@pytest.mark.parametrize(
    ("answer", "there"),
    [
        ("17:50", "17:50"),
        ("5.50 pm", "17:50"),
        ("half past five in the evening", "17:50"),
        ("new york", "7:20"),
    ],
)
async def test_the_zone_is_found_by_the_clock_or_by_a_city(chat: Talk, answer: str, there: str) -> None:
    """A local time or a city; the answer shows the time there, to check it."""
    chat.stage.clock.at = on(23, 12, 20)
    if "half" in answer:
        chat.stage.clock.at, there = on(23, 12, 0), "17:30"
    await chat.says("/remind 23:45")
    chat.hears()

    await chat.says(answer)

    [said] = chat.hears()
    assert f"There it is {there}" in said
    assert "Next reminder: " in said


async def test_a_clock_that_fits_several_zones_offers_them(chat: Talk, stage: Stage) -> None:
    """In winter Athens, Cairo and Johannesburg have the same time; in summer they do not."""
    await chat.says("/remind 20:15")
    await chat.says("14:00")
    assert chat.card().headline == texts.headline("zone_fits")
    assert chat.card().labels == ["Athens", "Cairo", "Johannesburg"]

    await chat.presses("Johannesburg")

    assert [row["zone"] for row in await stage.rows("chats")] == ["Africa/Johannesburg"]


async def test_a_bare_hour_asks_for_the_half_of_the_day(chat: Talk, stage: Stage) -> None:
    await chat.says("/timezone")
    await chat.says("9")
    assert chat.card().headline == texts("zone_half", earlier="9:00", later="21:00")

    await chat.presses(button("clock", time="21:00"))

    assert [row["zone"] for row in await stage.rows("chats")] == ["Asia/Tokyo"]


async def test_a_name_with_a_typing_error_is_asked_about(chat: Talk, stage: Stage) -> None:
    await chat.says("/remind 20:15")
    await chat.says("lisbonn")
    assert texts.are_in(chat.hears()[-1], "zone_near", text="lisbonn")

    await chat.presses("Lisbon")

    assert [row["zone"] for row in await stage.rows("chats")] == ["Europe/Lisbon"]


async def test_an_offset_is_taken_as_it_is_and_cities_are_offered(chat: Talk, stage: Stage) -> None:
    """UTC-3 is nobody's Adak; who has it only in winter can tap a city."""
    await chat.says("/timezone UTC-3")

    assert texts.are_in(chat.hears()[-1], "zone_offset", city="UTC-3", time="9:00")
    assert [row["zone"] for row in await stage.rows("chats")] == ["Etc/GMT+3"]
    assert "Santiago" in chat.card().labels


async def test_a_shared_location_sets_the_zone_and_is_kept_nowhere(
    chat: Talk, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """It is looked up and dropped: neither the database nor the log has it."""
    with caplog.at_level(logging.DEBUG):
        await chat.sends(location={"latitude": 35.689487, "longitude": 139.691711})

    assert chat.hears()[-1].startswith("Zone: Tokyo.")
    stored = [str(row) for table in metadata.tables for row in await stage.rows(table)]
    assert not any("35.68" in text or "139.69" in text for text in (*stored, caplog.text))


async def test_a_zone_that_is_not_known_is_asked_again(chat: Talk) -> None:
    """The bot says what is wrong and gives an example; the next line is still taken as the answer."""
    await chat.says("/remind 20:15")
    await chat.says("Xyzzyville")
    assert chat.hears()[-1] == texts("e_zone", text="Xyzzyville")

    await chat.says("Tokyo")
    assert chat.hears()[-1].startswith("Zone: Tokyo.")


@pytest.mark.parametrize("line", ["full 10 min", "solo 5", "only 2 min", "remind me at 9:00"])
async def test_a_change_of_subject_is_not_taken_for_the_time(chat: Talk, line: str) -> None:
    """While the zone is asked for, a line with a number that means something else sets no zone."""
    await chat.says("/remind 20:15")

    await chat.says(line)

    assert (await chat.stage.rows("chats"))[0]["zone"] is None


async def test_a_new_hour_rings_after_another_was_dropped(chat: Talk) -> None:
    """A reminder that takes the place of one that has rung today still rings today."""
    await lives_in(chat)
    await chat.says("/remind 12:01")
    await chat.waits(minutes=2)
    await chat.says("/remind off")
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.waits(hours=2)

    assert len(chat.hears()) == 1


@pytest.mark.parametrize(
    "line", ["/remind off", "stop reminding me", "stop remindng me", "no more reminders"]
)
async def test_reminders_are_turned_off_in_many_words(chat: Talk, line: str) -> None:
    """The longest form wins: this is not the Stop of a session."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says(line)

    assert chat.headlines() == [texts.headline("reminders_off")]


@pytest.mark.parametrize("line", ["/remind off 13:00", "stop reminding me at 1 pm", "reminders off 13:00"])
async def test_one_hour_is_turned_off_alone(chat: Talk, stage: Stage, line: str) -> None:
    """The other hours stay, and the answer shows them."""
    await lives_in(chat)
    await chat.says("/remind 13:00 and 20:00")
    chat.hears()

    await chat.says(line)

    [said] = chat.hears()
    gone, left = said.split("\n", 1)
    assert ("13:00" in gone, "13:00" in left, "20:00" in left) == (True, False, True)
    await stage.waits(until=on(23, 21))
    assert [shown.at for shown in chat.messages[-1:]] == [on(23, 20)]


async def test_reminders_that_shall_pause_for_some_days_stay_and_are_quiet(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says("don't remind me for 3 days")

    assert chat.hears() == [texts("away_set", date="Thu 26 Nov", next="Thu 26 Nov 13:00")]
    assert len(await stage.rows("reminders")) == 1


@pytest.mark.parametrize("line", ["/remind off 9:00", "/remind off 25:99", "cancel my 9:00 reminder"])
async def test_an_hour_that_is_not_set_turns_nothing_off(chat: Talk, line: str) -> None:
    """The answer shows the hours that are set, with a button for each."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says(line)

    assert "13:00" in chat.hears()[0]
    assert button.turn_all_off in chat.messages[-1].labels


async def test_undo_takes_back_what_was_set_and_no_older_hour(chat: Talk, stage: Stage) -> None:
    """An hour that was there before stays, though it was named once more."""
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.says("/remind 8:30 and 20:00")

    await chat.presses(button.undo)

    assert [row["at"][:5] for row in await stage.rows("reminders")] == ["08:30"]
    await chat.says("/remind 8:30")
    assert chat.card().labels == [button.change_zone, button.reminders]


async def test_reminders_lists_every_hour_and_the_next_ring(chat: Talk) -> None:
    """One can be deleted with a tap, and the list that is left is shown in its place."""
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.says("/remind weekends 10:00")
    chat.hears()

    await chat.says("/reminders")
    assert chat.hears() == [
        "Your reminders\n1. every day 8:30\n2. weekends 10:00\nNext: Tue 24 Nov 8:30. Zone: Lisbon."
    ]

    await chat.presses("Edit 1")
    await chat.presses(button.delete)
    assert chat.card().text == texts(
        "reminders", list="1. weekends 10:00", next="Sat 28 Nov 10:00", city="Lisbon"
    )


async def test_undo_takes_back_what_was_just_set(chat: Talk) -> None:
    """Undo on the answer removes both hours of the command."""
    await lives_in(chat)
    await chat.says("/remind 13:00 and 18:00")

    await chat.presses(button.undo)

    await chat.waits(days=1)
    assert [shown for shown in chat.messages if shown.labels == RING_BUTTONS] == []


async def test_setting_the_same_hour_twice_rings_once(chat: Talk) -> None:
    """The second time the same reminder is confirmed."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.waits(hours=2)

    assert len(chat.hears()) == 1


async def test_six_reminders_are_the_limit(chat: Talk) -> None:
    """The seventh is declined, and the six stay. The example, typed as it stands, moves one of them there."""
    await lives_in(chat)
    await chat.says("/remind 8:00, 9:00, 10:00, 11:00, 12:00, 13:00, 14:00")
    assert examples_in(chat) == ["/remind 9:00, 13:00 and 17:00"]
    for hour in range(13, 19):
        await chat.says(f"/remind {hour}:00")
    chat.hears()

    await chat.says("/remind 19:00")

    assert chat.hears() == ["\n".join((texts("e_seven"), texts("seven_move", old="13:00", new="19:00")))]
    [example] = examples_in(chat)
    await chat.says(example)
    assert [row["at"][:2] for row in await chat.stage.rows("reminders ORDER BY at")] == [
        *("14", "15", "16", "17", "18", "19")
    ]


def examples_in(chat: Talk) -> list[str]:
    """Return what the newest message shows as something to type."""
    return re.findall("<code>(.*?)</code>", chat.messages[-1].html)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/remind 2020-11-20 9:00", "past"),
        ("/remind 31 november 9:00", "no_date"),
        ("/remind 2031-03-03 9:00", "far"),
        ("/remind between 9 and 17", "span"),
    ],
)
async def test_a_moment_that_cannot_be_gets_an_example_that_can(chat: Talk, line: str, why: str) -> None:
    """The example is typed as it stands, and sets a reminder."""
    await lives_in(chat)

    await chat.says(line)

    assert chat.hears() == [texts(f"cannot_{why}")]
    [example] = examples_in(chat)
    await chat.says(example)
    assert len(await chat.stage.rows("reminders")) == 1


async def test_many_hours_inside_the_quiet_ones_fit_on_their_buttons(chat: Talk) -> None:
    """Too many hours are declined, or asked about with buttons that Telegram takes: 64 bytes."""
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")

    await chat.says("/remind 0:00 1:00 2:00 3:00 4:00 5:00 6:00 7:00 7:10 7:20 7:30 7:40 7:50")

    sent = [data for shown in chat.messages for row in shown.keys for _, data in row]
    assert [data for data in sent if len(data.encode()) > 64] == []


async def test_an_hour_inside_the_quiet_ones_is_asked_about_once_and_then_rings(chat: Talk) -> None:
    """The bot asks once whether the person means it; then the hour rings."""
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")
    chat.hears()

    await chat.says("/remind 22:30")
    assert chat.card().labels == [button("ring_at", time="22:30"), button("ring_at", time="8:00")]
    await chat.presses(button("ring_at", time="22:30"))
    assert "Next reminder: Mon 23 Nov 22:30" in chat.hears()[-1]

    await chat.waits(hours=11)
    assert chat.messages[-1].at == on(23, 22, 30)


@pytest.mark.parametrize(
    ("typed", "at"), [("8:45", "8:45"), ("9", "9:00"), ("weekdays 9 and 15:00", "9:00 and 15:00")]
)
async def test_an_hour_typed_where_one_was_asked_for_is_set(chat: Talk, typed: str, at: str) -> None:
    """The screen says "pick an hour or type one", and means it."""
    await lives_in(chat)
    await chat.says("/remind")
    chat.hears()

    await chat.says(typed)

    [answer] = chat.hears()
    assert answer.startswith(texts.opening("remind_ok"))
    assert f"at {at}, Lisbon time" in answer


async def test_a_wrong_hour_typed_where_one_was_asked_for_is_explained(chat: Talk) -> None:
    """And the next try still counts as the answer."""
    await lives_in(chat)
    await chat.says("/remind")
    chat.hears()

    await chat.says("25:99")
    assert chat.headlines() == [texts("e_time", text="25:99")]
    await chat.says("9")
    assert chat.hears()[0].startswith("Set: every day at 9:00")


@pytest.mark.parametrize("line", ["/timezone", "which timezone am i in?", "what is my time zone"])
async def test_who_asks_for_their_zone_is_told_it_and_asked_for_another(chat: Talk, line: str) -> None:
    """Without a zone there is nothing to tell, and the bot only asks."""
    await chat.says(line)
    assert chat.headlines() == [texts.headline("zone")]
    await lives_in(chat)
    chat.hears()

    await chat.says(line)

    [said] = chat.hears()
    assert said.startswith("Zone: Lisbon. There it is")
    assert texts.headline("zone") in said
    await chat.says("Tokyo")
    assert chat.hears()[0].startswith("Zone: Tokyo.")


async def test_what_was_asked_last_is_what_is_answered(chat: Talk) -> None:
    """The zone was asked for, then an hour: "8:30" is the hour."""
    await lives_in(chat)
    await chat.says("/timezone")
    await chat.says("/remind")
    chat.hears()

    await chat.says("8:30")

    assert chat.hears()[0].startswith("Set: every day at 8:30, Lisbon time")


@pytest.mark.parametrize("line", ["/foo", "holiday til monday"])
async def test_a_question_is_over_when_something_else_was_done(chat: Talk, line: str) -> None:
    """After another command nothing is taken for a city any more."""
    await chat.says("/timezone")
    await chat.says("/tip")
    chat.hears()

    await chat.says(line)

    assert "place" not in chat.hears()[0]


async def test_without_a_zone_hours_with_days_of_their_own_are_kept_and_the_zone_is_asked_once(
    chat: Talk, stage: Stage
) -> None:
    await chat.says("/remind weekdays 7:00, weekends 9:30")

    [said] = chat.hears()
    assert texts.headline("zone") in said
    assert "weekdays 7:00" in said
    assert "weekends 9:30" in said
    assert sorted(row["at"][:5] for row in await stage.rows("reminders")) == ["07:00", "09:30"]


async def test_hours_with_days_of_their_own_that_are_too_many_are_refused_once(
    chat: Talk, stage: Stage
) -> None:
    """None of them is set, so that nobody has to find out which ones are."""
    await lives_in(chat)
    await chat.says("/remind 10:00, 11:00, 12:00, 13:00 and 14:00")
    before = await stage.rows("reminders")
    chat.hears()

    await chat.says("/remind weekdays 7:00, weekends 9:30")

    assert len(chat.hears()) == 1
    assert chat.messages[-1].text.startswith(texts.headline("e_seven"))
    assert await stage.rows("reminders") == before
