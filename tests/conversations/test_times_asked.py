"""Times and zones as people type them: each line gives exactly what it says, or a question."""

from __future__ import annotations

import pytest

from tests.conversations.asked.judging import (
    FIRST,
    IN_TALK,
    LATER,
    Hearing,
    Said,
    is_right,
    is_wrong_in_silence,
    read_lines,
)
from tests.conversations.stage import Stage

RIGHT = 0.97


@pytest.mark.parametrize("name", [FIRST, LATER, IN_TALK])
async def test_a_line_gives_exactly_what_it_says_or_a_question(stage: Stage, name: str) -> None:
    """Nothing is set wrongly in silence, and nearly all lines get the answer that is right."""
    lines, hearing = read_lines(name), Hearing(stage)
    wrong: list[Said] = []
    missed: list[Said] = []
    for number, said in enumerate(lines):
        outcome = await hearing.hear(said, number)
        if is_wrong_in_silence(said, outcome):
            wrong.append(said)
        elif not is_right(said, outcome):
            missed.append(said)

    assert wrong == []
    assert len(missed) <= (1 - RIGHT) * len(lines), missed
