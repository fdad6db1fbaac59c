"""Questions about the craft, and small talk: a fixed answer from content, with a button that leads on."""

from __future__ import annotations

import pytest

from bot.domain.message import phrase
from bot.domain.pictures import picture
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, not_understood, texts

OURS = phrase("own_advice")


def said(key: str) -> str:
    """Return the first line of an answer."""
    return texts.headline(f"faq.{key}", own_advice=OURS)


@pytest.mark.parametrize(
    ("line", "key", "labels"),
    [
        ("how hard do i have to press?", "pressure", [button.techniques, button.pressure]),
        ("Which oil would you take", "oil", [button.techniques]),
        ("is each evening too much", "how_often", [button.reminder]),
        ("must both sides be the same", "sides", [button.techniques, button.routines]),
        (
            "may he lie on the sofa?",
            "position",
            [*map(texts, ("button.faq.sitting", "button.faq.giver")), button.routines],
        ),
        ("how's this different from swedish massage?", "difference", [button.techniques]),
        ("Are you a real human?", "are_you_human", [button.privacy]),
        ("ok good night", "good_night", []),
    ],
)
async def test_a_question_is_answered_and_leads_on(
    chat: Talk, line: str, key: str, labels: list[str]
) -> None:
    await chat.says(line)

    answer = chat.messages[-1]
    assert (answer.headline, answer.labels) == (said(key), labels)


async def test_who_asks_about_doing_it_alone_can_begin(chat: Talk) -> None:
    await chat.says("do i need a second person for that")
    assert chat.messages[-1].headline == said("alone")

    await chat.presses(button.on_my_own)
    assert chat.card().headline == texts.plan("solo", 5, "alone")


async def test_who_cannot_lie_is_shown_the_chair_and_both_answers_lead_to_each_other(chat: Talk) -> None:
    await chat.says("my wife cant lie on her front, what now")
    assert (chat.messages[-1].headline, chat.messages[-1].medium) == (said("sitting"), picture("chair"))

    await chat.presses(texts("button.faq.position"))
    assert (chat.messages[-1].headline, chat.messages[-1].medium) == (said("position"), picture("face_down"))

    await chat.presses(texts("button.faq.sitting"))
    assert chat.messages[-1].headline == said("sitting")


async def test_in_a_session_the_card_follows_the_answer_and_has_the_only_buttons(chat: Talk) -> None:
    await plays(chat, "full", seconds=10)

    await chat.says("which oil should we take")

    answer, card = chat.messages[-2:]
    assert (answer.headline, answer.labels) == (said("oil"), [])
    assert card.headline == texts.step(1, 7, "settle", 30)
    assert card.labels[0] == button.lighter


async def test_a_question_in_a_group_is_answered_to_who_replies(stage: Stage) -> None:
    group = stage.group()
    await group.says("how hard should i press")
    assert group.hears() == []

    await group.says("/techniques")
    await group.replies("how hard should i press")
    assert group.headlines()[-1] == said("pressure")


@pytest.mark.parametrize(
    "line",
    [
        "i am pregnant, can i do it alone",
        "my legs are numb, how hard should i press",
        "good night, i want to die",
    ],
)
async def test_a_danger_comes_before_a_question(chat: Talk, line: str) -> None:
    """And nothing is offered that starts or tries something."""
    await chat.says(line)

    assert {button.on_my_own, button.techniques, button.routines}.isdisjoint(chat.messages[-1].labels)
    assert not chat.messages[-1].headline.startswith(tuple(map(said, ("alone", "pressure", "good_night"))))


async def test_a_question_that_a_line_may_mean_is_offered(chat: Talk) -> None:
    await chat.says("how do i see what he likes")

    assert not_understood(chat.messages[-1].text)
    await chat.presses(texts("button.faq.doing_right"))
    assert chat.headlines()[-1] == said("doing_right")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("skip this one she doesn't like it", texts.step(2, 3, "kneading", 40)),
        ("she hates this one, next", texts.step(2, 3, "kneading", 40)),
        ("could we redo that step", texts.step(1, 3, "settle", 10)),
        ("we want more time on this one please", texts("stretched", left="0:23")),
        ("someone's at the door hang on a sec", texts.headline("paused", i=1, n=3, left="0:08")),
        ("alright thats it for tonight", texts.opening("stopped")),
    ],
)
async def test_a_sentence_steers_a_session(chat: Talk, line: str, shown: str) -> None:
    await plays(chat, seconds=2)

    await chat.says(line)

    assert any(headline.startswith(shown) for headline in chat.headlines())


@pytest.mark.parametrize(
    "line",
    [
        "mmm that's nice",
        "the dog wants to skip dinner",
        "my sister went back to her ex",
        "next week we fly to rome",
    ],
)
async def test_what_is_not_meant_does_not_steer(chat: Talk, line: str) -> None:
    await plays(chat, seconds=2)

    await chat.says(line)
    chat.hears()
    await chat.waits(seconds=8)

    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]


async def test_a_technique_that_is_not_liked_is_skipped_while_it_is_done(chat: Talk) -> None:
    """At another time the bot says where to ask for less of it."""
    await plays(chat, "full", seconds=2)

    await chat.says("can we skip the kneading")
    assert chat.headlines()[0] == texts.headline("less_of", techniques=phrase("technique.kneading.name"))

    await chat.waits(seconds=30)
    chat.hears()
    await chat.says("i don't like the kneading")
    assert texts.step(3, 7, "pushing", 60) in chat.headlines()
