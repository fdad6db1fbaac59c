"""What people type while a session runs, and how the bot answers."""

from __future__ import annotations

import pytest

from bot.domain.message import phrase
from tests.conversations.stage import Stage, Talk, begins, plays
from tests.texts import button, texts


@pytest.mark.parametrize(
    "line", ["when does it end?", "how much longer until the end", "is 10 minutes enough", "what a good end"]
)
async def test_a_question_ends_and_pauses_nothing(chat: Talk, line: str) -> None:
    """It is answered, and the next step comes on time."""
    await plays(chat)

    await chat.says(line)
    chat.hears()
    await chat.waits(seconds=10)

    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]


@pytest.mark.parametrize("line", ["how much longer?", "when does it end", "what's next", "time left pls"])
async def test_who_asks_how_long_is_told_what_is_left_and_what_comes(chat: Talk, line: str) -> None:
    """In a session, in any state of it; its clock runs on, or stands as before."""
    await begins(chat)
    await chat.says(line)
    assert chat.headlines() == [texts("time_left_ready", length="1 min")]

    await chat.presses(button.start_now)
    await chat.waits(seconds=4)
    chat.hears()
    await chat.says(line)
    left, done, _ = chat.hears()[-1].split("\n")[-3:]
    assert left == texts("card_left", left="0:06", next="Kneading", next_length="40 s")
    assert done.startswith(texts.opening("card_done_at"))

    await chat.says("pause")
    await chat.waits(minutes=2)
    chat.hears()
    await chat.says(line)
    assert chat.hears()[-1].startswith(texts.headline("paused", i=1, n=3, left="0:06"))

    await chat.says("resume")
    chat.hears()
    await chat.waits(seconds=6)
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]


LOST = texts("e_lost_session")
FIRM = texts("firmer")
RHYTHM = texts("rhythm_said")
SOUND = texts("sound_said")
LATER = texts("swap_later")
RUNS = texts("already_running")
FINE = texts("just_right")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        *((line, LOST) for line in ("bla bla", "my aunt has a dog", "🙂")),
        *((line, FIRM) for line in ("harder", "firmer please", "a bit more pressure")),
        *((line, RHYTHM) for line in ("slower", "faster", "not so fast")),
        *((line, SOUND) for line in ("louder", "sound on")),
        *((line, FINE) for line in ("ok", "yes", "it feels better", "no pain", "it doesn't hurt")),
        *((line, FINE) for line in ("not lighter", "don't go lighter", "yes there!! perfect dont stop")),
        *(
            (line, FIRM)
            for line in ("harder i cant feel anything lol", "i cant even feel it, put some welly in")
        ),
        *((line, LATER) for line in ("my turn now, can we swap", "can we change places now")),
        *((line, RUNS) for line in ("don't stop", "do not stop", "don't pause", "please do not stop")),
        *((line, texts("stretched", left="0:05")) for line in ("minus 15", "15 less", "half the time")),
        *(
            (line, texts.step(1, 7, "settle", 30))
            for line in (
                "what now",
                "which side",
                "other side",
                "where do i press",
                "what's next",
            )
        ),
    ],
)
async def test_a_word_in_a_session_gets_one_short_answer_and_the_card(
    chat: Talk, line: str, said: str
) -> None:
    """The newest message has the only buttons, and the clock runs on."""
    await plays(chat, "full", seconds=10)

    await chat.says(line)

    assert chat.headlines()[0] == said
    assert [shown.labels for shown in chat.messages if shown.labels][-1] == chat.messages[-1].labels
    assert chat.messages[-1].labels[0] == button.lighter
    [session] = await chat.stage.rows("sessions")
    assert session["state"] == "running"


@pytest.mark.parametrize(("line", "length"), [("add 2 min", "45 s"), ("add 2 minutes", "45 s")])
async def test_a_short_wish_for_more_time_is_no_wish_for_another_session(
    chat: Talk, line: str, length: str
) -> None:
    await plays(chat, "full", seconds=10)

    await chat.says(line)

    assert length in chat.card().text


@pytest.mark.parametrize("line", ["too hard", "she says too hard"])
async def test_too_hard_is_a_wish_for_less(chat: Talk, stage: Stage, line: str) -> None:
    """With a word of pain beside it, it pauses."""
    await plays(chat, "full", seconds=10)

    await chat.says(line)
    assert [row["softer"] for row in await stage.rows("sessions")] == [True]

    await chat.says("ow too hard")
    assert [row["state"] for row in await stage.rows("sessions")] == ["paused"]


@pytest.mark.parametrize(
    "line",
    [
        "thats enough for tonight she fell asleep",
        "enough for today danke, please end",
        "lets finish here, she is asleep",
    ],
)
async def test_a_line_that_surely_calls_to_stop_stops(chat: Talk, stage: Stage, line: str) -> None:
    await plays(chat)

    await chat.says(line)

    assert [row["state"] for row in await stage.rows("sessions")] == ["stopped"]


@pytest.mark.parametrize("line", ["a minute please", "wait a minute", "give me a minute", "my hand is tired"])
async def test_who_needs_a_moment_gets_a_pause(chat: Talk, line: str) -> None:
    """Without a session "a minute" is a length."""
    await plays(chat)

    await chat.says(line)

    assert chat.headlines() == [texts.headline("paused", i=1, n=3, left="0:10")]


async def test_all_is_well_ends_no_pause(chat: Talk) -> None:
    """After "ouch", "ok" is no call to go on; "do not stop" is."""
    await plays(chat)
    await chat.says("ouch")
    chat.hears()

    await chat.says("ok")
    assert chat.headlines() == [texts("already_paused")]
    await chat.says("what now")
    assert chat.headlines() == [texts.headline("paused", i=1, n=3, left="0:10")]
    await chat.says("do not stop")
    assert chat.headlines() == [texts("resumed")]


async def test_yes_goes_on_after_the_bot_was_away(chat: Talk, stage: Stage) -> None:
    """The bot had asked whether to go on."""
    await plays(chat)
    await stage.is_away(minutes=10)
    assert chat.hears()[-1].endswith("Go on?")

    await chat.says("yes")

    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]


@pytest.mark.parametrize("is_ready", [True, False])
async def test_what_now_shows_the_words_again(chat: Talk, is_ready: bool) -> None:
    """While getting ready too."""
    await begins(chat)
    if not is_ready:
        await chat.presses(button.start_now)
    chat.hears()

    await chat.says("what do I do now?")

    assert chat.headlines() == [texts.headline("ready", n=60) if is_ready else texts.step(1, 3, "settle", 10)]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("how long does a massage take?", texts.headline("faq.how_long", own_advice=phrase("own_advice"))),
        ("how long should I sit at work?", "Posture"),
    ],
)
async def test_how_long_without_a_session_is_a_question_about_something_else(
    chat: Talk, line: str, answer: str
) -> None:
    await chat.says(line)
    assert answer in chat.hears()[-1]


@pytest.mark.parametrize("line", ["no more oil, is that ok?", "can we end it?", "no more kneading"])
async def test_what_may_be_a_call_to_stop_pauses(chat: Talk, line: str) -> None:
    """The session keeps its place, and one word resumes it."""
    await plays(chat, seconds=4)

    await chat.says(line)
    await chat.waits(minutes=1)
    assert chat.headlines() == [texts.headline("paused", i=1, n=3, left="0:06")]

    await chat.says("resume")
    chat.hears()
    await chat.waits(seconds=6)
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]


@pytest.mark.parametrize("line", ["please stop", "stop the massage"])
async def test_a_call_to_stop_without_a_session_says_that_nothing_runs(chat: Talk, line: str) -> None:
    """Also if the call to stop is a longer sentence."""
    await chat.says(line)

    assert chat.hears() == [texts("e_idle")]
