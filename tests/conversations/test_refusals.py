"""What cannot be done gets an answer with an example, in every language. The example works as it stands."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.domain.catalogue import Language
from tests import once
from tests.conversations.ringing import lives_in
from tests.conversations.stage import Stage, Talk
from tests.texts import Texts

LANGUAGES = once.catalogue().languages
EN, ZH, DE = Language("en"), Language("zh-Hans"), Language("de")

Rows = dict[str, list[dict[str, Any]]]


async def speaks(chat: Talk, language: Language) -> Texts:
    """Let the chat live in Lisbon and speak a language."""
    await lives_in(chat)
    await chat.presses_data(f"speak:{language}")
    chat.hears()
    return Texts(language)


def examples_in(chat: Talk) -> list[str]:
    """Return what the newest message shows as something to type."""
    return re.findall("<code>(.*?)</code>", chat.messages[-1].html)


async def kept(stage: Stage) -> Rows:
    return {name: await stage.rows(name) for name in ("reminders", "added_sessions", "done_days")}


LINES: list[tuple[Language, str, str]] = [
    (EN, "/remind 2020-11-20 9:00", "cannot_past"),
    (EN, "remind me yesterday at 9:00", "cannot_past"),
    (EN, "/remind 31 november 9:00", "cannot_no_date"),
    (EN, "/remind 2031-03-03 9:00", "cannot_far"),
    (EN, "/remind 25:99", "e_time"),
    (EN, "I did 10 minutes tomorrow", "add_future"),
    (EN, "I did 500 minutes yesterday", "add_too_long"),
    (EN, "I did 0 minutes yesterday", "add_no_length"),
    (EN, "I did 10 minutes on 1 august", "add_long_ago"),
    (EN, "I did 10 minutes on 31 november", "add_no_date"),
    (DE, "/remind 2020-11-20 9:00", "cannot_past"),
    (DE, "erinnere mich gestern um 9:00", "cannot_past"),
    (DE, "/remind 31. November 9:00", "cannot_no_date"),
    (DE, "/remind 2031-03-03 9:00", "cannot_far"),
    (DE, "/remind 25:99", "e_time"),
    (DE, "gestern 500 Minuten gemacht", "add_too_long"),
    (DE, "gestern 0 Minuten gemacht", "add_no_length"),
    (ZH, "/remind 2020-11-20 9:00", "cannot_past"),
    (ZH, "昨天9点提醒我", "cannot_past"),
    (ZH, "/remind 11月31日 9:00", "cannot_no_date"),
    (ZH, "/remind 2031-03-03 9:00", "cannot_far"),
    (ZH, "/remind 25:99", "e_time"),
    (ZH, "昨天按了500分钟", "add_too_long"),
    (ZH, "昨天按了0分钟", "add_no_length"),
    # These dates of a session that is over are read in English only; the answer is in the chat's language.
    *((language, "I did 10 minutes tomorrow", "add_future") for language in (DE, ZH)),
    *((language, "I did 10 minutes on 1 august", "add_long_ago") for language in (DE, ZH)),
    *((language, "I did 10 minutes on 31 november", "add_no_date") for language in (DE, ZH)),
]


@pytest.mark.parametrize(("language", "line", "refusal"), LINES)
async def test_what_cannot_be_is_answered_with_examples_that_work(
    chat: Talk, stage: Stage, language: Language, line: str, refusal: str
) -> None:
    """Nothing is set by the line, and each example sets something."""
    texts = await speaks(chat, language)
    before = await kept(stage)

    await chat.says(line)

    answer = chat.messages[-1]
    assert texts.are_in(answer.text, refusal)
    assert await kept(stage) == before
    examples = examples_in(chat)
    assert examples
    for example in examples:
        before = await kept(stage)
        await chat.says(example)
        assert await kept(stage) != before, example


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", [["22"], ["23"], ["21", "22"]])  # the 22nd is yesterday
async def test_a_seventh_session_of_a_day_is_refused_with_an_example_that_works(
    chat: Talk, stage: Stage, language: Language, full: list[str]
) -> None:
    """The example names a day that is not full."""
    texts = await speaks(chat, language)
    for day in full:
        for minutes in range(1, 7):
            await chat.presses_data(f"add:202611{day}:{minutes}")
    before = await kept(stage)
    assert len(before["added_sessions"]) == 6 * len(full)

    await chat.presses_data(f"add:202611{full[-1]}:7")

    assert texts.are_in(chat.messages[-1].text, "add_too_many")
    assert await kept(stage) == before
    [example] = examples_in(chat)
    await chat.says(example)
    assert len(await stage.rows("added_sessions")) == 6 * len(full) + 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_seventh_reminder_is_refused_with_examples_that_work(
    chat: Talk, stage: Stage, language: Language
) -> None:
    """Also a single one; and seven hours in one line."""
    texts = await speaks(chat, language)
    await chat.says("/remind 8:00, 9:00, 10:00, 11:00, 12:00, 13:00, 14:00")
    assert texts.are_in(chat.messages[-1].text, "e_seven_hours")
    assert await stage.rows("reminders") == []
    [fewer] = examples_in(chat)
    await chat.says(fewer)
    assert len(await stage.rows("reminders")) == 3
    await chat.says("/remind 18:00, 19:00, 20:00")
    before = await kept(stage)

    for line in ("/remind 21:00", "/remind 2026-12-05 21:00"):
        await chat.says(line)
        assert texts.are_in(chat.messages[-1].text, "e_seven")
        assert await kept(stage) == before

    [move] = examples_in(chat)
    await chat.says(move)
    hours = [row["at"][:5] for row in await stage.rows("reminders ORDER BY at")]
    assert hours == ["13:00", "17:00", "18:00", "19:00", "20:00", "21:00"]


@pytest.mark.parametrize(
    ("language", "line", "refusal"),
    [
        (EN, "away until yesterday", "away_past"),
        (EN, "away until 2026-11-20", "away_past"),
        (DE, "weg bis gestern", "away_past"),
        (DE, "weg bis 2026-11-20", "away_past"),
        (DE, "weg bis 31. November", "away_no_date"),
        (ZH, "停到昨天", "away_past"),
        (ZH, "停到2026年11月20日", "away_past"),
        (ZH, "停到11月31日", "away_no_date"),
    ],
)
async def test_away_until_a_date_that_cannot_be_is_refused_with_an_example_that_works(
    chat: Talk, stage: Stage, language: Language, line: str, refusal: str
) -> None:
    texts = await speaks(chat, language)
    await chat.says("/remind 13:00")
    before = await kept(stage)

    await chat.says(line)

    assert texts.are_in(chat.messages[-1].text, refusal)
    assert await kept(stage) == before
    [example] = examples_in(chat)
    await chat.says(example)
    assert texts.are_in(chat.messages[-1].text, "away_set")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("line", "way", "refusal"),
    [
        ("/remind 8:30 8:45", "minutes_more", "e_hour_taken"),
        ("/remind 2026-11-23 12:10", "minutes_less", "e_moment_past"),
    ],
)
async def test_a_tap_that_cannot_be_says_what_can(
    chat: Talk, stage: Stage, language: Language, line: str, way: str, refusal: str
) -> None:
    texts = await speaks(chat, language)
    await chat.says(line)
    await chat.says("/reminders")
    before = await kept(stage)
    hour = line.split()[-1] if refusal == "e_moment_past" else line.split()[1]
    await chat.presses(next(label for label in chat.card().labels if label.endswith(f"· {hour}")))
    chat.toasts()

    await chat.presses(texts(f"button.{way}"))

    assert chat.toasts() == [texts(refusal)]
    assert await kept(stage) == before


REFUSALS_OF_FILES = ("gone", "strange", "large", "damaged", "newer", "theirs")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", REFUSALS_OF_FILES)
def test_each_refusal_of_a_file_names_a_file_or_a_command(language: Language, why: str) -> None:
    """The name is one that /export gives; the commands are right."""
    said = once.catalogue().phrases[language][f"import_{why}"]  # type: ignore[index]
    examples = re.findall("<code>(.*?)</code>", said)

    assert examples
    for example in examples:
        assert re.fullmatch(r"(unknot import )?unknot-\d{4}-\d\d-\d\d\.zip( --chat 1234 --move)?", example)
