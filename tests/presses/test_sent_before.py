"""Buttons stay tappable for as long as a chat exists: what was sent once can still be read."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Catalogue
from bot.telegram.buttons import read_button, refuse
from tests.presses.sent_before import SENT_BEFORE


@pytest.mark.parametrize("data", SENT_BEFORE)
def test_a_button_that_was_sent_once_still_does_something(data: str, catalogue: Catalogue) -> None:
    """It is not refused as data that is not ours."""
    assert read_button(data, catalogue) is not refuse
