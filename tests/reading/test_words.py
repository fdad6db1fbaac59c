"""Words of a text, whatever its language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading import words
from bot.reading.words import plain


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Normalising never fails, and normalising twice changes nothing more."""
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "spread"),
    [("推法pushing", "推 法 pushing"), ("8分钟", "8 分 钟"), ("push it", "push it"), ("推 法", "推 法")],
)
def test_signs_of_scripts_without_spaces_are_set_apart(text: str, spread: str) -> None:
    assert words.spread(text) == spread


@pytest.mark.parametrize(("normal", "number"), [("", 0), ("push it", 2), ("推 法", 1), ("推 法 or 推", 3)])
def test_signs_that_follow_each_other_count_as_one_word(normal: str, number: int) -> None:
    assert words.count(normal) == number


@pytest.mark.parametrize(
    ("text", "sign"), [("+15", "+"), ("- 15", "-"), ("−15", "-"), ("15", ""), ("plus 15", ""), ("-", "")]
)
def test_the_sign_of_a_number_is_read_however_it_is_written(text: str, sign: str) -> None:
    assert words.sign(text) == sign
