"""Reminders begin in words that vary, in every language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from bot.domain.catalogue import Language, Wording
from tests import once
from tests.conversations.ringing import lives_in
from tests.conversations.stage import Talk
from tests.sizes import IS_FULL
from tests.texts import Texts

KINDS = (Wording.reminder_opener, Wording.rest_opener, Wording.soft_opener)
LANGUAGES = once.catalogue().languages
LIVES = [("8:30", 29), ("8:30, 20:15", 58), ("mon, fri 8:30", 8), ("8:30, 13:00, 20:15", 87)]
# Which opener comes does not depend on the language, only its words do. So an ordinary run lives all lives in
# the first language, and one of them in each other one.
TOLD = [
    (language, *life)
    for language in LANGUAGES
    for life in (LIVES if IS_FULL or language == LANGUAGES[0] else LIVES[:1])
]


def openers_in(chat: Talk, language: Language, kinds: Sequence[Wording] = KINDS) -> list[str]:
    """Return the openers of the rings in a chat, in their order."""
    texts = Texts(language)
    ids = [id for kind in kinds for id in once.catalogue().wordings[kind]]
    return [id for shown in chat.messages for id in ids if texts.are_in(shown.text, id)]


@pytest.mark.parametrize(("language", "hours", "least"), TOLD)
async def test_no_opener_comes_twice_in_a_row_and_each_is_used(
    chat: Talk, language: Language, hours: str, least: int
) -> None:
    """Thirty days of somebody who gives a sign of life each day."""
    await lives_in(chat)
    await chat.says(f"/remind {hours}")
    await chat.presses_data(f"speak:{language}")

    for _ in range(30):
        await chat.waits(days=1)
        await chat.says("/settings")

    came = openers_in(chat, language)
    assert len(came) >= least
    assert set(came) == set(once.catalogue().wordings[Wording.reminder_opener])
    assert not any(one == other for one, other in pairwise(came))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_days_of_rest_and_tips_between_do_not_bring_an_opener_again(
    chat: Talk, language: Language
) -> None:
    """Each third day the person has done it, so that the day after it is one of rest."""
    await lives_in(chat)
    await chat.says("/remind 20:15")
    await chat.presses_data(f"speak:{language}")

    for day in range(40):
        await chat.waits(days=1)
        await chat.says("/tip")
        if day % 3 == 0:
            await chat.says("i did it")

    came = openers_in(chat, language)
    for kind in (Wording.reminder_opener, Wording.rest_opener):
        told = [id for id in came if id in once.catalogue().wordings[kind]]
        assert set(told) == set(once.catalogue().wordings[kind])
        assert not any(one == other for one, other in pairwise(told))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_openers_begin_alike(language: Language) -> None:
    """A lock screen shows only the first line."""
    texts = Texts(language)
    firsts = [texts.opening(id) for kind in KINDS for id in once.catalogue().wordings[kind]]

    assert len(set(firsts)) == len(firsts) == 10
