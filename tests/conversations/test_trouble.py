"""Bad input gets a clear answer, and a bug of ours is apologised for once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.message import Phrase
from bot.ports import NotSent, Outcome
from bot.screens import basics
from bot.telegram.allowance import AT_ONCE
from bot.telegram.rendering import Renderer
from tests.conversations.stage import Stage, Talk, plays
from tests.delivery.world import Flaky
from tests.texts import button, texts


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/remind 25:99", texts("e_time", text="25:99")),
        ("/remind soon", texts("e_time", text="soon")),
        ("/remind 8:30 13:61", texts("e_time", text="13:61")),
        ("/remind", texts.headline("remind")),
        ("/remind 🕣", texts("e_time", text="🕣")),
        ("/routine blahblah", 'I don\'t know "blahblah".'),
        ("/routine fulll", texts("e_routine", text="fulll", nearest="Full")),
        ("/routine <b>&amp;", 'I don\'t know "<b>&amp;".'),
        ("/technique yoga", ""),
        ("/blah", texts("e_lost_plain")),
        ("/", texts("e_lost_plain")),
        ("/timezone Blefuscu", 'I can\'t place "Blefuscu".'),
        ("\ud83d" * 501, texts("e_long", n=501)),
        ("x" * 501, texts("e_long", n=501)),
        ("word " * 1000, texts("e_long", n=5000)),
        ("🙂🙃👨‍👩‍👧‍👦", texts("e_lost_plain")),
        ("مرحبا، كيف حالك؟", texts("e_lost_plain")),
        ("\u202eevil\u202c", texts("e_lost_plain")),
        ("<script>alert(1)</script>", texts("e_lost_plain")),
        ("...", texts("e_lost_plain")),
        ("\u0000", texts("e_lost_plain")),
        ("kneeeeeading is niiiice", ""),
    ],
)
async def test_bad_input_gets_a_clear_answer(chat: Talk, line: str, said: str) -> None:
    """One answer, no error, and the next line is understood as ever."""
    await chat.says(line)

    [answer] = chat.headlines()
    assert answer.startswith(said)
    await chat.says("/help")
    assert chat.headlines() == [texts.headline("help")]


async def test_html_in_a_name_is_only_a_name(stage: Stage) -> None:
    """A name is data: it is shown as it is, and can start no tag."""
    chat = stage.private("<a href=x>Eve</a> & Co")

    await chat.says("/start")

    assert chat.headlines() == [texts.headline("start", name="<a href=x>Eve</a> & Co")]
    assert "<a " not in chat.messages[0].html


async def test_a_voice_message_pauses_a_session(chat: Talk) -> None:
    """The message might say "ouch", so the session pauses and the bot says why."""
    voice = {"file_id": "a", "file_unique_id": "b", "duration": 1}
    await chat.sends(voice=voice)
    assert chat.hears() == [texts("e_voice_idle")]

    await plays(chat)
    await chat.sends(voice=voice)
    assert chat.headlines() == [texts("e_voice"), texts.headline("paused", i=1, n=3, left="0:10")]
    await chat.waits(minutes=5)
    assert chat.hears() == []


@pytest.mark.parametrize("data", ["", "nothing", "skip:1", "begin:long:alone", "hour:2575", "🙂"])
async def test_a_forged_button_has_had_its_turn(chat: Talk, data: str) -> None:
    """Data that is not ours is answered like a stale button."""
    await chat.presses_data(data)

    assert chat.toasts() == [texts("e_stale")]
    assert chat.hears() == []


async def test_a_forged_button_of_a_session_says_that_nothing_is_kept_of_it(chat: Talk) -> None:
    """There may have been such a session, before everything was deleted."""
    await chat.presses_data("skip:9:9")

    assert chat.toasts() == [texts("e_session_gone")]
    assert chat.hears() == []


async def test_a_tap_on_a_message_of_no_chat_is_answered_and_nothing_more(chat: Talk, stage: Stage) -> None:
    """Another bot may have had this token, and may have sent messages inline."""
    tap = chat.tap_data("pick", 1)
    del tap["callback_query"]["message"]

    await stage.takes({**tap, "callback_query": {**tap["callback_query"], "inline_message_id": "AbC"}})

    assert stage.telegram.toasts == [(str(tap["update_id"]), None)]
    assert chat.hears() == []


@pytest.mark.parametrize("code", [5, True, ["en"], {}])
async def test_a_language_that_is_no_word_is_none_of_ours(chat: Talk, code: object) -> None:
    """The library accepts any value; neither the line nor the tap stops the intake of updates."""
    chat.person["language_code"] = code

    await chat.says("/help")
    await chat.presses_data("nothing")

    assert chat.headlines() == [texts.headline("help")]
    assert chat.toasts() == [texts("e_stale")]


@pytest.mark.parametrize("verb", ["later", "not_today"])
async def test_a_reminder_of_another_chat_cannot_be_answered(chat: Talk, stage: Stage, verb: str) -> None:
    """Knowing the id of a reminder is not enough to change it."""
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 13:00")
    [reminder] = await stage.rows("reminders")
    ben = stage.private("Ben", 1002)
    await ben.says("/timezone Lisbon")
    await ben.says("/remind 14:00")
    ben.hears()

    await ben.presses_data(f"{verb}:{reminder['id']}")
    await ben.presses_data(f"drop:{reminder['id']}")

    assert reminder["id"] in [row["id"] for row in await stage.rows("reminders")]
    chat.hears()
    await chat.waits(hours=1)
    assert len(chat.hears()) == 1


async def test_a_bug_is_apologised_for_once_and_the_rest_of_the_batch_is_done(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The other updates of the batch are handled.

    The failed update gets a receipt and is not fetched again.
    """

    def breaks(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(basics, "privacy", breaks)
    ben = stage.private("Ben", 1002)
    bad = chat.line("/privacy")
    batch = [ben.line("/help"), bad, chat.line("/help"), ben.line("/techniques")]

    await stage.takes(*batch)

    assert sorted(chat.headlines()) == [
        texts("oops"),
        texts.headline("help"),
    ]
    assert ben.headlines() == [texts.headline("help"), texts.headline("techs")]
    assert [record.exc_info is not None for record in caplog.records if record.levelname == "ERROR"] == [True]
    assert {row["update_id"] for row in await stage.rows("receipts")} == {
        update["update_id"] for update in batch
    }

    await stage.takes(bad)
    assert chat.hears() == []
    caplog.clear()


async def test_half_an_action_leaves_nothing_behind(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What an action wrote before it failed is undone."""
    await chat.says("/timezone Lisbon")
    chat.hears()
    from bot.actions import set_reminder

    def breaks(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(set_reminder, "start_ringing", breaks)
    await chat.says("/remind 13:00")

    assert chat.hears() == [texts("oops")]
    assert await stage.rows("reminders") == []
    caplog.clear()


async def test_a_clock_set_back_does_not_hold_up_an_answer(chat: Talk, stage: Stage) -> None:
    """A call did not leave, then the clock is set back an hour: the retry still comes in seconds."""
    outcomes: list[Outcome] = [NotSent()]
    stage.telegram.refuses = lambda row: outcomes.pop() if outcomes else None
    await chat.says("/help")

    stage.clock.set_back(timedelta(hours=1))
    await stage.beats()
    await chat.waits(seconds=10)
    await chat.says("/tip")
    await chat.waits(seconds=10)

    assert len(chat.hears()) == 2


async def test_an_update_that_cannot_be_read_holds_nobody_up(
    chat: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    """The update is confirmed with the others and logged once, without its text."""
    broken = {"update_id": 900_000, "message": {"text": "sore shoulders", "from": {"id": 7}, "chat": "?"}}

    read = await chat.stage.takes(broken, chat.line("/help"))

    assert read == 1
    assert texts.headline("help") in chat.messages[-1].html
    assert 900_000 in {row["update_id"] for row in await chat.stage.rows("receipts")}
    assert [record.getMessage() for record in caplog.records if "cannot be read" in record.getMessage()]
    assert "shoulders" not in caplog.text
    caplog.clear()


async def test_what_could_not_be_committed_is_not_confirmed(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The update is fetched again and then answered."""
    offsets: list[int | None] = []
    line, polling = chat.line("/remind 20:15"), stage.house.feeder

    async def fetch(self: Any, offset: int | None, **more: Any) -> list[dict[str, Any]]:
        offsets.append(offset)
        if offset is None or offset <= line["update_id"]:
            return [line]
        polling.stop()
        return []

    monkeypatch.setattr(type(stage.house.application.bot), "fetch", fetch)
    monkeypatch.setattr(stage.house.database, "run", Flaky(stage.house.database, 1).run)
    await polling.run()
    await stage.settles()

    assert "Telegram gives them again" in caplog.text
    caplog.clear()
    assert offsets == [None, None, line["update_id"] + 1]
    assert len(chat.hears()) == 1


async def test_one_who_floods_is_read_in_part(chat: Talk, stage: Stage) -> None:
    """All updates are confirmed, and the other people's updates are read as usual."""
    friend = stage.private("Bert", 2002)
    flood = [chat.line(f"hello {number}") for number in range(300)]

    read = await chat.stage.takes(*flood, friend.line("/help"))

    # The friend's line is read, and one line of the flood to tell its person of the others.
    assert 0.9 * AT_ONCE < read <= AT_ONCE + 2
    assert texts.headline("help") in friend.messages[-1].html
    assert len(await chat.stage.rows("receipts")) == len(flood) + 1


async def test_a_tap_whose_answer_cannot_be_put_into_words_ends_nothing(
    chat: Talk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is our bug, and logged as one; what was tapped is done."""

    class Mute(Renderer):
        def plain(self, phrase: Phrase) -> str:
            raise KeyError(phrase.id)

    await plays(chat)
    monkeypatch.setattr("bot.telegram.toasts.Renderer", Mute)

    await chat.presses(button.pause)

    assert chat.card().headline.startswith(texts.opening("paused"))
    assert "A tap could not be answered: our bug." in caplog.text
    caplog.clear()
