"""People choose the language of a chat: by a command, in plain words of any language, or by a button."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.catalogue import Catalogue, Language, PhraseId
from bot.ports import Kind, Row
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts

ENGLISH, CHINESE = "en", "zh-Hans"
Chinese = Callable[[str], str]


@pytest.fixture
def chinese(catalogue: Catalogue) -> Chinese:
    """The first line of a phrase in Chinese, up to its first value."""
    return lambda name: (
        catalogue.phrase(Language(CHINESE), PhraseId(name)).partition("\n")[0].partition("{")[0].strip()
    )


def speaks(talk: Talk, language: str) -> Talk:
    talk.person["language_code"] = language
    return talk


@pytest.mark.parametrize(
    ("app", "asks", "speaks_then"),
    [
        *((ENGLISH, asks, CHINESE) for asks in ("speak chinese please", "用中文", "/language chinese")),
        *((ENGLISH, asks, CHINESE) for asks in ("can you speak Mandarin?", "說中文", "/language 中文")),
        *(("zh-hans", asks, ENGLISH) for asks in ("说英语", "switch to english", "換成英文")),
    ],
)
async def test_plain_words_change_the_language_at_once(
    stage: Stage, chinese: Chinese, app: str, asks: str, speaks_then: str
) -> None:
    """The answer is in the new language, all that follows too, and the chat has a command menu in it."""
    talk = speaks(stage.private(), app)
    await talk.says("/start")
    talk.hears()

    await talk.says(asks)
    await talk.says("/techniques")

    set_, techniques = talk.hears()
    says = chinese if speaks_then == CHINESE else texts
    assert set_ == says("language_set")
    assert (chinese("techs").removeprefix("<b>").removesuffix("</b>") in techniques) == (
        speaks_then == CHINESE
    )
    await stage.waits(seconds=2)
    assert stage.telegram.menus == {talk.id: speaks_then}


async def test_the_answer_to_a_tap_is_in_the_language_of_the_chat(stage: Stage, chinese: Chinese) -> None:
    """Not in that of the person's app: in a group several people tap."""
    talk = speaks(stage.private(), ENGLISH)
    await plays(talk, seconds=5)
    await talk.says("用中文")

    await talk.presses(chinese("button.pause"))

    assert talk.toasts()[-1] == chinese("paused_toast")


async def test_a_running_session_goes_on_in_the_new_language(stage: Stage, chinese: Chinese) -> None:
    """The card that follows the answer, and the steps to come; the session loses no time."""
    talk = stage.private()
    await plays(talk, seconds=5)
    talk.hears()

    await talk.says("用中文")
    await talk.waits(seconds=3)

    assert chinese("button.pause") in talk.card().labels
    [session] = await stage.rows("sessions")
    assert session["state"] == "running"


async def test_messages_that_wait_leave_in_the_new_language(stage: Stage, chinese: Chinese) -> None:
    """Also what was written before the choice, in an outage."""

    def waits(row: Row) -> bool:
        return row.kind is not Kind.menu

    talk = stage.private()
    await talk.says("/start")
    talk.hears()
    stage.telegram.holds = waits
    await talk.says("/start")
    await talk.says("说中文")

    stage.telegram.holds = lambda row: False
    await stage.waits(seconds=90)

    assert chinese("language_set") in "".join(talk.hears())
    assert chinese("start") in talk.messages[-2].text


async def test_a_choice_in_mid_question_leaves_the_question_open(stage: Stage, chinese: Chinese) -> None:
    """Here where the person is: the next line is the answer."""
    talk = stage.private()
    await talk.says("/timezone")

    await talk.says("说中文")
    await talk.says("上海")

    [chat] = await stage.rows("chats")
    assert chat["zone"] == "Asia/Shanghai"


async def test_the_buttons_have_each_languages_own_name(stage: Stage, chinese: Chinese) -> None:
    """Under the first screen, in the settings and after a choice; one of a language that is gone asks."""
    talk = stage.private()
    await talk.says("/start")
    assert button("language") in talk.messages[-1].labels

    await talk.says("/settings")
    await talk.presses(button("language"))
    assert talk.messages[-1].labels == ["English", "简体中文", "Deutsch"]
    await talk.presses("简体中文")
    assert talk.messages[-1].text == chinese("language_set")
    await talk.presses("English")
    assert talk.messages[-1].text == texts("language_set")

    await talk.presses_data("speak:xx", on=talk.messages[-1].id)
    assert talk.messages[-1].labels == ["English", "简体中文", "Deutsch"]


@pytest.mark.parametrize(
    ("app", "is_told"),
    [("zh-TW", True), ("zh-hant", True), ("zh-HK", True), ("zh-hans", False), ("zh", False)],
)
async def test_who_reads_traditional_characters_is_told_once(
    stage: Stage, chinese: Chinese, app: str, is_told: bool
) -> None:
    talk = speaks(stage.private(), app)

    await talk.says("/start")
    await talk.says("/help")

    heard = talk.hears()
    assert [chinese("simplified") in each for each in heard].count(True) == is_told
    assert chinese("start") in "".join(heard)


async def test_in_a_group_an_administrator_chooses_for_all(stage: Stage, chinese: Chinese) -> None:
    """Other members are refused, by word, command and button."""
    stage.telegram.administrators.add(1001)
    anna, ben = stage.group("Anna", 1001), stage.group("Ben", 1002)
    await anna.says("/start@unknotbot")
    anna.hears()

    await ben.says("/language@unknotbot 中文")
    await ben.replies("speak chinese")
    await ben.presses_data("speak:zh-Hans", on=anna.messages[-1].id)
    refused = [chat["language"] for chat in await stage.rows("chats")]
    await anna.replies("speak chinese")

    assert refused == [ENGLISH]
    assert [chat["language"] for chat in await stage.rows("chats")] == [CHINESE]
    await stage.waits(seconds=60)
    assert stage.telegram.menus == {anna.id: CHINESE}


async def test_who_comes_by_a_link_is_greeted_all_the_same(stage: Stage, chinese: Chinese) -> None:
    """After the words about the characters."""
    talk = speaks(stage.private(), "zh-hant")

    await talk.says("/start t_kneading")

    heard = talk.hears()
    assert [chinese("simplified") in heard[0], chinese("hello") in heard[1], len(heard)] == [True, True, 3]
