"""Lengths that people type: with a routine, alone, or where there is no such length."""

from __future__ import annotations

import pytest

from bot.domain.message import either
from bot.domain.plan import LENGTHS
from tests.conversations.stage import Talk
from tests.texts import not_understood, texts

ALL_LENGTHS = texts.opening("e_length", lengths=either(LENGTHS))


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("massge my wife 10 mins", texts.plan("full", 10)),
        ("massage my wife 3 min", texts.plan("quick", 3)),
        ("quick massage, 10 minutes", texts.plan("quick", 10)),
        ("full 20 min please", texts.plan("full", 20)),
        ("only 2 min", texts.plan("taster", 1)),
        ("a massage of 4 minutes", texts.plan("quick", 3)),
        ("im alone 3 min", texts.plan("solo", 3, "alone")),
        ("/routine full 15", texts.plan("full", 15)),
        ("/routine full 15 min", texts.plan("full", 15)),
        ("/routine 3", texts.plan("quick", 3)),
        ("/routine solo 1", texts.plan("solo", 1, "alone")),
        ("/routine ten minutes", texts.plan("full", 10)),
        ("/routine the full one", texts.plan("full", 10)),
        ("/routine full 5min", texts.plan("full", 5)),
        ("/routine full for 5 minutes", texts.plan("full", 5)),
        ("/routine 5 full", texts.plan("full", 5)),
        ("/routine 10 min solo", texts.plan("solo", 10, "alone")),
        ("/routine full alone", texts.plan("full", 10, "alone")),
        ("/routine full 5 on my own", texts.plan("full", 5, "alone")),
        ("/routine 3 alone", texts.plan("solo", 3, "alone")),
        *(
            (line, texts.plan("full", 5))
            for line in ("full 5", "Full five", "5 full", "full for five minutes")
        ),
        *((line, texts.plan("full", 5)) for line in ("/routine full five", "/routine full five minutes")),
        *((line, texts.plan("full", 10)) for line in ("full for ten", "full ten", "ful ten please")),
        *(
            (line, texts.plan("full", 10))
            for line in ("/routine full ten", "the full one", "massage ten min")
        ),
        *((line, texts.plan("full", 20)) for line in ("full for twenty min", "full, twenty minutes!")),
        *(
            (line, texts.plan("solo", 10, "alone"))
            for line in ("ten minutes alone", "solo for ten", "alone for 10")
        ),
        *(
            (line, texts.plan("solo", 10, "alone"))
            for line in ("solo 10", "on my own ten", "/routine alone 10")
        ),
        ("full 5 alone", texts.plan("full", 5, "alone")),
        ("full 5 min alone", texts.plan("full", 5, "alone")),
        *((line, texts.plan("quick", 15)) for line in ("quick 15", "quick for fifteen", "quick massage 15")),
        *((line, texts.plan("quick", 3)) for line in ("three minutes", "4 minutes", "i have four minutes")),
        *((line, texts.plan("quick", 10)) for line in ("/routine ten", "/routine for ten", "massage 10")),
        ("a quarter of an hour please", texts.plan("long", 15)),
    ],
)
async def test_a_length_can_be_typed(chat: Talk, line: str, headline: str) -> None:
    """The length stands with the routine's name or alone. For four minutes the plan has three."""
    await chat.says(line)

    assert chat.headlines() == [headline]


@pytest.mark.parametrize(
    "line",
    [
        *("/routine full 0", "/routine full 999", "/routine full -5", "/routine full 7"),
        *("/routine 0", "/routine 999", "/routine full 99999999999999999999", "/routine full ٣"),
        *("/routine -5", "/routine 7.5", "/routine full 5,5", "/routine full 5 10", "/routine full 1 hour"),
        *("/routine 7 full", "/routine full 30 s"),
        *("full 0 min", "massage 999 min", "massage my wife for 45 minutes", "/routine full 1e3"),
        *(
            "full 0",
            "full 999",
            "full -5",
            "full 2.5",
            "half an hour full",
            "half an hour",
            "full for thirty",
        ),
        *(
            "full an hour",
            "massage 45",
            "/routine half an hour",
            "/routine full thirty minutes",
            "45 minutes",
        ),
    ],
)
async def test_a_length_that_there_is_not_is_answered_with_those_there_are(chat: Talk, line: str) -> None:
    """One tap on a length shows the plan, and there is only one answer."""
    await chat.says(line)

    said = chat.card()
    assert said.text.startswith(ALL_LENGTHS)
    await chat.presses("5")
    assert chat.card().headline.split(" · ")[1] == "5 min"
    assert len(chat.hears()) == 1


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("/routine full 7", texts.plan("full", 10)),
        ("/routine -5", texts.plan("quick", 10)),
        ("/routine solo 20", texts.plan("solo", 5, "alone")),
        ("/routine full 15 alone", texts.plan("full", 5, "alone")),
        ("/routine taster 10 on my own", texts.plan("taster", 3, "alone")),
    ],
)
async def test_the_example_for_a_wrong_length_works(chat: Talk, line: str, headline: str) -> None:
    """The example is typed exactly as the answer gives it."""
    await chat.says(line)
    example = chat.card().text.partition("or try ")[2].removesuffix(".")

    await chat.says(example)

    assert chat.card().headline == headline


@pytest.mark.parametrize(
    "line",
    [
        *("/routine solo 15", "solo 15 min", "im alone, 20 minutes", "15 min on my own"),
        *("solo 20", "solo for twenty", "/routine alone 20", "half an hour alone", "alone 15"),
    ],
)
async def test_alone_a_length_that_cannot_be_filled_is_answered_with_those_that_can(
    chat: Talk, line: str
) -> None:
    """Only what one can do alone is counted."""
    await chat.says(line)

    [said] = chat.hears()
    assert said.startswith("I can do 1, 3, 5 or 10 min. Which one?")


@pytest.mark.parametrize("line", ["full 20 alone", "full for twenty min, alone"])
async def test_what_a_routine_cannot_fill_alone_is_answered_with_what_it_can(chat: Talk, line: str) -> None:
    """The lengths offered are those of the named routine."""
    await chat.says(line)

    [said] = chat.hears()
    assert said.startswith(texts.opening("e_length"))
    assert "/routine Full" in said
    assert said.endswith(" alone.")


@pytest.mark.parametrize("line", ["remind me at ten", "weekdays at nine", "remind me in 10 minutes"])
async def test_a_number_in_another_wish_is_no_length(chat: Talk, line: str) -> None:
    """A line about a reminder is still one, also with a number."""
    await chat.says(line)

    assert "min ·" not in chat.messages[-1].headline
    text = chat.messages[-1].text
    assert not text.startswith(texts.opening("e_length"))
    assert not not_understood(text)


async def test_a_technique_with_a_length_shows_the_technique(chat: Talk) -> None:
    """The card of the technique says how long the technique should last."""
    await chat.says("kneading for five minutes")

    assert chat.headlines()[0].startswith("Kneading")


@pytest.mark.parametrize(
    "data",
    [
        *("begin:solo:alone:20", "clear:solo:alone:15:beginner", "plan:solo:alone:20:beginner"),
        *("length:solo:alone:15:beginner", "cue:solo:alone:20:beginner:half"),
    ],
)
async def test_a_forged_length_begins_nothing(chat: Talk, data: str) -> None:
    """The bot answers with the possible lengths and begins no session."""
    await chat.says("/routine solo")

    await chat.presses_data(data, chat.card().id)

    assert texts.opening("e_length", lengths=either((1, 3, 5, 10))) in chat.messages[-1].text
    await chat.says("/pause")
    assert chat.messages[-1].text.startswith(texts("e_idle"))


@pytest.mark.parametrize(
    ("line", "wished", "plan"),
    [
        ("7 minutes please", 7, texts.plan("quick", 5)),
        ("full 7", 7, texts.plan("full", 5)),
        ("only 2 min", 2, texts.plan("taster", 1)),
        ("four minutes alone", 4, texts.plan("solo", 3, "alone")),
        ("10 minutes please", None, texts.plan("full", 10)),
    ],
)
async def test_a_length_that_there_is_not_is_said_to_be_the_nearest(
    chat: Talk, line: str, wished: int | None, plan: str
) -> None:
    """The sentence stands below the steps, and only if no plan has the wished length."""
    await chat.says(line)

    [said] = chat.hears()
    assert said.startswith(plan)
    assert texts.are_in(said, "plan_nearest") is (wished is not None)
    if wished is not None:
        assert texts("plan_nearest", wished=wished) in said.split("\n")
