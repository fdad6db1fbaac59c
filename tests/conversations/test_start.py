"""The first minutes with the bot."""

from __future__ import annotations

import pytest

from bot.domain import pictures
from bot.domain.message import phrase
from tests.conversations.stage import Stage, Talk, begins
from tests.texts import button, texts

KNEADING = {field: phrase(f"technique.kneading.{field}") for field in ("name", "original")}

LINKS = ["t_bogus", "routine_zzz", "xyz", "t_", "own_1", "T_KNEADING", "0"]


async def test_three_taps_lead_from_start_to_the_first_step(chat: Talk) -> None:
    """First start to first step: three taps, then the get-ready count ends by itself."""
    await chat.says("/start")
    assert chat.headlines() == [texts.headline("start", name="Anna")]

    await chat.presses(button.try_one_minute)
    await chat.presses(button.with_partner)
    await chat.presses(button.yes_all_clear)
    assert chat.headlines() == [texts("gate_yes"), texts.headline("ready", n=60)]

    await chat.waits(seconds=60)
    assert chat.headlines() == [texts.step(1, 3, "settle", 10)]


async def test_the_questions_before_a_session_stay_in_one_message(chat: Talk) -> None:
    """They do not stand below the picture that greets; the gate is an edit, and only the count is new."""
    await chat.says("/start")
    await chat.presses(button.try_one_minute)
    await chat.presses(button.on_my_own)

    hello, question = chat.messages
    assert (hello.medium, hello.keys, question.medium) == (pictures.GREETING, [], None)
    assert question.headline == texts.headline("gate")

    await chat.presses(button.yes_all_clear)
    newest = [shown.headline for shown in chat.messages[1:]]
    assert newest == [texts("gate_yes"), texts.headline("ready", n=20)]


async def test_a_later_start_suggests_the_last_routine(chat: Talk) -> None:
    """After a first session /start no longer introduces itself."""
    await chat.says("/start")
    await chat.presses(button.try_one_minute)
    await chat.presses(button.on_my_own)
    await chat.presses(button.yes_all_clear)
    await chat.says("/stop")
    chat.hears()

    await chat.says("/start")

    [again] = chat.hears()
    assert "Taster" in again
    assert chat.card().labels[0] == button.start


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("has_played", [False, True])
async def test_a_link_that_leads_nowhere_says_so(chat: Talk, link: str, has_played: bool) -> None:
    """A person who has used the bot gets no introduction again."""
    await chat.says("/help")
    if has_played:
        await begins(chat, alone=True)
        await chat.says("/stop")
    chat.hears()

    await chat.says(f"/start {link}")

    assert chat.hears() == [texts("e_link")]
    assert chat.card().labels == [button.routines, button.techniques, button.reminders, button.a_tip]


@pytest.mark.parametrize("link", LINKS)
async def test_who_is_new_is_welcome_with_any_link(chat: Talk, link: str) -> None:
    """The sentence about the link, then the introduction."""
    await chat.says(f"/start {link}")

    lines = chat.card().text.splitlines()
    assert lines[0] == texts("e_link_hello")
    assert lines[2] == texts.headline("start", name="Anna")
    assert chat.card().labels[0] == button.try_one_minute


async def test_words_behind_start_are_no_link(chat: Talk) -> None:
    """Typed words after /start are not the data of a link."""
    await chat.says("/start please, now!")

    assert chat.headlines() == [texts.headline("start", name="Anna")]


async def test_a_group_is_greeted_with_any_link(stage: Stage) -> None:
    """The data of an "add to group" button is nothing that people wrote."""
    group = stage.group()
    await group.says("/start@UnknotBot true")

    assert group.hears()[0].startswith(texts("group", bot="UnknotBot"))


@pytest.mark.parametrize(
    ("link", "screen"),
    [
        ("routine_full", texts.plan("full", 10)),
        ("t_kneading", texts.headline("technique_card", **KNEADING)),
        ("r_0123456789abcdef", texts("e_link")),
        ("my_routines", texts.headline("mine_none")),
    ],
)
async def test_a_link_greets_a_newcomer_first(chat: Talk, link: str, screen: str) -> None:
    """The greeting is a message of its own, so that the newest one has the buttons. It comes once."""
    await chat.says(f"/start {link}")
    assert chat.headlines() == [texts.headline("hello", name="Anna"), screen]

    await chat.says(f"/start {link}")
    assert chat.headlines() == [screen]
