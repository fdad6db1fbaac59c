"""Times and zones as people type them: each line gives exactly what it says, or a question.

The lines were written before the reading was made. Half of them were not looked at while it was made.
"""

from __future__ import annotations

import pytest

from tests.conversations.asked.judging import Said, hear, is_right, is_wrong_in_silence, read_lines
from tests.conversations.stage import Stage

LINES = read_lines()
RIGHT = 0.97  # of each half


@pytest.mark.parametrize("is_unseen", [False, True], ids=["seen", "unseen"])
async def test_a_line_gives_exactly_what_it_says_or_a_question(stage: Stage, is_unseen: bool) -> None:
    """Nothing is set wrongly in silence, and nearly all lines get the answer that is right."""
    lines = [said for said in LINES if said.is_unseen is is_unseen]
    wrong: list[Said] = []
    missed: list[Said] = []
    for number, said in enumerate(lines):
        outcome = await hear(stage, said, number)
        if is_wrong_in_silence(said, outcome):
            wrong.append(said)
        elif not is_right(said, outcome):
            missed.append(said)

    assert wrong == []
    assert len(missed) <= (1 - RIGHT) * len(lines), missed
