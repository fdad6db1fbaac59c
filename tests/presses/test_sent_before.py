"""Buttons stay tappable for as long as a chat exists: what was sent once can still be read."""

from __future__ import annotations

import pytest

from bot.screens.presses import Press, decode, encode
from tests.presses.kinds import KINDS
from tests.presses.sent_before import SENT_BEFORE


@pytest.mark.parametrize(("data", "press"), SENT_BEFORE.items())
def test_a_button_that_was_sent_once_is_still_understood(data: str, press: Press) -> None:
    """As what it asked for when it was sent."""
    assert decode(data) == press


def test_the_list_holds_every_kind_of_press() -> None:
    """A new kind of press has to be added to the list."""
    assert {type(press) for press in SENT_BEFORE.values()} == set(KINDS)


def test_what_is_sent_today_is_in_the_list() -> None:
    """A new form has to be added too."""
    assert {encode(press) for press in SENT_BEFORE.values()} <= set(SENT_BEFORE)
