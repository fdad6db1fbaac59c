"""Lengths that lines wish for."""

from __future__ import annotations

import pytest

from bot.reading.reader import Reader


@pytest.mark.parametrize(
    "line", ["massage for two", "two of us", "the full one", "one more", "10", "five breaths"]
)
def test_a_number_alone_is_no_length(line: str, english: Reader) -> None:
    """It may count people or anything else."""
    assert english.read(line).wish is None
