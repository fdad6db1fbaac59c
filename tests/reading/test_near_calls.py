"""Short calls to a session with one typing error."""

from __future__ import annotations

import pytest

from bot.domain.intent import Intent
from bot.reading.near_calls import is_error
from bot.reading.reader import Reader


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("nextt", Intent.skip),
        ("skpi", Intent.skip),
        ("pasue", Intent.pause),
        ("previuos", Intent.back),
        ("go bakc", Intent.back),
        ("agian", Intent.repeat),
        ("contineu", Intent.resume),
        ("sofetr", Intent.softer),
    ],
)
def test_a_short_call_may_have_one_error(line: str, call: Intent, english: Reader) -> None:
    assert english.read(line).meaning.intent is call


@pytest.mark.parametrize("line", ["best", "black", "ship", "stool", "softly falling rain"])
def test_another_word_is_no_call(line: str, english: Reader) -> None:
    """In a short word no letter is replaced; a longer line says more than a call."""
    assert not english.read(line).meaning.steers


@pytest.mark.parametrize(
    ("said", "meant", "is_one"),
    [
        ("skpi", "skip", True),  # swapped
        ("nextt", "next", True),  # one too many
        ("nex", "next", False),  # of a short word each letter counts
        ("text", "next", False),  # another first letter
        ("agin", "again", True),
        ("contimue", "continue", True),
        ("bakcc", "back", False),  # two errors
    ],
)
def test_what_is_an_error(said: str, meant: str, is_one: bool) -> None:
    assert is_error(said, meant) is is_one
