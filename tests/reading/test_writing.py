"""Which spellings are the same word, and what counts as a typing mistake."""

from __future__ import annotations

import pytest

from bot.reading.writing import PlainWriting

WRITING = PlainWriting({"can not": "cannot"})


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  Don’t STOP!! ", "dont stop"),
        ("i can not pee", "i cannot pee"),
        ("can nothing help", "can nothing help"),
        ("self-massage_now", "self massage now"),
        ("Straße ＡＢＣ", "strasse abc"),
        ("推法 pushing推", "推 法 pushing 推"),
        ("🙂", ""),
    ],
)
def test_words_are_brought_into_one_spelling(text: str, normal: str) -> None:
    assert WRITING.normal(text) == normal


@pytest.mark.parametrize(
    ("word", "wanted", "is_slip"),
    [
        ("kneding", "kneading", True),
        ("massge", "massage", True),
        ("fell", "feel", False),  # too short
        ("never", "fever", False),  # another first letter
        ("cancel", "kneading", False),
    ],
)
def test_a_slip_is_small_and_not_in_the_first_letter(word: str, wanted: str, is_slip: bool) -> None:
    assert WRITING.resembles(word, wanted) is is_slip
