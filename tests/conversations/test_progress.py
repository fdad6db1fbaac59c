"""What somebody has done: in words, in a row, added afterwards, and the day that ends when theirs does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.catalogue import Language
from bot.domain.chart import chart
from bot.domain.message import minutes, phrase
from bot.telegram.charts import in_words
from tests.conversations.liking import finishes
from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk
from tests.texts import Texts, button, texts

EN = Language("en")
LATE = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)  # a Tuesday, half past one in Lisbon


async def adds(chat: Talk, line: str) -> str:
    chat.hears()
    await chat.says(line)
    return chat.hears()[-1]


@pytest.mark.parametrize("line", ["/progress", "show my progress", "my streak"])
async def test_nothing_done_yet_invites(chat: Talk, line: str) -> None:
    await chat.says(line)

    assert chat.hears() == [texts("progress_none")]
    assert button.add_session in chat.card().labels


async def test_progress_says_month_week_row_reserve_and_totals(chat: Talk, stage: Stage) -> None:
    """The 23rd is a Monday; on the 25th nothing is done, and the reserve makes up for it."""
    await lives_in(chat)
    await finishes(chat, "quick", 6)
    await chat.waits(days=1)
    await chat.says("done already")
    await chat.waits(days=2)
    await finishes(chat, "taster", alone=True)
    chat.hears()

    await chat.says("/progress")

    [said] = chat.hears()
    days = ["Mon 5 min", "Thu 1 min", f"{texts('progress_day_done', day='Tue')}"]
    assert all(day in said for day in days)
    assert texts("progress_streak", n=3, best=3) in said
    assert texts("progress_reserve", left=1) in said
    assert texts("progress_spent", list="Wed 25 Nov") in said
    assert texts("progress_totals", days=3, n=2, length="6 min") in said
    assert texts.are_in(said, "progress_month", month="November 2026", days=3)

    await chat.presses(button.hide_streak)
    assert texts("progress_streak", n=3, best=3) not in chat.card().text
    assert texts.are_in(chat.card().text, "progress_totals", days=3)
    await chat.presses(button.show_streak)
    assert texts("progress_streak", n=3, best=3) in chat.card().text


async def test_days_without_a_length_name_none(chat: Talk, stage: Stage) -> None:
    """Somebody who only says "Done" is not told that it took 0 s, neither in words nor in the picture."""
    await lives_in(chat)
    await chat.says("done already")
    chat.hears()

    await chat.says("/progress")

    [said] = chat.hears()
    assert texts("progress_month_days", month="November 2026", days=1) in said.splitlines()
    assert texts("progress_totals_days", days=1) in said.splitlines()
    seen = in_words(
        chart(on(23, 12).date(), {on(23, 12).date(): 0}, (), None, dark=False), stage.catalogue, EN
    )
    assert (seen.month_sum, seen.week_sum) == (texts("chart_sum_days", days=1), "")


async def test_a_forgotten_session_is_added_by_buttons_and_taken_out_again(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/progress")
    await chat.presses(button.add_session)
    await chat.presses(texts("yesterday"))
    ten = chat.tap(button("length_of", length=minutes(10)))
    await stage.takes(ten)
    await stage.takes(ten | {"update_id": next(stage.updates)})

    assert texts("added", date="Sun 22 Nov", length="10 min") in chat.card().text
    assert [(row["on"], row["minutes"]) for row in await stage.rows("added_sessions")] == [("2026-11-22", 10)]
    await chat.says("/history")
    await chat.says("/progress")
    assert texts("progress_totals", days=1, n=1, length="10 min") in chat.messages[-1].text

    undo = next(shown.data(button.undo) for shown in chat.messages if button.undo in shown.labels)
    assert undo is not None
    await chat.presses_data(undo)
    assert await stage.rows("added_sessions") == []
    chat.toasts()
    await chat.presses_data(undo)
    assert chat.toasts() == [texts("e_stale")]


@pytest.mark.parametrize(
    ("line", "date", "length"),
    [
        ("I did 12 min yesterday", "Sun 22 Nov", 12),
        ("we massaged for half an hour", "Mon 23 Nov", 30),
        ("yesterday we did ten min", "Sun 22 Nov", 10),
        ("i did 15 min the day before yesterday", "Sat 21 Nov", 15),
        ("we did 20 min on friday", "Fri 20 Nov", 20),
        ("i did 5 min on 3 november", "Tue 3 Nov", 5),
        ("i did 5 min on Mon 9 Nov", "Mon 9 Nov", 5),
        ("i did 5 min on monday, 9 november", "Mon 9 Nov", 5),
        ("just did 10 min", "Mon 23 Nov", 10),
        ("did 10 minutes yesterday", "Sun 22 Nov", 10),
        ("10 minutes yesterday done", "Sun 22 Nov", 10),
        ("yesterday ten min done", "Sun 22 Nov", 10),
        ("did about half an hour on friday", "Fri 20 Nov", 30),
        ("done 15 min last night", "Sun 22 Nov", 15),
        ("Did a 20 minute massage the day before yesterday!", "Sat 21 Nov", 20),
        ("10 min done", "Mon 23 Nov", 10),
    ],
)
async def test_a_forgotten_session_is_added_by_a_line(chat: Talk, line: str, date: str, length: int) -> None:
    await lives_in(chat)

    assert texts("added", date=date, length=f"{length} min") in await adds(chat, line)


@pytest.mark.parametrize(
    "line",
    [
        *("我今天按了5分钟", "刚按了5分钟", "上午按了5分钟", "昨晚按了5分钟"),
        *("昨天5分钟做了", "5分钟昨天按过了", "昨天做了5分钟", "按了5分钟", "昨天大概五分钟，做完了"),
    ],
)
async def test_a_forgotten_session_is_added_in_chinese(chat: Talk, stage: Stage, line: str) -> None:
    """A plan of five minutes was shown for the first three. The same line once more is answered, too."""
    await chat.presses_data("speak:zh-Hans")
    await lives_in(chat)

    await chat.says(line)
    await chat.says(line)

    on = "2026-11-22" if "昨" in line else "2026-11-23"
    assert [(row["on"], row["minutes"]) for row in await stage.rows("added_sessions")] == [(on, 5)]
    assert chat.hears()[-1] == Texts(Language("zh-Hans"))("added_already")


@pytest.mark.parametrize(
    ("line", "on_date"),
    [
        ("gestern 10 Minuten gemacht", "2026-11-22"),
        ("10 Minuten gestern gemacht", "2026-11-22"),
        ("Habe gestern 10 Minuten massiert", "2026-11-22"),
        ("wir haben vorgestern etwa zehn Minuten gemacht", "2026-11-21"),
        ("am Freitag 10 Minuten gemacht", "2026-11-20"),
        ("heute 10 min gemacht", "2026-11-23"),
        ("nachtragen: gestern Abend 10 Minuten", "2026-11-22"),
    ],
)
async def test_a_forgotten_session_is_added_in_german(
    chat: Talk, stage: Stage, line: str, on_date: str
) -> None:
    await chat.presses_data("speak:de")
    await lives_in(chat)

    await chat.says(line)

    added = [(row["on"], row["minutes"]) for row in await stage.rows("added_sessions")]
    assert added == [(on_date, 10)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        *(("en", line) for line in ("did 10 minutes yesterday?", "did we do 10 minutes yesterday")),
        *(("en", line) for line in ("done in 10 minutes", "i am done, 10 minutes is enough", "done")),
        *(("en", line) for line in ("remind me in 10 minutes that i have done it", "10 minutes yesterday")),
        *(("de", line) for line in ("gestern 10 Minuten gemacht?", "10 Minuten")),
        *(("de", line) for line in ("was hast du in 10 Minuten gemacht", "noch nicht 10 Minuten gemacht")),
        *(("zh-Hans", line) for line in ("昨天按了5分钟吗？", "5分钟", "做了5分钟饭")),
    ],
)
async def test_a_line_that_only_sounds_like_a_session_adds_none(
    chat: Talk, stage: Stage, language: str, line: str
) -> None:
    await chat.presses_data(f"speak:{language}")
    await lives_in(chat)

    await chat.says(line)

    assert await stage.rows("added_sessions") == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("I did 10 min on 1 august", "long_ago"),
        ("we did 0 min yesterday", "no_length"),
        ("i did 500 min yesterday", "too_long"),
    ],
)
async def test_what_cannot_be_added_is_answered_with_an_example_that_can(
    chat: Talk, stage: Stage, line: str, why: str
) -> None:
    """Each example, typed as it stands, is understood."""
    await lives_in(chat)

    said = await adds(chat, line)

    assert said == texts(f"add_{why}")
    assert await stage.rows("added_sessions") == []
    assert texts.are_in(await adds(chat, said.rpartition("this: ")[2]), "added")


async def test_a_day_to_come_and_a_seventh_session_of_a_day_are_refused(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.presses_data("add:20261124:10")
    assert chat.hears() == [texts("add_future")]
    for length in range(1, 8):
        await chat.presses_data(f"add:20261122:{length}")
    assert chat.hears()[-1] == texts("add_too_many", example=phrase("add_like.before_yesterday"))
    assert len(await stage.rows("added_sessions")) == 6


async def test_a_day_ends_when_the_person_says(chat: Talk, stage: Stage) -> None:
    """At half past one on Tuesday it is still Monday, for sessions, for Done and for the reminders."""
    stage.clock.at = LATE
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("/settings")
    await chat.presses(texts("button.day_begins", time="0:00"))
    await chat.presses(texts("button.clock", time="4:00"))
    await finishes(chat, "taster", alone=True)
    await chat.says("done already")
    await chat.says("i did 9 min today")

    [session] = await stage.rows("sessions")
    [done] = await stage.rows("done_days")
    [added] = await stage.rows("added_sessions")
    assert session["ended_on"] == done["on"] == added["on"] == "2026-11-23"
    chat.hears()
    await stage.waits(until=on(24, 13))
    assert len(chat.hears()) == 1


async def test_after_an_added_session_of_today_nothing_rings_today(chat: Talk, stage: Stage) -> None:
    """Neither a reminder that is set already, nor one that is set afterwards; tomorrow all ring."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("i did 9 min today")
    await chat.says("/remind 17:00")
    chat.hears()

    await stage.waits(until=on(23, 23))
    assert chat.hears() == []
    await stage.waits(until=on(24, 17))
    assert len(chat.hears()) == 2


async def test_undo_of_an_added_session_lets_the_rest_of_the_day_ring(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("i did 9 min today")
    await chat.presses(button.undo)
    chat.hears()

    await stage.waits(until=on(23, 13))
    assert len(chat.hears()) == 1


@pytest.mark.parametrize(
    "line", ["I've got 10 minutes", "did we do 10 min yesterday", "add 5 minutes", "i had 20 min"]
)
async def test_what_tells_of_no_session_adds_none(chat: Talk, stage: Stage, line: str) -> None:
    await lives_in(chat)
    await chat.says(line)

    assert await stage.rows("added_sessions") == []


async def test_the_end_of_a_session_tells_the_row_a_milestone_and_a_welcome(chat: Talk, stage: Stage) -> None:
    """Each is told once, at the first thing done on that day."""
    await lives_in(chat)
    for length in range(17, 22):
        await chat.presses_data(f"add:202611{length}:10")
    await chat.presses_data("add:20261122:10")
    assert texts("in_a_row", n=6) in chat.hears()[-1]

    await finishes(chat, "taster", alone=True)
    assert texts("milestone.7") in chat.card().text
    await finishes(chat, "taster", alone=True)
    assert not texts.are_in(chat.messages[-1].text, "milestone.7")

    await chat.waits(days=20)
    chat.hears()
    await chat.says("/start")
    assert chat.hears() == [texts("welcome_back", total=8)]
    await finishes(chat, "taster", alone=True)
    assert any(texts("back_again", total=9) in shown.text for shown in chat.messages)
    await chat.says("hi")
    assert texts.headline("welcome_back", total=9) not in chat.messages[-1].text


async def test_another_zone_moves_no_day(chat: Talk, stage: Stage) -> None:
    """A session of the evening in Lisbon stays on its date in Kiritimati, where it was the next day."""
    await lives_in(chat)
    await stage.waits(until=on(23, 20))
    await finishes(chat, "taster", alone=True)
    await chat.says("/progress")
    before = chat.messages[-1].text
    await chat.says("/timezone Kiritimati")
    await chat.says("/progress")

    assert "Mon 1 min" in before
    assert "Mon 1 min" in chat.messages[-1].text


@pytest.mark.parametrize("line", ["add a session", "Add a forgotten session", button.add_session])
async def test_a_typed_wish_to_add_a_session_asks_for_the_day(chat: Talk, line: str) -> None:
    """It neither begins a session, nor takes today as done."""
    await lives_in(chat)

    await chat.says(line)

    assert chat.messages[-1].headline == texts.headline("add_day")
