"""The tests of faults know the card of a step from other messages. Else they would count nothing."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Language
from bot.domain.message import Length, phrase
from bot.telegram.rendering import Renderer
from tests import once
from tests.faults.steps import step_in
from tests.texts import Texts


@pytest.mark.parametrize("language", once.catalogue().languages)
@pytest.mark.parametrize("number", [1, 9, 10])
def test_the_card_of_a_step_tells_its_number(language: Language, number: int) -> None:
    """As it is sent, with tags, and as the chat shows it."""
    name = phrase("technique.kneading.name")
    head = phrase("step_header", i=number, n=10, name=name, length=Length(40))
    words = Renderer(once.catalogue(), language)

    sent = words.phrase(head)

    assert "<" in sent
    assert step_in(sent) == number
    assert step_in(Texts(language).step(number, 10, "kneading", 40)) == number


@pytest.mark.parametrize("text", ["", "10 minutes", "<b>8:30</b>", "A break: 1/3 done", "<b>3</b>/4"])
def test_other_messages_show_no_step(text: str) -> None:
    assert step_in(text) is None
