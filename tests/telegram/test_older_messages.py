"""Messages that waited while the bot was updated."""

from __future__ import annotations

from datetime import time

import pytest

from bot.domain.catalogue import Catalogue
from bot.domain.days import DAILY
from bot.domain.message import ClockTime, Message, phrase
from bot.screens.buttons import button
from bot.screens.presses import ShowTip
from bot.telegram.rendering import Renderer, in_words


def test_a_message_of_an_older_version_leaves_without_what_is_gone(
    catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    """A phrase that is gone, a value that a phrase now asks for, and a button without a label."""
    known = phrase("reminder_line", i=1, days=DAILY, time=ClockTime(time(8)))
    old = Message(
        (known, phrase("of_last_year"), phrase("reminder_line", i=2)),
        ((button("of_last_year", ShowTip()), button("start", ShowTip())),),
    )

    text, keyboard = in_words(old, catalogue, catalogue.languages[0])

    assert keyboard is not None
    assert len(keyboard["inline_keyboard"][0]) == 1
    assert text.startswith(Renderer(catalogue, catalogue.languages[0]).phrase(known))
    assert "{" not in text
    assert [record.levelname for record in caplog.records] == ["WARNING"]
