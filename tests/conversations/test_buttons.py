"""Taps on buttons of all ages, and on forged ones: one answer each, and never an error."""

from __future__ import annotations

import re

import pytest

from tests.conversations.stage import Talk
from tests.presses.sent_before import SENT_BEFORE

STALE = "That button has had its turn. Use the newest message, or /routine."
ROUTINES = re.compile(r"\b(full|solo|deep|taster|quick)\b")
TECHNIQUES = re.compile(r"\b(kneading|pushing|pinching|tapping|rolling)\b")


def without_routine(data: str) -> str:
    """Return the same data with routines and techniques that there are not."""
    return TECHNIQUES.sub("yoga", ROUTINES.sub("none", data))


@pytest.mark.parametrize("data", SENT_BEFORE)
async def test_a_button_of_long_ago_is_answered(chat: Talk, data: str) -> None:
    """With a message, with a toast, or with nothing to say; an error would be logged."""
    await chat.says("/tip")

    await chat.presses_data(data, chat.messages[-1].id)

    assert not any("Something went wrong" in text for text in chat.hears())


@pytest.mark.parametrize("data", [data for data in SENT_BEFORE if without_routine(data) != data])
async def test_a_button_for_what_is_no_longer_taught_has_had_its_turn(chat: Talk, data: str) -> None:
    """A routine or a technique that was taken out of the content."""
    await chat.presses_data(without_routine(data))

    assert chat.toasts() == [STALE]
    assert chat.hears() == []


@pytest.mark.parametrize(
    "data",
    [
        *("begin:solo:partner", "spare:solo:partner", "begin:long:alone", "clear:solo:partner:5:beginner"),
        *("plan:solo:partner", "length:solo:partner:5:beginner", "cue:solo:partner:5:beginner:half"),
        *("go:1:solo:partner", "plan:own_x", "begin:own_-1:partner", "nothing", "", "tech:yoga"),
        *("like:1:yoga:less", "restore:yoga", "own:add:yoga", "who:none", "\x00", "begin:🙂:alone"),
    ],
)
async def test_a_forged_button_has_had_its_turn(chat: Talk, data: str) -> None:
    """For an audience that the routine is not for, or for something that never was."""
    await chat.presses_data(data)

    assert chat.toasts() == [STALE]
    assert chat.hears() == []
