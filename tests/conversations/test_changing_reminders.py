"""Reminders are moved, shortened and cancelled as people say it; nothing else changes."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.domain.catalogue import Language
from bot.domain.days import Days
from bot.domain.message import ClockTime
from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk
from tests.texts import Labels, Texts, button, texts


async def rings(stage: Stage) -> list[tuple[str, str]]:
    """Return the hours of all reminders, each with its days."""
    rows = await stage.rows("reminders")
    return sorted((row["at"][:5], "+".join(Days(row["days"]).names())) for row in rows if row["days"])


EVERY_DAY = "mon+tue+wed+thu+fri+sat+sun"
NOT_SUNDAY = "mon+tue+wed+thu+fri+sat"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("cancel my 8:30", [("20:00", EVERY_DAY)]),
        ("delete the half past eight reminder", [("20:00", EVERY_DAY)]),
        ("not at 8:30", [("20:00", EVERY_DAY)]),
        ("move it from 8:30 to 9:30", [("09:30", EVERY_DAY), ("20:00", EVERY_DAY)]),
        ("change 8:30 to 9:30", [("09:30", EVERY_DAY), ("20:00", EVERY_DAY)]),
        ("not on sundays", [("08:30", NOT_SUNDAY), ("20:00", NOT_SUNDAY)]),
        ("don't remind me at 20:00 on sundays", [("08:30", EVERY_DAY), ("20:00", NOT_SUNDAY)]),
        ("cancel my 7:00", [("08:30", EVERY_DAY), ("20:00", EVERY_DAY)]),
        ("cancel my 8:30 dentist appointment", [("08:30", EVERY_DAY), ("20:00", EVERY_DAY)]),
        ("remind me to cancel the gym at 8:30", [("08:30", EVERY_DAY), ("20:00", EVERY_DAY)]),
    ],
)
async def test_what_is_said_is_done_and_no_more(
    chat: Talk, stage: Stage, line: str, left: list[tuple[str, str]]
) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30 and 20:00")

    await chat.says(line)

    assert await rings(stage) == left


@pytest.mark.parametrize(
    ("language", "line", "left"),
    [
        *(
            ("de", line, ["08:30"])
            for line in ("schalte die um 20 Uhr aus", "schalt die 20 Uhr Erinnerung aus")
        ),
        *(("de", line, ["08:30"]) for line in ("mach die Erinnerung um 20 Uhr aus", "mach die um 20:00 aus")),
        *(("en", line, ["20:00"]) for line in ("turn my 8:30 off", "turn off my 8:30")),
        ("en", "switch the 8:30 one off", ["20:00"]),
        ("zh-Hans", "把8点半的关掉", ["20:00"]),
        *(
            ("en", line, ["08:30", "20:00"])
            for line in ("i get off the train at 8:30", "off work at 8:30 lol")
        ),
        ("de", "ich steige um 20 Uhr aus dem Zug aus", ["08:30", "20:00"]),
        *(
            ("en", line, ["20:00"])
            for line in (
                *("please turn the 8:30 one off", "switch my 8:30 off", "turn off the 8:30 reminder"),
                *("the 8:30 reminder off please", "could you turn my 8:30 off please"),
            )
        ),
        *(
            ("en", line, ["08:30", "20:00"])
            for line in (
                *("We will be off at 8:30", "we're off at 8:30", "I'm off at 8:30", "off at 8:30"),
                *("my turn at 8:30", "your turn at 9", "our turn at 10:15", "will be off at 8:30 again"),
            )
        ),
        *(
            ("de", line, ["08:30", "20:00"])
            for line in (
                *("ich mach um 8:30", "ich mache um 9 Uhr", "mach um 10:15", "um 20 Uhr aus"),
                *("ich bin um 20 Uhr aus", "schalt um 9:15"),
            )
        ),
        *(("de", line, ["08:30"]) for line in ("mach bitte die um 20 Uhr aus", "schalt meine um 20 Uhr aus")),
    ],
)
async def test_one_reminder_is_turned_off_in_words(
    chat: Talk, stage: Stage, language: str, line: str, left: list[str]
) -> None:
    """The verb may stand around the hour; talk of something else deletes nothing."""
    await lives_in(chat)
    await chat.says("/remind 8:30 20:00")
    await chat.presses_data(f"speak:{language}")

    await chat.says(line)

    assert [hour for hour, _ in await rings(stage)] == left


async def test_of_several_the_bot_asks_which_one_moves(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30 and 20:00")

    await chat.says("change my reminder to 9:30")
    assert chat.card().headline == texts("ask_move")
    await chat.presses(button("move_to", old="20:00", new="9:30"))

    assert await rings(stage) == [("08:30", EVERY_DAY), ("09:30", EVERY_DAY)]


async def test_a_moved_reminder_can_ring_again_today(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 12:30")
    await stage.waits(minutes=31)
    await chat.says("move it to 13:00")
    chat.hears()

    await stage.waits(until=on(23, 13))

    assert len(chat.hears()) == 1


async def test_a_day_that_has_the_hour_already_gets_no_second_ring(chat: Talk, stage: Stage) -> None:
    """Undo takes back only the days that were new."""
    await lives_in(chat)
    await chat.says("/remind weekdays 8:30")

    await chat.says("/remind 8:30")
    assert await rings(stage) == [("08:30", "mon+tue+wed+thu+fri"), ("08:30", "sat+sun")]
    await chat.presses(button.undo)

    assert await rings(stage) == [("08:30", "mon+tue+wed+thu+fri")]


async def test_two_reminders_of_one_minute_ring_once(chat: Talk, stage: Stage) -> None:
    """Also in a database that an older version has filled."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await stage.writes(
        "INSERT INTO reminders (chat_id, at, days, ring_on, ring_at, due_at)"
        " SELECT chat_id, at, 31, ring_on, ring_at, due_at FROM reminders"
    )
    chat.hears()

    await stage.waits(until=on(23, 14))

    assert len(chat.hears()) == 1


async def test_the_days_that_were_named_first_belong_to_the_hour_that_is_typed_next(
    chat: Talk, stage: Stage
) -> None:
    await lives_in(chat)
    await chat.says("remind me on weekends")
    assert texts.are_in(chat.hears()[-1], "ask_hour")

    await chat.says("9:00")

    assert await rings(stage) == [("09:00", "sat+sun")]


async def test_the_date_that_was_named_first_belongs_to_the_hour_that_is_typed_next(
    chat: Talk, stage: Stage
) -> None:
    await lives_in(chat)
    await chat.says("remind me tomorrow")
    await chat.says("9:00")

    assert [row["once_on"] for row in await stage.rows("reminders")] == ["2026-11-24"]


async def test_what_was_understood_can_be_set_with_one_tap(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("remind me at 9am with my 3 exercises")
    assert await rings(stage) == []

    await chat.presses(button("ring_on", days=Days(127), time="9:00"))

    assert await rings(stage) == [("09:00", EVERY_DAY)]


async def test_a_clock_that_is_set_back_makes_no_span_longer(chat: Talk, stage: Stage) -> None:
    """In 20 minutes is in 20 minutes, and tomorrow at 9 is at 9 by the new clock."""
    await lives_in(chat)
    await chat.says("remind me in 20 minutes")
    chat.hears()

    stage.clock.set_back(timedelta(hours=1))
    await stage.beats()
    await stage.waits(minutes=20)

    assert len(chat.hears()) == 1


@pytest.mark.parametrize("line", ["get rid of the 8:30 ping", "make the 8:30 an hour later"])
async def test_undo_takes_a_change_back(chat: Talk, stage: Stage, line: str) -> None:
    """Whatever was moved or deleted by a line rings again as before."""
    await lives_in(chat)
    await chat.says("/remind 8:30 and 20:00")
    await chat.says(line)
    assert ("08:30", EVERY_DAY) not in await rings(stage)

    await chat.presses(button("undo"))

    assert sorted(await rings(stage)) == [("08:30", EVERY_DAY), ("20:00", EVERY_DAY)]


async def test_a_reminder_with_a_plan_keeps_it_when_it_moves_and_is_not_deleted_unasked(
    chat: Talk, stage: Stage
) -> None:
    """Undo could not bring the plan back."""
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses(button.add_my_plan)
    await chat.presses(button.cue_lunch)
    await chat.presses(button.barrier_no_time)

    await chat.says("move 8:30 to 9:15")
    [planned] = await stage.rows("reminders")
    await chat.says("bin the 9:15 one")

    assert planned["at"][:5] == "09:15"
    assert await stage.rows("reminders") == [planned]
    assert chat.messages[-1].labels[0] == button("drop_at", time="9:15")


async def test_an_hour_without_its_half_of_the_day_is_asked_about_for_a_reminder_of_the_evening(
    chat: Talk, stage: Stage
) -> None:
    """ "8:30" may be in the morning; so both are offered."""
    await lives_in(chat)
    await chat.says("/remind 20:00")
    await chat.says("move my 8 pm to 8:30")
    assert await rings(stage) == [("20:00", EVERY_DAY)]

    await chat.presses(button("move_to", old="20:00", new="20:30"))

    assert await rings(stage) == [("20:30", EVERY_DAY)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "move 8:30"),
        ("en", "push 8:30 by 15 minutes"),
        ("de", "verschiebe 8:30"),
        ("zh-Hans", "8:30改一下"),
    ],
)
async def test_a_line_that_names_no_new_hour_is_asked_for_one(
    chat: Talk, stage: Stage, language: str, line: str
) -> None:
    """It was moved from 8:30 to 8:30, and said so."""
    await chat.presses_data(f"speak:{language}")
    await lives_in(chat)
    await chat.says("/remind 8:30")
    before = await stage.rows("reminders")

    await chat.says(line)

    assert await stage.rows("reminders") == before
    move = Labels(Texts(Language(language)))("move_to", old=ClockTime(time(8, 30)), new=ClockTime(time(13)))
    assert move in chat.messages[-1].labels


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("verschiebe 8:30 auf 9:00", ["09:00"]),
        ("bitte verschiebe meine erinnerung von 8:30 auf 9:00", ["09:00"]),
        ("stell 8:30 auf 9:00", ["09:00"]),
        ("verschiebe 8:30 eine stunde nach hinten", ["09:30"]),
        ("stelle den wecker auf 9:00", ["08:30", "09:00"]),
        ("wecke mich um 9 auf", ["08:30", "09:00"]),
        ("erinnere mich um viertel auf acht", ["08:30"]),
    ],
)
async def test_german_moves_a_reminder_by_its_words_alone(
    chat: Talk, stage: Stage, line: str, hours: list[str]
) -> None:
    """What is said in two ways, as the last one, is asked about."""
    await chat.presses_data("speak:de")
    await lives_in(chat)
    await chat.says("/remind 8:30")

    await chat.says(line)

    assert sorted(row["at"][:5] for row in await stage.rows("reminders")) == hours


@pytest.mark.parametrize(
    ("language", "line"),
    [
        *(("de", line) for line in ("verschiebe 8 auf 9", "verschieb die 8 auf 9", "ändere von 8 auf 9")),
        *(("de", line) for line in ("verschiebe die Erinnerung um 8 auf 9", "8 Uhr auf 9 verschieben")),
        ("de", "verschiebe die 8-Uhr-Erinnerung auf 9"),
        *(("en", line) for line in ("move 8 to 9", "move eight to nine", "change from 8 to 9", "move 8 → 9")),
        *(("zh-Hans", line) for line in ("把8改到9", "八点改到九点")),
    ],
)
async def test_bare_numbers_in_a_line_that_moves_are_hours(
    chat: Talk, stage: Stage, language: str, line: str
) -> None:
    """Nobody says "eight to nine" for 8:52; it was not understood, or became 8:52."""
    await lives_in(chat)
    await chat.says("/remind 8:00 and 18:30")
    await chat.presses_data(f"speak:{language}")

    await chat.says(line)

    assert [hour for hour, _ in await rings(stage)] == ["09:00", "18:30"]


@pytest.mark.parametrize(
    ("hours", "line", "ways"),
    [
        ("9:00", "move 9 to 5", ["9:00 to 17:00", "9:00 to 5:00"]),
        ("8:00", "move 8 to 2", ["8:00 to 14:00", "8:00 to 2:00"]),
        ("8:00 and 20:00", "move 8 to 7", ["8:00 to 7:00", "20:00 to 19:00"]),
        ("10:00", "move ten to nine", ["10:00 to 9:00", "10:00 to 8:50"]),
        ("10:00", "move 10 to 9", ["10:00 to 9:00", "10:00 to 8:50"]),
    ],
)
async def test_bare_numbers_that_may_mean_two_hours_are_asked_about(
    chat: Talk, stage: Stage, hours: str, line: str, ways: list[str]
) -> None:
    """The likelier way comes first, and a tap does it."""
    await lives_in(chat)
    await chat.says(f"/remind {hours}")

    await chat.says(line)

    assert chat.messages[-1].text == texts("ask_move")
    assert chat.messages[-1].labels == [*ways, button.reminders]
    await chat.presses(ways[0])
    assert ways[0].split()[-1].zfill(5) in [hour for hour, _ in await rings(stage)]


@pytest.mark.parametrize(
    ("hours", "line", "moved"),
    [
        ("20:00", "move 8 to 9", ["21:00"]),
        ("11:00", "move 11 to 1", ["13:00"]),
        ("8:30", "move 8:30 to ten to nine", ["08:50"]),
        ("8:50", "move ten to nine to 9:30", ["09:30"]),
        ("8:00", "make it ten to nine", ["08:50"]),
        ("8:00", "move 7 to 9", ["08:00"]),
    ],
)
async def test_a_clear_hour_is_moved_at_once(
    chat: Talk, stage: Stage, hours: str, line: str, moved: list[str]
) -> None:
    """A number at which no reminder rings moves nothing."""
    await lives_in(chat)
    await chat.says(f"/remind {hours}")

    await chat.says(line)

    assert [hour for hour, _ in await rings(stage)] == moved


@pytest.mark.parametrize(
    "line",
    [
        *("the 3pm one 15 minutes earlier", "bring the 3pm one forward by 15 minutes"),
        *("my 15:00 half an hour later please", "下午3点那个提前15分钟"),
    ],
)
async def test_a_shift_of_an_hour_without_a_reminder_sets_and_moves_nothing(
    chat: Talk, stage: Stage, line: str
) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")

    await chat.says(line)

    assert await rings(stage) == [("08:30", EVERY_DAY)]


@pytest.mark.parametrize(
    ("said", "line", "moved"),
    [
        ("mondays at 0:10", "15 minutes earlier", ("23:55", "sun")),
        ("mondays at 0:10", "make the 0:10 one 15 minutes earlier", ("23:55", "sun")),
        ("weekends at 23:50", "move it 20 minutes later", ("00:10", "mon+sun")),
        ("every day at 0:10", "15 minutes earlier", ("23:55", EVERY_DAY)),
        ("mondays at 8:30", "15 minutes earlier", ("08:15", "mon")),
    ],
)
async def test_a_shift_past_midnight_takes_the_days_along(
    chat: Talk, stage: Stage, said: str, line: str, moved: tuple[str, str]
) -> None:
    await lives_in(chat)
    await chat.says(f"/remind {said}")

    await chat.says(line)

    assert await rings(stage) == [moved]
    keeps_days = moved[1] in (EVERY_DAY, "mon")
    assert (button("undo") in chat.messages[-1].labels) is keeps_days


async def test_a_shift_past_midnight_takes_the_date_along(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 28 november 0:10")

    await chat.says("15 minutes earlier")

    [row] = await stage.rows("reminders")
    assert (row["at"][:5], row["once_on"]) == ("23:55", "2026-11-27")
