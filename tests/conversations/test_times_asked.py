"""Times and zones as people type them: each line gives exactly what it says, or a question."""

from __future__ import annotations

from tests.conversations.asked.judging import hear, is_right, is_wrong_in_silence, read_lines
from tests.conversations.stage import Stage


async def test_report(stage: Stage) -> None:
    lines = read_lines()
    counts = {False: [0, 0, 0], True: [0, 0, 0]}
    for number, said in enumerate(lines):
        outcome = await hear(stage, said, number)
        right, wrong = is_right(said, outcome), is_wrong_in_silence(said, outcome)
        count = counts[said.is_unseen]
        count[0] += 1
        count[1] += right
        count[2] += wrong
        if not said.is_unseen and not right:
            print(
                "WRONG" if wrong else "miss",
                said,
                outcome.answer,
                sorted(outcome.after.rings),
                outcome.after.zone,
            )
    print(counts)
