"""Bad input gets a clear answer, a bug of ours is apologised for once, and what is deleted is gone."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.actions import keep_time, show
from bot.actions.scene import Visit
from bot.domain.catalogue import Language
from bot.domain.message import Phrase
from bot.domain.session import Session
from bot.ports import Ambiguous, Chat, Gone, Kind, NotSent, Outcome, Row
from bot.telegram.allowance import AT_ONCE
from bot.telegram.rendering import Renderer
from tests.conversations.stage import Stage, Talk, begins
from tests.delivery.world import Flaky

TABLES = ("chats", "sessions", "reminders", "outbox", "tips_shown")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/remind 25:99", "25:99 isn't on my clock. Try /remind 8:30 or /remind 20:15."),
        ("/remind soon", "soon isn't on my clock. Try /remind 8:30 or /remind 20:15."),
        ("/remind 8:30 13:61", "13:61 isn't on my clock. Try /remind 8:30 or /remind 20:15."),
        ("/remind", "When shall I ring?"),
        ("/remind 🕣", "🕣 isn't on my clock."),
        ("/routine blahblah", 'I don\'t know "blahblah".'),
        ("/routine fulll", 'I don\'t know "fulll". The nearest is Full.'),
        ("/routine <b>&amp;", 'I don\'t know "<b>&amp;".'),
        ("/technique yoga", ""),
        ("/blah", "I didn't get that."),
        ("/", "I didn't get that."),
        ("/timezone Blefuscu", 'I can\'t place "Blefuscu".'),
        ("\ud83d" * 501, "That is 501 characters; I read up to 500. In one line, please?"),
        ("x" * 501, "That is 501 characters; I read up to 500. In one line, please?"),
        ("word " * 1000, "That is 5000 characters; I read up to 500. In one line, please?"),
        ("🙂🙃👨‍👩‍👧‍👦", "I didn't get that."),
        ("مرحبا، كيف حالك؟", "I didn't get that."),
        ("\u202eevil\u202c", "I didn't get that."),
        ("<script>alert(1)</script>", "I didn't get that."),
        ("...", "I didn't get that."),
        ("\u0000", "I didn't get that."),
        ("kneeeeeading is niiiice", ""),
    ],
)
async def test_bad_input_gets_a_clear_answer(chat: Talk, line: str, said: str) -> None:
    """One answer, no error, and the next line is understood as ever."""
    await chat.says(line)

    [answer] = chat.headlines()
    assert answer.startswith(said)
    await chat.says("/help")
    assert chat.headlines() == ["What I can do"]


async def test_html_in_a_name_is_only_a_name(stage: Stage) -> None:
    """A name is data: it is shown as it is, and can start no tag."""
    chat = stage.private('<a href="https://evil.example">Eve</a> & Co')

    await chat.says("/start")

    assert chat.headlines() == ['Hello, <a href="https://evil.example">Eve</a> & Co. I\'m Unknot.']
    assert "<a " not in chat.messages[0].html


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": None, "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"location": {"latitude": 1.0, "longitude": 2.0}},
        {"contact": {"phone_number": "1", "first_name": "A"}},
        {"dice": {"emoji": "🎲", "value": 1}},
    ],
)
async def test_what_is_no_text_is_answered_with_what_there_is(chat: Talk, content: dict[str, object]) -> None:
    """A picture or a place is not understood, and said so."""
    await chat.sends(**content)

    assert chat.headlines()[0].startswith("I didn't get that.")


async def test_a_voice_message_pauses_a_session(chat: Talk) -> None:
    """It might be "ouch": the session rests, and says why."""
    voice = {"file_id": "a", "file_unique_id": "b", "duration": 1}
    await chat.sends(voice=voice)
    assert chat.hears() == ["I can't listen yet. Please type it, in a few words."]

    await begins(chat)
    await chat.presses("Start now")
    chat.hears()
    await chat.sends(voice=voice)
    assert chat.hears()[-1] == "I can't listen yet, so I paused. Go on with /resume, or end with /stop."
    await chat.waits(minutes=5)
    assert chat.hears() == []


@pytest.mark.parametrize("data", ["", "nothing", "skip:1", "skip:9:9", "begin:long:alone", "hour:2575", "🙂"])
async def test_a_forged_button_has_had_its_turn(chat: Talk, data: str) -> None:
    """Data that is not ours is answered like a stale button."""
    await chat.presses_data(data)

    assert chat.toasts() == ["That button has had its turn. Use the newest message, or /routine."]
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
    """The library takes what it gets: neither the line nor the tap ends the way in for everybody."""
    chat.person["language_code"] = code

    await chat.says("/help")
    await chat.presses_data("nothing")

    assert chat.headlines() == ["What I can do"]
    assert chat.toasts() == ["That button has had its turn. Use the newest message, or /routine."]


@pytest.mark.parametrize("verb", ["later", "not_today"])
async def test_a_reminder_of_another_chat_cannot_be_answered(chat: Talk, stage: Stage, verb: str) -> None:
    """Its number alone gives no power over it."""
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
    """One bad update never sinks its batch; its receipt is written, so it does not come back."""

    def breaks(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(show.basics, "privacy", breaks)
    ben = stage.private("Ben", 1002)
    bad = chat.line("/privacy")
    batch = [ben.line("/help"), bad, chat.line("/help"), ben.line("/techniques")]

    await stage.takes(*batch)

    assert sorted(chat.headlines()) == [
        "Sorry, my fault. Nothing is lost. Please try again.",
        "What I can do",
    ]
    assert ben.headlines() == ["What I can do", "Five techniques"]
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

    assert chat.hears() == ["Sorry, my fault. Nothing is lost. Please try again."]
    assert await stage.rows("reminders") == []
    caplog.clear()


async def test_delete_me_asks_once_and_can_be_kept(chat: Talk, stage: Stage) -> None:
    """Keep changes nothing."""
    await chat.says("/timezone Lisbon")
    await chat.says("/delete_me")
    await chat.presses("Keep")

    assert chat.messages[-1].headline == "Kept. Nothing is deleted."
    assert [row["zone"] for row in await stage.rows("chats")] == ["Europe/Lisbon"]


async def test_delete_me_leaves_nothing(chat: Talk, stage: Stage) -> None:
    """Sessions, reminders, tips, zone and yes are gone at once; two days later the answer's row is, too."""
    await begins(chat)
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 13:00")
    await chat.says("/tip")
    await chat.says("/delete_me")
    await chat.presses("Delete all")
    chat.hears()

    for table in ("sessions", "reminders", "tips_shown"):
        assert await stage.rows(table) == []
    assert [(row["zone"], row["safety_yes"], row["last_routine"]) for row in await stage.rows("chats")] in (
        [],
        [(None, None, None)],
    )
    await chat.waits(days=3)
    assert chat.hears() == []
    for table in (*TABLES, "receipts"):
        assert await stage.rows(table) == []


async def test_after_delete_me_start_begins_afresh(chat: Talk) -> None:
    """The first /start again, and the gate is asked again."""
    await begins(chat)
    await chat.says("/delete_me")
    await chat.presses("Delete all")
    chat.hears()

    await chat.says("/start")
    assert chat.headlines() == ["Hello, Anna. I'm Unknot."]
    await chat.presses("Try one minute")
    await chat.presses("With a partner")
    assert chat.card().headline == "First, is it safe today?"


async def test_a_clock_set_back_does_not_hold_up_an_answer(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call did not leave, then the clock is set back an hour: the retry still comes in seconds."""
    outcomes: list[Outcome] = [NotSent()]
    sender = stage.house.courier._sender
    real = sender.send

    async def send(row: Row) -> Outcome:
        return outcomes.pop() if outcomes else await real(row)

    monkeypatch.setattr(sender, "send", send)
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
    """It is confirmed with the others, said once, and none of its words stand in the log."""
    broken = {"update_id": 900_000, "message": {"text": "sore shoulders", "from": {"id": 7}, "chat": "?"}}

    read = await chat.stage.takes(broken, chat.line("/help"))

    assert read == 1
    assert "What I can do" in chat.messages[-1].html
    assert 900_000 in {row["update_id"] for row in await chat.stage.rows("receipts")}
    assert [record.getMessage() for record in caplog.records if "cannot be read" in record.getMessage()]
    assert "shoulders" not in caplog.text
    caplog.clear()


async def test_what_could_not_be_committed_is_not_confirmed(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is fetched again, and answered then."""
    offsets: list[int | None] = []
    line, polling = chat.line("/remind 20:15"), stage.house.polling

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

    assert "they are fetched again" in caplog.text
    caplog.clear()
    assert offsets == [None, None, line["update_id"] + 1]
    assert len(chat.hears()) == 1


async def test_one_who_floods_is_read_in_part(chat: Talk, stage: Stage) -> None:
    """Everything is confirmed; the others are read as ever."""
    friend = stage.private("Bert", 2002)
    flood = [chat.line(f"hello {number}") for number in range(300)]

    read = await chat.stage.takes(*flood, friend.line("/help"))

    assert read == AT_ONCE + 1
    assert "What I can do" in friend.messages[-1].html
    assert len(await chat.stage.rows("receipts")) == len(flood) + 1


async def test_what_waits_for_who_has_blocked_the_bot_never_leaves(chat: Talk, stage: Stage) -> None:
    """Asked and blocked within one outage: a month later nobody gets an answer long forgotten."""
    await chat.says("/start")
    chat.hears()
    line = chat.line("/help")
    blocked = chat.changes("member", "kicked")

    await stage.takes(line, blocked)
    [answer] = [
        row for row in await stage.rows("outbox") if row["written_at"] > "2026-11-23" and row["id"] == 2
    ]
    assert answer["state"] == "blocked"
    await stage.waits(days=30)
    await chat.membership("kicked", "member")
    await stage.beats()

    assert chat.hears() == []


@pytest.mark.parametrize("way", ["lets the bot in", "writes"])
async def test_who_comes_back_does_not_get_what_waited_meanwhile(chat: Talk, stage: Stage, way: str) -> None:
    """Whatever has left it waiting: by then it is an answer long forgotten."""
    stage.telegram.holds = lambda row: True
    await chat.says("/help")
    [known] = await stage.rows("chats")
    await stage.house.database.run(
        lambda work: work.chats.put(Chat(chat.id, Language(known["language"]), is_gone=True))
    )
    stage.telegram.holds = lambda row: False
    await stage.is_away(days=30)

    if way == "writes":
        await chat.says("/privacy")
    else:
        await chat.membership("kicked", "member")
    await chat.waits(minutes=1)

    assert "What I can do" not in chat.headlines()
    assert (await stage.rows("outbox"))[0]["state"] == "blocked"


@pytest.mark.parametrize("way", ["answer", "question"])
async def test_a_tap_proves_that_an_answer_has_arrived(chat: Talk, stage: Stage, way: str) -> None:
    """What got no answer from Telegram, but can be tapped, is not said to be missing."""
    await begins(chat)
    stage.telegram.loses = lambda row: row.kind in (Kind.reply, Kind.notice)
    if way == "answer":
        await chat.says("/technique kneading")
    else:
        await chat.presses("Start now")
        await stage.is_away(minutes=30)
    for _ in range(3):
        stage.clock.forward(timedelta(seconds=3))
        await stage.beats()
    stage.telegram.loses = lambda row: False
    assert "unknown" in {row["state"] for row in await stage.rows("outbox")}

    chat.hears()
    await chat.presses(chat.card().labels[0])
    await chat.says("/help")

    assert "may not have reached you" not in "".join(chat.hears())


async def test_a_tap_whose_answer_cannot_be_put_into_words_ends_nothing(
    chat: Talk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is our bug, and logged as one; what was tapped is done."""

    class Mute(Renderer):
        def plain(self, phrase: Phrase) -> str:
            raise KeyError(phrase.id)

    await begins(chat)
    await chat.presses("Start now")
    monkeypatch.setattr("bot.telegram.toasts.Renderer", Mute)

    await chat.presses("Pause")

    assert chat.card().headline.startswith("Paused")
    assert "A tap could not be answered: our bug." in caplog.text
    caplog.clear()


@pytest.mark.parametrize("is_done", [True, False])
async def test_what_the_newest_tap_has_brought_keeps_its_buttons(
    stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch, is_done: bool
) -> None:
    """The call for the tap before it gets no answer for half a minute: it does not come after all."""
    await chat.says("/routine taster")
    plan = chat.card()
    sender = stage.house.courier._sender
    send, hanging, hung = sender.send, asyncio.Event(), list[Row]()

    async def hangs_once(row: Row) -> Outcome:
        if row.kind is not Kind.edit or hung:
            return await send(row)
        hung.append(row)
        if is_done:
            await send(row)
        await hanging.wait()
        return Ambiguous()

    monkeypatch.setattr(sender, "send", hangs_once)
    taps = [chat.tap_data(plan.data(label) or "", plan.id) for label in ("Length", "Start")]
    for tap in taps:
        await stage.house.taking.take([tap])
        stage.clock.forward(timedelta(seconds=20))
    hanging.set()
    await stage.settles()
    await chat.waits(minutes=1)

    assert hung
    assert plan.headline == "First, is it safe today?"
    assert plan.labels[0] == "Yes, all clear"


@pytest.mark.parametrize("way", ["taps again", "blocks"])
async def test_what_happens_while_a_late_answer_is_on_its_way_counts(
    stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The message whose place it takes keeps the buttons it got since; who is gone gets nothing more."""
    await chat.says("/routine taster")
    plan = chat.card()
    length, start = (chat.tap_data(plan.data(label) or "", plan.id) for label in ("Length", "Start"))
    stage.telegram.holds = lambda row: True
    await stage.takes(length)
    await chat.waits(seconds=40)
    stage.telegram.holds = lambda row: False
    sender = stage.house.courier._sender
    send, hanging, hung = sender.send, asyncio.Event(), list[Row]()

    async def hangs(row: Row) -> Outcome:
        if row.kind is Kind.fresh_card:
            hung.append(row)
            await hanging.wait()
        return await send(row)

    monkeypatch.setattr(sender, "send", hangs)
    stage.clock.forward(timedelta(minutes=1))
    await stage.house.tick()
    await stage.house.taking.take([start if way == "taps again" else chat.changes("member", "kicked")])
    hanging.set()
    await stage.settles()
    await chat.waits(minutes=1)

    assert hung
    assert plan.labels[0] == ("Yes, all clear" if way == "taps again" else "Start")
    assert "pending" not in {row["state"] for row in await stage.rows("outbox")}


async def test_a_message_that_is_replaced_twice_loses_its_buttons_all_the_same(
    stage: Stage, chat: Talk
) -> None:
    """Also where the buttons of the first time had no time to go."""
    await chat.says("/routine")
    menu = chat.card()
    taps = [chat.tap_data(menu.data(label) or "", menu.id) for label in menu.labels[:2]]
    for tap, waits in zip(taps, (lambda row: row.kind is Kind.tidy, lambda row: False), strict=True):
        stage.telegram.holds = lambda row: True
        await stage.takes(tap)
        await chat.waits(seconds=40)
        stage.telegram.holds = waits
        await chat.waits(minutes=1)
    await chat.waits(minutes=5)

    assert menu.labels == []


async def test_what_is_in_mid_call_when_the_bot_is_blocked_ends(
    stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not wait for ever in a chat that cannot be written to."""
    await chat.says("/help")
    sender = stage.house.courier._sender
    hanging = asyncio.Event()

    async def hangs(row: Row) -> Outcome:
        await hanging.wait()
        return NotSent()

    monkeypatch.setattr(sender, "send", hangs)
    await stage.house.taking.take([chat.line("/tip")])
    await stage.house.taking.take([chat.changes("member", "kicked")])
    hanging.set()
    await chat.waits(minutes=5)

    assert (await stage.rows("outbox"))[-1]["state"] == "expired"


async def test_who_has_come_back_is_not_gone_for_a_call_of_before(
    stage: Stage, chat: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its refusal takes its time: meanwhile the person has let the bot in again, and has asked something."""
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 13:00")
    chat.hears()
    sender = stage.house.courier._sender
    send, hanging = sender.send, asyncio.Event()

    async def refuses_once(row: Row) -> Outcome:
        if hanging.is_set():
            return await send(row)
        await hanging.wait()
        return Gone()

    monkeypatch.setattr(sender, "send", refuses_once)
    await stage.house.taking.take([chat.line("/tip")])
    await stage.house.taking.take([chat.changes("member", "kicked")])
    await stage.house.taking.take([chat.changes("kicked", "member"), chat.line("/help")])
    hanging.set()
    await stage.settles()

    assert chat.headlines() == ["What I can do"]
    assert [row["state"] for row in await stage.rows("outbox")][-2:] == ["blocked", "sent"]
    await chat.waits(hours=1)
    assert len(chat.hears()) == 1


async def test_sessions_that_cannot_be_kept_hold_up_nobody_and_are_tried_every_five_minutes(
    chat: Talk, stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug of ours stops five of them: the sixth plays on, and they wait to be continued once it is gone."""
    others = [stage.private(f"P{each}", 2001 + each) for each in range(5)]
    for talk in [*others, chat]:
        await begins(talk)
        await talk.presses("Start now")
        talk.hears()
    keep = keep_time._keep_session

    def fail(visit: Visit, session: Session) -> None:
        keep(visit, session)
        if session.chat != chat.id:
            raise ArithmeticError("a mistake")

    with monkeypatch.context() as patch:
        patch.setattr(keep_time, "_keep_session", fail)
        async with asyncio.timeout(20):  # else a beat with no end
            await stage.waits(minutes=2)

    assert chat.messages[-1].headline == "Done: Taster, 1 min"
    said = [record.getMessage() for record in caplog.records]
    assert said == ["A session could not be kept."] * 5
    caplog.clear()
    assert [talk.hears() for talk in others] == [[]] * 5
    await stage.waits(minutes=4)
    assert [talk.card().labels for talk in others] == [["Continue", "Stop"]] * 5


@pytest.mark.parametrize(
    ("set_back", "said", "then"),
    [
        (0, "A session could not be kept.", "Continue"),
        (1, "A session could not be moved with the clock.", "Rate it"),
    ],
)
async def test_a_session_that_cannot_be_read_holds_up_nobodys(
    chat: Talk, stage: Stage, caplog: pytest.LogCaptureFixture, set_back: int, said: str, then: str
) -> None:
    """A newer version of the bot, since taken back, may have written it: it waits until it can be read."""
    other = stage.private("Ben", 2001)
    for talk in (other, chat):
        await begins(talk)
        await talk.presses("Start now")
        talk.hears()
    await stage.writes("UPDATE sessions SET audience = 'robot' WHERE chat_id = 2001")
    stage.clock.set_back(timedelta(hours=set_back))
    await stage.beats()

    await stage.waits(minutes=2)

    assert chat.messages[-1].headline == "Done: Taster, 1 min"
    assert [record.getMessage() for record in caplog.records] == [said]
    caplog.clear()
    await stage.writes("UPDATE sessions SET audience = 'partner' WHERE chat_id = 2001")
    await stage.waits(minutes=5, hours=set_back)
    assert other.card().labels[0] == then


async def test_what_is_kept_for_a_time_only_goes_while_the_bot_runs(chat: Talk, stage: Stage) -> None:
    """Not only at its start: it may run for months."""
    await stage.beats()
    await chat.says("/help")
    assert [len(await stage.rows(table)) for table in ("outbox", "receipts")] == [1, 1]

    await stage.is_away(hours=49)

    assert [len(await stage.rows(table)) for table in ("outbox", "receipts")] == [0, 0]
