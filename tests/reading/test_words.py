"""Words of a text, whatever its language."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.reading.words import plain


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Comparing never fails, and is at rest after the first time."""
    assert plain(plain(text)) == plain(text)
