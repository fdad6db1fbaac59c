"""The gate and the red flags: safety comes before everything else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.catalogue import Language
from bot.domain.message import phrase
from bot.ports import Kind
from tests.conversations.stage import Stage, Talk, begins, plays
from tests.conversations.stage.chats import Shown
from tests.texts import button, texts

NOW = texts.headline("redflag")
TODAY = texts.headline("redflag_today")
CALL = texts.headline("call_now")
# Buttons that start no session and try no technique.
UNSTARTED = {
    *(button.get_help, button.not_meant, button.signs, button.leave_a_spot),
    *(button.a_tip, button.five_breaths, button.safety),
}
CARDS = (NOW, TODAY)


def steering(chat: Talk) -> list[Shown]:
    """Return the messages with buttons that end a session, or let it go on."""
    ways = {button.stop, button.resume, button("continue"), button.not_meant, button.pause}
    return [shown for shown in chat.messages if ways.intersection(shown.labels)]


async def test_the_gate_is_asked_once(chat: Talk) -> None:
    """A yes is kept: the second session begins without a question."""
    await chat.says("/routine taster")
    await chat.presses(button.start)
    assert chat.card().headline == texts.headline("gate")
    await chat.presses(button.yes_all_clear)
    await chat.says("/stop")

    await chat.says("/routine taster")
    await chat.presses(button.start)

    assert chat.card().headline == texts.headline("ready", n=60)


async def test_a_new_text_of_the_gate_is_asked_again(chat: Talk, stage: Stage) -> None:
    """A yes holds for the text it was given to."""
    await begins(chat)
    await chat.says("/stop")
    await stage.close()
    stage.catalogue = replace(stage.catalogue, gates={Language("en"): "another text"})
    await stage.open()

    await chat.says("/routine taster")
    await chat.presses(button.start)

    assert chat.card().headline == texts.headline("gate")


async def test_a_yes_holds_in_every_language_and_when_one_is_added(chat: Talk, stage: Stage) -> None:
    """Whoever has said yes to a text that is still asked somewhere is not asked again."""
    await begins(chat)
    await chat.says("/stop")
    await chat.says("/language zh-Hans")
    await stage.close()
    stage.catalogue = replace(stage.catalogue, gates={**stage.catalogue.gates, Language("xx"): "new"})
    await stage.open()

    await chat.says("/routine taster")
    await chat.presses_data(str(chat.card().keys[0][0][1]))

    [session] = [row for row in await stage.rows("sessions") if row["ended_at"] is None]
    assert session["state"] == "running"


async def test_without_a_yes_nothing_begins(chat: Talk) -> None:
    """Not sure: no massage, something else instead."""
    await chat.says("/routine taster")
    await chat.presses(button.start)
    await chat.presses(button.not_sure)

    assert chat.card().labels == [button.a_tip, button.five_breaths, button.safety]
    await chat.presses(button.five_breaths)
    assert chat.headlines()[-1] == texts.headline("five_breaths")
    assert await chat.stage.rows("sessions") == []


async def test_five_breaths_are_led_breath_by_breath_in_one_message(chat: Talk) -> None:
    """Each tap brings the next breath, in the message of the first one; after the fifth they are over."""
    await chat.says("/routine taster")
    for label in (button.start, button.not_sure, button.five_breaths):
        await chat.presses(label)
    count = len(chat.messages)

    led = []
    for label in (button.first_breath, *(button.next_breath,) * 4):
        await chat.presses(label)
        led.append(chat.messages[-1].text)
    await chat.presses(button.done)

    assert led == [texts("breath", i=n, n=5, words=phrase(f"breath_words.{n}")) for n in (1, 2, 3, 4, 5)]
    assert chat.messages[-1].text == texts("breaths_done")
    assert chat.messages[-1].labels == [button.once_more, button.a_tip, button.safety]
    assert len(chat.messages) == count


@pytest.mark.parametrize("data", ["breaths:0", "breaths:7", "breaths:x", "breaths:1:2", "breaths:-1"])
async def test_a_forged_breath_is_stale(chat: Talk, data: str) -> None:
    await chat.presses_data(data)

    assert chat.toasts() == [texts("e_stale")]


@pytest.mark.parametrize(
    ("line", "card"),
    [
        ("my legs r numb", NOW),
        ("fell off a lader, back hurts", NOW),
        ("/routine I have chest pain", NOW),
        ("/remind 8:30 but my legs are numb", NOW),
        ("stop, I have chest pains", NOW),
        ("how do I knead if there is tinglng", NOW),
        ("i have a fever", TODAY),
        ("she's pregnent is it ok", texts("redflag_ask")),
        ("long story " * 40 + " and since then my legs feel numb", NOW),
        ("x" * 4000 + " cannot breathe", NOW),
    ],
)
async def test_red_flags_come_before_anything_else(chat: Talk, line: str, card: str) -> None:
    """In a command, a question or a long text: no teaching, only the card."""
    await chat.says(line)

    [said] = chat.headlines()
    assert said.startswith(card)
    assert chat.card().labels == [button.get_help, button.not_meant]
    assert not chat.card().silent
    assert await chat.stage.rows("reminders") == []


@pytest.mark.parametrize(
    "line", ["I feel good", "never mind", "please cancel", "what a number", "he felt it"]
)
async def test_words_that_only_look_like_red_flags_bring_no_card(chat: Talk, line: str) -> None:
    """feel is not fell, never is not fever, cancel is not cancer, number is not numb."""
    await chat.says(line)

    assert all(not said.startswith(CARDS) for said in chat.headlines())


@pytest.mark.parametrize("line", ["my legs are numb", "I feel feverish", "is it ok, she is pregnant"])
async def test_a_red_flag_pauses_the_session(chat: Talk, line: str) -> None:
    """Nothing plays on after a red flag, however urgent. The answer leads: no other message has buttons."""
    await plays(chat, seconds=3)

    await chat.says(line)
    [flag] = chat.headlines()
    assert not flag.startswith(texts.opening("paused"))
    assert chat.messages[-1].labels[-2:] == [button.not_meant, button.stop]
    assert steering(chat) == chat.messages[-1:]
    assert chat.messages[-2].text == texts.step(1, 3, "settle", 10), "no time stands still"

    await chat.waits(hours=1)
    assert chat.hears() == []


@pytest.mark.parametrize("line", ["i have a rash there", "my legs are numb", "he is drunk"])
async def test_a_paused_card_that_waits_is_not_sent_below_a_red_flag(
    chat: Talk, stage: Stage, line: str
) -> None:
    """Nothing there offers to resume, whatever was on its way, and wherever the session stood."""
    await plays(chat, seconds=3)
    stage.telegram.holds = lambda row: row.kind is not Kind.alarm
    await chat.says("ouch")
    await chat.says(line)
    stage.telegram.holds = lambda row: False
    await chat.waits(seconds=5)

    assert chat.messages[-1].labels[-2:] == [button.not_meant, button.stop]
    assert steering(chat) == chat.messages[-1:]


async def test_a_red_flag_below_the_question_after_an_outage(chat: Talk, stage: Stage) -> None:
    """The question has no buttons any more, and a new yes begins the step that waited."""
    await plays(chat, "full", seconds=10)
    await stage.is_away(minutes=10)
    await chat.says("my legs are numb")
    await chat.waits(seconds=2)

    assert steering(chat) == chat.messages[-1:]
    await chat.presses(button.not_meant)
    await chat.presses(button.yes_all_clear)
    assert chat.messages[-1].headline == texts.step(2, 7, "kneading", 180)
    assert steering(chat) == chat.messages[-1:]


async def test_stop_below_a_red_flag_leaves_where_to_get_help(chat: Talk) -> None:
    """Its answer is a message of its own."""
    await plays(chat, seconds=3)
    await chat.says("my legs are numb")
    flag = chat.messages[-1]
    chat.hears()

    await chat.presses(button.stop)

    assert chat.headlines() == [texts.headline("stopped_early")]
    assert CALL in flag.text
    assert flag.labels == []
    assert steering(chat) == []


async def test_what_follows_a_red_flag_offers_no_more_than_it(chat: Talk) -> None:
    """Whatever is typed next, the card below has the same two buttons, and the answer above has none."""
    await plays(chat, seconds=3)
    await chat.says("my legs are numb")
    flag = chat.messages[-1]

    await chat.says("what now")

    assert chat.messages[-1].labels == [button.not_meant, button.stop]
    assert flag.labels == []
    await chat.presses(button.not_meant)
    await chat.presses(button.yes_all_clear)
    assert chat.messages[-1].labels[:2] == [button.lighter, button.just_right]
    assert steering(chat) == chat.messages[-1:]


async def test_of_two_red_flags_only_the_newer_one_leads(chat: Talk) -> None:
    await plays(chat, seconds=3)
    await chat.says("my legs are numb")
    await chat.says("i have a rash there")
    await chat.waits(seconds=1)

    assert steering(chat) == chat.messages[-1:]


async def test_a_yes_typed_for_takes_the_buttons_off_the_red_flag(chat: Talk) -> None:
    """ "Go on" asks the gate below it; after the yes only the card has buttons."""
    await plays(chat, seconds=3)
    await chat.says("my legs are numb")

    await chat.says("go on")
    await chat.presses(button.yes_all_clear)
    await chat.waits(seconds=1)

    assert steering(chat) == chat.messages[-1:]


@pytest.mark.parametrize(
    "line",
    [
        *("ouch", "ow", "owwww", "OWWW my neck!", "that hurts", "it hurts here", "no, that hurts"),
        *("my neck hurts", "neck pain", "ouch my neck", "i am in pain", "pain", "painful", "too painful"),
        *("ahh that burns", "burning", "i feel sick", "nauseous", "sore there", "sharp", "that is sharp"),
        "my shoulder hurts a lot when you press there so hard with the heel of the hand",
        "it does not hurt here but there it hurts",
        "does tapping hurt",
    ],
)
async def test_words_of_pain_pause_at_once(chat: Talk, line: str) -> None:
    """Words of pain come before any other meaning of a line: the session pauses, no technique is shown."""
    await plays(chat, seconds=3)

    await chat.says(line)
    [said] = chat.hears()
    assert said.startswith(texts("paused_pain")) and "/safety" in said
    assert chat.card().labels == [button.lighter, button.resume, button.stop]

    await chat.waits(hours=1)
    assert chat.hears() == []


@pytest.mark.parametrize(
    "line",
    [
        *("no pain", "no pain at all", "pain free", "painless", "does not hurt", "it doesn't hurt"),
        *("not painful", "this isn’t painful", "nothing hurts"),
    ],
)
async def test_who_says_that_nothing_hurts_is_not_interrupted(chat: Talk, line: str) -> None:
    """The next step comes on time."""
    await plays(chat)

    await chat.says(line)
    chat.hears()
    await chat.waits(seconds=10)

    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]


PAIN = texts.headline("pain")
CARE = texts.headline("care")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        *((line, PAIN) for line in ("that hurts", "ouch", "owwww", "painful", "my back is killing me")),
        *((line, texts.headline("neck")) for line in ("neck pain", "my neck hurts")),
        *(
            (line, texts.headline("soreness"))
            for line in ("sore now", "is soreness normal?", "bit sore the day after, normal?")
        ),
        *(
            (line, CARE)
            for line in ("I feel worse", "i feel sick", "i have hashimoto", "my knee makes noises")
        ),
    ],
)
async def test_words_of_pain_without_a_session_are_taken_in(chat: Talk, line: str, said: str) -> None:
    """What may help and when to see somebody, without an emergency number; nothing can be started."""
    await chat.says(line)

    [answer] = chat.headlines()
    assert answer.startswith(said)
    assert not texts.are_in(answer, "call_now")
    assert set(chat.card().labels) <= UNSTARTED


@pytest.mark.parametrize("line", ["i have hashimoto", "my knee makes strange noises"])
async def test_what_is_not_understood_of_the_body_pauses_a_session(chat: Talk, line: str) -> None:
    await plays(chat, seconds=3)

    await chat.says(line)
    [said] = chat.headlines()
    assert said.startswith(CARE)
    assert chat.messages[-1].labels[-2:] == [button.not_meant, button.stop]

    await chat.waits(hours=1)
    assert chat.hears() == []


@pytest.mark.parametrize("line", ["i want to kill myself", "whats the point of living", "i cut myself again"])
@pytest.mark.parametrize(
    ("zone", "number"),
    [(None, None), ("Europe/London", "116 123"), ("Asia/Shanghai", "12356"), ("Asia/Tokyo", None)],
)
async def test_words_of_self_harm_get_a_person_to_talk_to(
    chat: Talk, line: str, zone: str | None, number: str | None
) -> None:
    """A number where one is known for the country, else a directory; and the session pauses.

    The answer leads: the card above has no button, and here the only one ends the session. Also in a pause no
    card follows.
    """
    if zone is not None:
        await chat.says(f"/timezone {zone}")
    await plays(chat, seconds=3)

    await chat.says(line)
    said = chat.messages[-1]
    assert said.headline.startswith(texts.headline("crisis"))
    assert (number or "findahelpline.com") in said.text
    assert _labels(chat) == [said.labels] == [[button.stop]]
    assert chat.headlines() == [said.headline]

    await chat.says(line)
    assert chat.headlines() == [said.headline]
    assert _labels(chat) == [[button.stop]]
    assert said.labels == []
    await chat.waits(hours=1)
    assert chat.hears() == []
    await chat.says("resume")
    assert chat.card().headline == texts.headline("gate")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("do you do happy endings", "sexual_no"),
        ("massage my feet", "body_no"),
        ("full body massage", "body_no"),
        ("does it cure insomnia", "no_claim"),
        ("can i massage on the spine", "safety_keep_off"),
        ("there is a mole on his back", "leave_out"),
    ],
)
async def test_other_wishes_get_a_clear_line_and_no_start(chat: Talk, line: str, said: str) -> None:
    await chat.says(line)

    assert chat.headlines()[-1].startswith(texts.headline(said))
    assert set(chat.card().labels) <= UNSTARTED


YOUNG = texts.headline("adults_only")
DRUNK = texts.headline("sober_only")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        *(
            (line, YOUNG)
            for line in ("I'm 15", "she is 16, ok?", "my daughter is twelve", "he is 17 years old")
        ),
        *((line, YOUNG) for line in ("can my kid do it", "for children", "how do I knead my child")),
        *((line, DRUNK) for line in ("I am drunk", "we had some wine", "ok after two beers?")),
    ],
)
@pytest.mark.parametrize("in_session", [False, True])
async def test_only_sober_adults_get_a_massage(chat: Talk, line: str, said: str, in_session: bool) -> None:
    """The bot declines calmly. A session pauses, and the next one begins with the safety question."""
    await plays(chat)
    if not in_session:
        await chat.says("stop")
    chat.hears()

    await chat.says(line)
    [answer] = chat.headlines()
    assert answer.startswith(said)
    assert (button.stop in chat.messages[-1].labels) is in_session
    assert chat.messages[-1].labels[:2] == [button.a_tip, button.five_breaths]

    await chat.waits(hours=1)
    assert chat.hears() == []
    await chat.says("resume" if in_session else "/routine taster")
    if not in_session:
        await chat.presses(button.start)
    assert chat.card().headline == texts.headline("gate")


@pytest.mark.parametrize(
    "line",
    ["I'm 15 minutes late", "I am 45", "we are 2", "remind me at 9", "the kids are asleep", "not drunk"],
)
async def test_other_numbers_are_no_ages(chat: Talk, line: str) -> None:
    """And who says that the kids sleep speaks of no massage for them."""
    await chat.says(line)

    assert not chat.hears()[0].startswith((YOUNG, DRUNK))


async def test_only_when_a_session_ran_it_is_called_paused(chat: Talk) -> None:
    """The card says that the session is paused only if one was running."""
    await chat.says("my legs are numb")
    assert not texts.are_in(chat.hears()[0], "redflag_running")

    await chat.presses("Not meant")
    await chat.presses(button.yes_all_clear)
    await begins(chat)
    await chat.says("my legs are numb")
    assert texts.are_in(chat.hears()[0], "redflag_running")


async def test_get_help_shows_whom_to_call(chat: Talk) -> None:
    """Get help leads to the numbers and signs."""
    await chat.says("my legs are numb")
    chat.hears()

    await chat.presses(button.get_help)

    assert chat.headlines()[0].startswith(CALL)


async def test_not_meant_asks_the_gate_anew_and_then_goes_on(chat: Talk) -> None:
    """It goes on only through a new yes, and from where it was."""
    await plays(chat, seconds=20)
    await chat.says("my legs are numb")
    chat.hears()

    await chat.presses("Not meant")
    assert chat.messages[-1].headline == texts.headline("gate")
    await chat.presses(button.yes_all_clear)
    assert chat.messages[-1].labels[:2] == [button.lighter, button.just_right]
    await chat.waits(seconds=29)
    assert texts.step(3, 3, "finish", 10) not in chat.headlines()
    await chat.waits(seconds=1)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]


@pytest.mark.parametrize("way", [button.not_meant, "/resume", "go on"])
async def test_after_a_red_flag_resume_asks_the_gate_first(chat: Talk, way: str) -> None:
    """Neither a button nor a command nor a word resumes the session without the question."""
    await plays(chat, seconds=20)
    await chat.says("my legs are numb")
    chat.hears()

    await (chat.presses(way) if way == button.not_meant else chat.says(way))

    assert chat.card().headline == texts.headline("gate")
    chat.hears()
    await chat.waits(hours=1)
    assert chat.hears() == []


@pytest.mark.parametrize("way", [button.skip, "/skip", "/back", "next"])
async def test_after_a_red_flag_nothing_else_starts_the_clock_either(chat: Talk, way: str) -> None:
    """Skip and Back would let the session run on: they wait for the gate as well."""
    await plays(chat, seconds=20)
    data, on = str(chat.card().data(button.skip)), chat.card().id
    await chat.says("my legs are numb")
    chat.hears()

    await (chat.presses_data(data, on) if way == button.skip else chat.says(way))
    await chat.waits(hours=1)

    assert [line for line in chat.headlines() if line[0].isdigit()] == []


async def test_after_a_red_flag_a_new_session_asks_the_gate(chat: Talk) -> None:
    """The earlier yes no longer counts."""
    await begins(chat)
    await chat.says("/stop")
    await chat.says("my legs are numb")

    await chat.says("/routine taster")
    await chat.presses(button.start)

    assert chat.card().headline == texts.headline("gate")


async def test_nothing_of_a_red_flag_is_kept(chat: Talk) -> None:
    """Not one word of it is in the database."""
    await chat.says("my legs are numb since tuesday")

    for table in ("chats", "sessions", "reminders", "outbox", "receipts", "tips_shown"):
        assert "tuesday" not in str(await chat.stage.rows(table))


@pytest.mark.parametrize("is_newest", [True, False])
async def test_after_not_sure_a_session_goes_on_only_by_way_of_a_new_yes(chat: Talk, is_newest: bool) -> None:
    """The answer leads, wherever the question stood; no button resumes, and another one asks the question."""
    await plays(chat)
    await chat.says("my legs are numb")
    await chat.presses(button.not_meant)
    gate = chat.card()
    if not is_newest:  # the session runs again, by way of a second question
        await chat.says("go on")
        await chat.presses(button.yes_all_clear)
        assert button.pause in chat.card().labels
    chat.hears()

    await chat.presses_data("unsure", on=gate.id)
    unsure = chat.messages[-1]
    assert chat.headlines() == [texts.headline("unsure")]
    assert _labels(chat) == [unsure.labels]
    assert unsure.labels[-2:] == [button.not_meant, button.stop]
    assert button.resume not in unsure.labels
    await chat.waits(hours=1)
    assert chat.hears() == []

    await chat.presses(button.not_meant)
    assert button.yes_all_clear in chat.card().labels
    await chat.presses(button.yes_all_clear)
    assert chat.messages[-1].labels[0] == button.lighter
    assert _labels(chat) == [chat.messages[-1].labels]


async def test_not_sure_on_an_old_question_takes_the_yes_back(chat: Talk) -> None:
    """Also while no session is on: the next one begins with the question."""
    await chat.says("/routine taster")
    await chat.presses(button.start)
    gate = chat.card()
    await chat.presses(button.yes_all_clear)
    await chat.says("stop")

    await chat.presses_data("unsure", on=gate.id)
    await chat.says("/routine taster")
    await chat.presses(button.start)

    assert chat.card().headline == texts.headline("gate")


def _labels(chat: Talk) -> list[list[str]]:
    """Return the buttons of each message that can end a session or answer the safety question."""
    return [shown.labels for shown in chat.messages if {button.stop, button.yes_all_clear} & {*shown.labels}]
