"""A line that names an hour by the clock of another place."""

from __future__ import annotations

import pytest

from tests.conversations.stage import Stage
from tests.texts import texts


@pytest.mark.parametrize(
    ("typed", "city"),
    [
        ("remind me at 7pm Paris time", "Paris, France"),
        ("8am eastern time every day", "New York"),
        ("Moscow, every day at 19:00", "Moscow, Russia"),
        ("im in new york now, remind me at 8pm", "New York"),
    ],
)
async def test_the_place_is_asked_about_and_the_hour_is_not_lost(stage: Stage, typed: str, city: str) -> None:
    """No button sets the hour on the clock of the chat; the answer says to send the hour again."""
    chat = stage.private("Anna", 5000)
    await chat.says("/timezone Europe/London")
    await chat.says(typed)

    shown = chat.messages[-1]
    assert shown.text == f"{texts('zone_meant')}\n{texts('zone_then_hour')}"
    assert city in shown.labels
    assert not any(":" in label for label in shown.labels)


async def test_a_place_with_the_clock_of_the_chat_changes_nothing(stage: Stage) -> None:
    """The hour is the same there."""
    chat = stage.private("Anna", 5000)
    await chat.says("/timezone Europe/London")
    await chat.says("i live in dublin, remind me at 8pm")

    assert chat.messages[-1].text.startswith("Set: every day at 20:00")
