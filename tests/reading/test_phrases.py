"""Phrases of several words, with other words in between."""

from __future__ import annotations

import pytest

from bot.reading.forms import Forms
from bot.reading.phrases import Phrases
from bot.reading.writing import PlainWriting

WRITING = PlainWriting({})
FORMS = Forms({"chest": ("chest hurts",), "rib": ("broke a rib",), "legs": ("没力气",)}, WRITING)
PHRASES = Phrases(FORMS.all, WRITING)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("my chest hurts", ["chest"]),
        ("my chest really hurts", ["chest"]),
        ("my chest really badly hurts", ["chest"]),
        ("my chest really very badly hurts", []),  # three words between
        ("it hurts in my chest", []),  # in another order
        ("i think she broke one a rib", ["rib"]),
        ("chest hurtss and a brokke", ["chest"]),  # a slip, and a phrase of which words are missing
        ("没有力气", []),  # other punctuation between the words: not the phrase
        ("", []),
    ],
)
def test_words_are_found_in_order_with_few_between(line: str, found: list[str]) -> None:
    assert [form.key for form in PHRASES.nearly_held(WRITING.normal(line))] == found
