"""Taps on old, new and forged buttons get one answer each, and never cause an error."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest

from bot.domain.catalogue import Catalogue, PhraseId
from bot.screens.presses import decode
from tests.conversations.stage import Stage, Talk
from tests.presses.forged import with_other_numbers
from tests.presses.sent_before import FIRST_WORDS, SENT_BEFORE

FEW = 20  # updates for one commit: on a busy machine, one that takes long looks like a database that hangs
ROUTINES = re.compile(r"\b(full|solo|deep|taster|quick)\b")
NAMES = ("kneading", "pushing", "pinching", "tapping", "rolling")
TECHNIQUES = re.compile(rf"\b({'|'.join(NAMES)})\b")


@pytest.fixture
def stale(catalogue: Catalogue) -> str:
    """The answer to a tap on a button whose time has passed."""
    return catalogue.phrase(catalogue.languages[0], PhraseId("e_stale")).strip()


def each_in_a_chat(stage: Stage, sent: list[str]) -> Iterator[tuple[Talk, str]]:
    """Return each button with a chat of its own."""
    return ((stage.private("Anna", 5001 + number), data) for number, data in enumerate(sent))


def without_routine(data: str) -> str:
    """Return the same data with names of routines and techniques that do not exist."""
    return TECHNIQUES.sub("yoga", ROUTINES.sub("none", data))


@pytest.mark.parametrize("word", FIRST_WORDS)
async def test_buttons_of_long_ago_are_answered(stage: Stage, word: str, catalogue: Catalogue) -> None:
    """The answer is a message, a toast or an empty answer, but never an apology for an error."""
    sorry = catalogue.phrase(catalogue.languages[0], PhraseId("oops")).strip()
    for chat, data in each_in_a_chat(stage, [sent for sent in SENT_BEFORE if sent.partition(":")[0] == word]):
        await chat.says("/tip")

        await chat.presses_data(data, chat.messages[-1].id)

        assert sorry not in chat.hears(), data


async def test_a_button_for_what_is_not_taught_any_more_is_stale(stage: Stage, stale: str) -> None:
    """A routine or a technique that was taken out of the content."""
    named = [data for data in SENT_BEFORE if without_routine(data) != data]
    assert named
    for number, (chat, data) in enumerate(each_in_a_chat(stage, named), 1):
        await chat.presses_data(without_routine(data))

        assert chat.toasts() == number * [stale], data  # those of all chats so far
        assert chat.hears() == [], data


@pytest.mark.parametrize(
    "data",
    [
        *("begin:solo:partner", "spare:solo:partner", "begin:long:alone", "clear:solo:partner:5:beginner"),
        *("plan:solo:partner", "length:solo:partner:5:beginner", "cue:solo:partner:5:beginner:half"),
        *("go:1:solo:partner", "plan:own_x", "begin:own_-1:partner", "nothing", "", "tech:yoga"),
        *("like:1:yoga:less", "restore:yoga", "own:add:yoga", "who:none", "\x00", "begin:🙂:alone"),
    ],
)
async def test_a_forged_button_is_stale(chat: Talk, data: str, stale: str) -> None:
    """The data names an audience that the routine does not have, or something that never existed."""
    await chat.presses_data(data)

    assert chat.toasts() == [stale]
    assert chat.hears() == []


@pytest.mark.parametrize(
    "number",
    [str(2**53 - 1), str(2**53), "9" * 15, "9" * 59, "9" * 64, "-1", "0", "007", "\u0663", "1.5", ""],
)
async def test_a_number_out_of_range_is_stale_in_every_button(
    stage: Stage, number: str, stale: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The tap gets the answer to a stale button, or does what it asks for; it never ends in an apology."""
    forged = sorted({each for sent in SENT_BEFORE for each in with_other_numbers(sent, number)})
    talks = [stage.private("Anna", 5001 + count) for count in range(len(forged))]
    taps = [talk.tap_data(data, 1) for talk, data in zip(talks, forged, strict=True)]

    for first in range(0, len(taps), FEW):
        some = taps[first : first + FEW]
        assert await stage.takes(*some) == len(some)

    toasts = dict(stage.telegram.toasts)
    assert {
        data for tap, data in zip(taps, forged, strict=True) if toasts[str(tap["update_id"])] == stale
    } >= {data for data in forged if decode(data) is None}
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
