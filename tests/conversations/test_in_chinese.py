"""Whole conversations in Chinese: what people type is understood, and no English word comes back."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Catalogue, Language
from bot.domain.dangers import Urgency
from bot.screens.presses import Begin, ChooseAudience, ShowPlan, ShowRoutine, TryTechnique, decode
from tests.conversations.stage import Stage, Talk
from tests.one_language import english_in
from tests.reading.test_scope import IN_CHINESE, cases

SELLING = (Begin, TryTechnique, ShowPlan, ChooseAudience, ShowRoutine)

TYPED = """
你好；你会什么；教我揉法；五种手法都给我看看；有哪些流程
/routine full；给我和老公来个十分钟的；要按多大力
家里只有婴儿油能用吗；什么情况下不可以按；/why；来条小建议
有什么拉伸动作可以在工位上做；每天下午三点半提醒我；上海；我都设了哪些提醒
明天下午两点提醒我一次就行；夜里别吵我；停到5月3日；每两个小时提醒我
25:99 提醒我；我人在伦敦 时间不对；设置在哪；/language
我这个月按了几次；怀孕五个月了 老公能给我按背吗；胸口闷痛；不想活了；脖子可以按吗
我儿子8岁 可以给他按吗；刚喝了酒；能治病吗；有没有情趣按摩；背上起了疹子；我背疼
感冒了；可以听吗；给我看图；/my_routines；你会不会把我聊天记录给别人看
谢啦；今天好热；asdfgh；删掉我的数据；/privacy；/help
/safety；/technique 飞；/routine 飞
/timezone 亚特兰蒂斯；今天做过了；提醒全关了吧
"""


@pytest.fixture
def talk(stage: Stage) -> Talk:
    """A person whose app is in Chinese."""
    talk = stage.private("安娜")
    talk.person["language_code"] = "zh-hans"
    return talk


def shown(talk: Talk) -> str:
    """Return all that stands in the chat, with the buttons."""
    return " ".join(f"{each.html} {' '.join(each.labels)} {each.question or ''}" for each in talk.messages)


async def test_answers_are_in_chinese(stage: Stage, talk: Talk) -> None:
    """Questions, wishes, words of danger, times, places, mistakes."""
    await talk.says("/start")

    typed = TYPED.strip().replace("\n", "；").split("；")
    for line in typed:
        await talk.says(line)
        await talk.waits(seconds=2)

    assert len(talk.messages) >= len(typed)
    assert set(english_in(shown(talk).replace("asdfgh", ""))) == set()


@pytest.mark.parametrize("line", ["进度", "我的进度", "看进展"])
async def test_progress_is_asked_for_in_one_word(talk: Talk, line: str) -> None:
    """Without a session it is not about the time that is left."""
    await talk.says("/start")
    await talk.says("/progress")
    asked = talk.messages[-1].text

    await talk.says(line)

    assert talk.messages[-1].text == asked


@pytest.mark.parametrize("line", ["进度", "看进度"])
async def test_in_a_session_progress_is_how_long_it_still_takes(talk: Talk, line: str) -> None:
    """The card comes once more, as for "还有多久"; the picture of the month would push it up."""
    await talk.says("/start")
    for label in ("先试一分钟", "自己来", "都没有", "现在开始"):
        await talk.presses(label)
    await talk.says("还有多久")
    text, labels, before = talk.messages[-1].text, talk.messages[-1].labels, len(talk.messages)

    await talk.says(line)

    [shown_now] = talk.messages[before:]
    assert (shown_now.text, shown_now.labels) == (text, labels)
    assert labels


async def test_a_session_is_led_in_chinese_and_steered_in_words(stage: Stage, talk: Talk) -> None:
    """From the first screen to the rating."""
    await talk.says("/start")
    await talk.presses("先试一分钟")
    await talk.presses("自己来")
    await talk.presses("都没有")
    await talk.presses("现在开始")
    for line in (
        *("轻一点", "还有多久", "等一下", "继续"),
        *("这个好舒服 多做一会儿", "这个不想做 下一个", "回上一步"),
    ):
        await talk.waits(seconds=4)
        await talk.says(line)
    for _ in range(12):
        await talk.waits(seconds=15)

    [session] = await stage.rows("sessions")
    assert session["state"] == "finished"
    assert set(english_in(shown(talk))) == set()
    assert {toast for toast in talk.toasts() if english_in(toast)} == set()


async def test_a_call_to_stop_in_chinese_ends_the_session(stage: Stage, talk: Talk) -> None:
    await talk.says("/start")
    await talk.presses("先试一分钟")
    await talk.presses("自己来")
    await talk.presses("都没有")
    await talk.presses("现在开始")

    await talk.says("不按了 結束吧")

    [session] = await stage.rows("sessions")
    assert session["state"] == "stopped"


async def test_no_danger_is_answered_with_a_start(talk: Talk, catalogue: Catalogue) -> None:
    """Neither a button that starts a session nor one that tries a technique stands below an answer."""
    urgencies = {flag.key: flag.urgency for flag in catalogue.lexicons[Language("zh-Hans")].red_flags}
    serious = [line for danger, line in cases(1, IN_CHINESE) if urgencies[danger].rank < Urgency.care.rank]
    await talk.says("/start")
    before = len(talk.messages)

    for line in serious:
        await talk.says(line)
        await talk.waits(seconds=2)

    answers = talk.messages[before:]
    assert len(answers) == len(serious) > 40
    sold = [
        line
        for line, answer in zip(serious, answers, strict=True)
        for row in answer.keys
        for _, data in row
        if isinstance(decode(data), SELLING)
    ]
    assert sold == []
