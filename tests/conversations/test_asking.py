"""Techniques, routines and everything else that people ask for, in their own words."""

from __future__ import annotations

import pytest

from bot.domain.message import phrase
from tests.conversations.stage import Talk, begins, plays
from tests.texts import button, not_understood, texts

FIVE = ["Kneading", "Pushing", "Pinching", "Tapping", "Rolling"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        *((f"/{name.lower()}", name) for name in FIVE),
        *((f"/technique {name.lower()}", name) for name in FIVE),
        ("/technique kneeding", "Kneading"),
        ("/technique 揉法", "Kneading"),
        ("/kneeding", "Kneading"),
        ("how do I do kneeding?", "Kneading"),
        ("how do i kneed", "Kneading"),
        ("pushng technique", "Pushing"),
        ("pinch and lift thing?", "Pinching"),
        ("drum on back w fists", "Tapping"),
        ("rolling fist how", "Rolling"),
        ("gunfa", "Rolling"),
        ("/start t_kneading", "Kneading"),
    ],
)
async def test_a_technique_is_found_by_command_alias_typo_and_sentence(
    chat: Talk, line: str, name: str
) -> None:
    """Each leads to the technique's card, from which it can be tried."""
    await chat.says(line)

    assert chat.headlines()[-1].startswith(name)
    assert chat.card().labels == [button.try_it, button.why_sources, button.all_five]


@pytest.mark.parametrize("line", ["/techniques", "/technique", "what tecniques r there"])
async def test_the_list_shows_all_five(chat: Talk, line: str) -> None:
    """Five buttons, in the seed's order, each with its card behind it."""
    await chat.says(line)
    assert chat.card().labels == FIVE

    await chat.presses("Tapping")
    assert chat.headlines()[-1].startswith("Tapping")
    await chat.presses(button.all_five)
    assert chat.card().labels == FIVE


def about(what: str) -> str:
    """Return the line about a technique or a routine."""
    return texts("about_line", name=phrase(f"{what}.name"), about=phrase(f"{what}.line"))


async def test_two_techniques_are_a_choice_and_not_a_guess(chat: Talk) -> None:
    """A line with two techniques gets two buttons."""
    await chat.says("kneading vs rolling")

    assert chat.card().labels == ["Kneading", "Rolling"]
    assert chat.card().text.split("\n") == [
        texts.headline("techs_some"),
        about("technique.kneading"),
        about("technique.rolling"),
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("without rolling", "Rolling"),
        ("I don't like tapping", "Tapping"),
        ("leave out the pinching", "Pinching"),
        ("less tapping please", "Tapping"),
        ("no kneading please", "Kneading"),
        ("kneading but no tapping or rolling", "Tapping and Rolling"),
    ],
)
async def test_who_wants_less_of_a_technique_is_told_how_and_not_taught_it(
    chat: Talk, line: str, names: str
) -> None:
    """One sentence; no likings are changed by a word."""
    await chat.says(line)

    assert chat.hears() == [texts("less_of", techniques=names)]


@pytest.mark.parametrize("line", ["how do I knead without rolling?", "no idea how to do kneading"])
async def test_a_question_with_such_a_word_is_still_taught(chat: Talk, line: str) -> None:
    """Such a line is a question."""
    await chat.says(line)

    assert button.all_five in chat.card().labels or "Kneading" in chat.card().labels


async def test_a_technique_that_is_unknown_is_named_as_such(chat: Talk) -> None:
    """First what was not found, then the five that there are."""
    await chat.says("/technique xyz")

    lines = chat.card().text.split("\n")
    assert lines[:3] == [texts("e_technique_plain", text="xyz"), "", texts.headline("techs")]
    assert chat.card().labels == ["Kneading", "Pushing", "Pinching", "Tapping", "Rolling"]


async def test_two_names_after_the_command_are_a_choice_too(chat: Talk) -> None:
    await chat.says("/technique kneading or rolling")

    assert chat.card().labels == ["Kneading", "Rolling"]


async def test_why_names_who_says_so(chat: Talk) -> None:
    """The reasons come with sources that can be opened."""
    await chat.says("/kneading")
    await chat.presses(button.why_sources)

    assert "Sources" in chat.messages[-1].text
    assert '<a href="https://' in chat.messages[-1].html


@pytest.mark.parametrize(
    ("line", "plan"),
    [
        ("/routine full", texts.plan("full", 10)),
        ("/routine FULL ", texts.plan("full", 10)),
        ("/routine solo", texts.plan("solo", 5, "alone")),
        ("/start routine_full", texts.plan("full", 10)),
        ("massge my wife 10 mins", texts.plan("full", 10)),
        ("smth quick", texts.plan("quick", 5)),
        ("im alone", texts.plan("solo", 5, "alone")),
        ("only 2 min", texts.plan("taster", 1)),
    ],
)
async def test_a_routine_is_found_in_many_words(chat: Talk, line: str, plan: str) -> None:
    """Each leads to the plan, before anything starts."""
    await chat.says(line)

    assert chat.headlines()[-1] == plan
    assert chat.card().labels[0] == button.start


async def test_a_shortened_step_says_so(chat: Talk) -> None:
    """Where the seed wants more time than a plan gives, the plan says it."""
    await chat.says("/routine taster")

    limits = texts("limits", least="3 min", most="5 min")
    assert texts("plan_shortened", technique="Kneading", limits=limits, time="40 s") in chat.hears()[0]


async def test_a_routine_for_both_can_change_sides(chat: Talk) -> None:
    """ "On my own" shows the other plan in the same message."""
    await chat.says("/routine taster")
    await chat.presses(button.on_my_own)

    assert len(chat.messages) == 1
    assert chat.card().headline == texts.plan("taster", 1, "alone")


async def test_every_routine_can_be_picked(chat: Talk) -> None:
    """/routine alone offers them all."""
    await chat.says("/routine")

    assert chat.card().labels == [
        button("routine.taster"),
        button("routine.quick"),
        button("routine.full"),
        button("routine.long"),
        button("routine.deep"),
        button("routine.solo"),
        button.my_own,
    ]
    assert [about("routine.taster"), about("routine.quick")] == chat.card().text.split("\n")[1:3]
    await chat.presses(button("routine.long"))
    assert chat.card().headline == texts.plan("long", 15)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/help", texts.headline("help")),
        ("what can you do?", texts.headline("help")),
        ("/safety", texts.headline("call_now")),
        ("emergency", texts.headline("call_now")),
        ("it's an emergency", texts.headline("call_now")),
        ("what are the red flags", texts.headline("call_now")),
        ("is it safe?", texts.headline("faq.is_it_safe", own_advice=phrase("own_advice"))),
        ("who should not get a massage", texts.headline("faq.is_it_safe", own_advice=phrase("own_advice"))),
        ("/privacy", texts.headline("privacy")),
        ("/timezone", texts.headline("zone")),
        ("wrong time zone", texts.headline("zone")),
        ("/reminders", texts("reminders_none")),
        ("hello", texts.opening("start", name="Anna")),
        ("massage my neck", texts.headline("neck")),
        ("does it cure slipped disc", texts.headline("redflag_ask")),
        ("does it cure insomnia", texts.headline("no_claim")),
        ("delet my data", texts("delete")),
        ("not today pls", texts("nottoday_none")),
        ("softer", texts.headline("safety_pressure")),
    ],
)
async def test_commands_and_words_bring_the_same_screens(chat: Talk, line: str, said: str) -> None:
    """A command and its words show the same screen."""
    await chat.says(line)

    assert chat.headlines()[0].startswith(said)


async def test_thanks_get_one_warm_line_and_no_menu(chat: Talk) -> None:
    """No buttons, no question."""
    await chat.says("thx!!")

    assert len(chat.hears()) == 1
    assert chat.messages[-1].keys == []


async def test_tips_do_not_repeat_before_all_were_shown(chat: Talk) -> None:
    """The whole pool, then from the start."""
    pool = len(chat.stage.catalogue.tips)
    await chat.says("/tip")
    for _ in range(pool - 1):
        await chat.presses(button.another)

    assert len(set(chat.hears())) == pool

    await chat.presses(button.another)
    assert chat.messages[-1].text == chat.messages[0].text


@pytest.mark.parametrize("asked", ["An exercise please", "exercise", "give me an exercise", "a stretch"])
async def test_who_asks_for_an_exercise_gets_one(chat: Talk, asked: str) -> None:
    """And never a posture tip; it names an easier and a harder way, and who should leave it."""
    catalogue = chat.stage.catalogue

    await chat.says(asked)

    [shown] = await chat.stage.rows("tips_shown")
    assert catalogue.tips[shown["tip"]].is_exercise
    for part in ("easier", "harder", "not_for"):
        assert texts(f"tip.{shown['tip']}.{part}") in chat.card().text


@pytest.mark.parametrize("number", [1001, 1002, 1003, 1004])
async def test_a_question_about_sitting_brings_a_posture_tip(chat: Talk, number: int) -> None:
    """The answer is a posture tip and never an exercise."""
    asker = chat.stage.private("Somebody", number)

    await asker.says("how shuld i sit")

    catalogue = chat.stage.catalogue
    [shown] = await chat.stage.rows("tips_shown")
    assert catalogue.tips[shown["tip"]].kind == "posture"


LONG = "word " * 1000
CUT = [LONG[:4095], LONG[4095:]]  # as Telegram's apps cut it


@pytest.mark.parametrize("rest", [CUT[1], "last words", "w" * 4096])
@pytest.mark.parametrize("seconds", [None, 0, 1, 2])
async def test_a_text_that_telegram_cuts_gets_one_answer(chat: Talk, rest: str, seconds: int | None) -> None:
    """The pieces may come in one batch or one by one, and the last piece may be short."""
    if seconds is None:
        await chat.stage.takes(chat.line(CUT[0]), chat.line(rest))
    else:
        await chat.says(CUT[0])
        await chat.waits(seconds=seconds)
        await chat.says(rest)

    assert chat.hears() == [texts("e_long", n=4095)]
    assert chat.card().labels == [button.routines, button.techniques]


async def test_after_a_long_text_the_next_line_is_heard(chat: Talk) -> None:
    """After a few seconds a line no longer counts as the rest of the long text, even when it is long too."""
    for _ in range(2):
        await chat.says(CUT[0])
        await chat.waits(seconds=4)
    assert len(chat.hears()) == 2

    await chat.says("hello")

    assert chat.headlines() == [texts.headline("start", name="Anna")]


async def test_a_line_that_no_app_cuts_has_no_rest(chat: Talk) -> None:
    """Over 500 characters, but far from what a message can hold: what follows is a line of its own."""
    await chat.says("x" * 600)
    await chat.says("hello")

    assert len(chat.hears()) == 2


async def test_stop_is_heard_right_after_a_long_text(chat: Talk) -> None:
    """A word for the session that runs is never taken for a rest."""
    await begins(chat)
    await chat.says(CUT[0])

    await chat.says("stop")

    assert chat.messages[-1].headline.startswith(texts.opening("stopped"))


async def test_a_long_text_as_a_name_gets_one_answer(chat: Talk) -> None:
    """The bot still waits for the name after that."""
    await chat.says("/my_routines")
    for tap in (button.new_routine, button.add_kneading, button.name_it):
        await chat.presses(tap)
    chat.hears()

    for piece in CUT:
        await chat.says(piece)
    assert chat.hears() == [texts("e_name_long", n=4094, most=40)]

    await chat.waits(seconds=4)
    await chat.says("Evening")
    assert chat.headlines() == [texts("saved", name="Evening")]


@pytest.mark.parametrize(
    ("line", "labels", "tapped", "leads_to"),
    [
        (
            "massage my neck",
            [button.safety, button.a_tip],
            button.safety,
            texts.headline("call_now"),
        ),
        (
            "can it cure insomnia",
            [button.safety, button.a_tip],
            button.safety,
            texts.headline("call_now"),
        ),
        (
            "/remind 25:99",
            ["8:30", "13:00", "20:00"],
            "13:00",
            texts.headline("remind_kept", days="every day", time="13:00"),
        ),
    ],
)
async def test_a_no_offers_the_nearest_thing(
    chat: Talk, line: str, labels: list[str], tapped: str, leads_to: str
) -> None:
    """The offered buttons work, and lead there in one or two taps."""
    await chat.says(line)
    assert chat.card().labels == labels

    await chat.presses(tapped)

    assert chat.messages[-1].headline.startswith(leads_to)


@pytest.mark.parametrize(("line", "nearest"), [("dep", texts("routine.deep.name")), ("nkead", "Kneading")])
async def test_what_was_not_understood_offers_what_it_is_nearest_to(
    chat: Talk, line: str, nearest: str
) -> None:
    """The first button is what the sentence names."""
    await chat.says(line)
    assert chat.card().headline == texts("e_lost", nearest=nearest)
    assert chat.card().labels == [nearest, button.routines, button.techniques, button.reminder, button.a_tip]

    await chat.presses(nearest)

    assert chat.messages[-1].headline.startswith(nearest)


async def test_a_zone_that_is_not_known_is_asked_for_again(chat: Talk) -> None:
    """With an example in the input field, and the next line counts."""
    await chat.says("/timezone Blefuscu")
    assert chat.messages[-1].question == "Lisbon"

    await chat.says("Lisbon")

    assert chat.messages[-1].headline.startswith("Zone: Lisbon.")


async def test_a_picture_does_not_end_a_question(chat: Talk) -> None:
    """A picture keeps the question open; a tap on something else ends it."""
    await chat.says("/tip")
    await chat.says("/timezone")
    await chat.sends(dice={"emoji": "🎲", "value": 1})
    await chat.says("Lisbon")
    assert chat.messages[-1].headline.startswith("Zone: Lisbon.")

    await chat.says("/timezone")
    await chat.presses(button.another)
    await chat.says("Lisbon")
    assert not chat.messages[-1].headline.startswith(texts.opening("zone_ok"))


async def test_with_six_reminders_one_can_be_deleted_on_the_spot(chat: Talk) -> None:
    """The seventh is refused with the six to choose from."""
    await chat.says("/timezone Lisbon")
    for hour in range(13, 20):
        await chat.says(f"/remind {hour}:00")
    assert chat.card().labels == [*(f"Edit {n} · {n + 12}:00" for n in range(1, 7)), button.reminders]

    await chat.presses("Edit 3")
    await chat.presses(button.delete)

    assert len(await chat.stage.rows("reminders")) == 5


TASTER, WHICH = texts.plan("taster", 1), texts.headline("pick")
FEELS = texts("rate")


@pytest.mark.parametrize("line", ["start", "ok start", "go", "swap", "we are two", "what do I need?"])
async def test_who_just_wants_to_begin_may_choose(chat: Talk, line: str) -> None:
    """Before the first session there is nothing to begin again."""
    await chat.says(line)

    assert chat.headlines() == [WHICH]


@pytest.mark.parametrize("line", ["start", "same again", "again", "once more", "swap", "start now"])
async def test_again_shows_the_plan_of_last_time(chat: Talk, line: str) -> None:
    """The same routine, for the same, as long; nothing starts unasked."""
    await begins(chat, "full 5", alone=True)
    await chat.says("stop")
    chat.hears()

    await chat.says(line)

    assert chat.headlines() == [texts.plan("full", 5, "alone")]
    assert chat.card().labels[0] == button.start


async def test_again_shows_a_routine_of_ones_own(chat: Talk) -> None:
    """If that was the last one."""
    await chat.says("/my_routines")
    for tap in (button.new_routine, button.add_kneading, button.name_it):
        await chat.presses(tap)
    await chat.says("Evening")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.says("stop")
    chat.hears()

    await chat.says("same again")

    assert chat.headlines()[0].startswith("Evening")
    assert chat.card().labels[0] == button.start


@pytest.mark.parametrize("line", ["rate it", "looser", "it feels stiffer"])
async def test_how_it_feels_can_be_said_in_words(chat: Talk, line: str) -> None:
    """It is asked with its buttons; whoever has said it is thanked."""
    await begins(chat)
    await chat.waits(minutes=3)
    chat.hears()

    await chat.says(line)
    assert chat.headlines() == [FEELS]
    await chat.presses(button.looser)
    await chat.says(line)

    assert chat.headlines()[-1] != FEELS
    assert chat.messages[-1].labels == []


@pytest.mark.parametrize("before", [None, "stop", "running"])
async def test_with_nothing_to_rate_nothing_is_asked(chat: Talk, before: str | None) -> None:
    """No session, a stopped one, or one that runs."""
    if before is not None:
        await plays(chat, seconds=30)
    if before == "stop":
        await chat.says("stop")
    chat.hears()

    await chat.says("rate it")

    assert not_understood(chat.hears()[0])


@pytest.mark.parametrize("line", ["never mind", "nevermind!", "no thanks"])
async def test_never_mind_is_taken_lightly(chat: Talk, line: str) -> None:
    """The answer is one short line, and the words are not taken as a routine's name."""
    await chat.says(line)
    assert chat.hears() == [texts("nottoday_none")]

    await chat.says("/my_routines")
    for tap in (button.new_routine, button.add_kneading, button.name_it):
        await chat.presses(tap)
    await chat.says(line)
    assert chat.hears()[-1] == texts("not_named")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/routine bogus", texts("e_routine_plain", text="bogus")),
        ("/routine xyzzy", texts("e_routine_plain", text="xyzzy")),
        ("/routine depp", texts("e_routine", text="depp", nearest=texts("routine.deep.name"))),
        ("/technique bogus", texts("e_technique_plain", text="bogus")),
    ],
)
async def test_only_what_is_near_is_called_so(chat: Talk, line: str, said: str) -> None:
    """Otherwise the answer offers everything."""
    await chat.says(line)

    assert chat.headlines() == [said]
